// The floor of a plan: what reading the application costs with nothing but Node. The same GETs over kept connections, ten in
// flight, and the replies parsed as JSON. It compares nothing and prints nothing.
'use strict';
const { Agent, get } = require('node:http');
const { readFileSync } = require('node:fs');

const inFlight = 10;
const { port, paths } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const headers = {
  accept: 'application/json',
  authorization: `Basic ${Buffer.from(`${process.env.CAPSTAN_CLIENT_ID}:${process.env.CAPSTAN_CLIENT_SECRET}`).toString('base64')}`,
};
const replies = [];
let next = 0;

function read() {
  if (next === paths.length) return;
  const path = paths[next];
  next += 1;
  get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
      replies.push(JSON.parse(Buffer.concat(chunks).toString()));
      if (replies.length === paths.length) process.exit();
      read();
    });
  });
}

for (let lane = 0; lane < inFlight; lane += 1) read();
