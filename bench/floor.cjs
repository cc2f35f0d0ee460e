// The floor of a plan: what reading the application costs with nothing but Node. The same GETs over kept connections, ten in
// flight, and the replies parsed as JSON. It compares nothing and prints nothing. With writes it is the floor of an apply: after
// the reads, for each client that is written to, a read, the write and a look, one after the other.
'use strict';
const { Agent, request } = require('node:http');
const { readFileSync } = require('node:fs');

const inFlight = 10;
const { port, paths, writes = [] } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
const headers = {
  accept: 'application/json',
  authorization: `Basic ${Buffer.from(`${process.env.CAPSTAN_CLIENT_ID}:${process.env.CAPSTAN_CLIENT_SECRET}`).toString('base64')}`,
};
const replies = [];
let next = 0;

function ask({ method = 'GET', path, form = '' }, done) {
  const type = method === 'GET' ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  request({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...type } }, (response) => {
    const chunks = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () => {
      if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
      done(JSON.parse(Buffer.concat(chunks).toString()));
    });
  }).end(form);
}

function read() {
  if (next === paths.length) return;
  const path = paths[next];
  next += 1;
  ask({ path }, (reply) => {
    replies.push(reply);
    if (replies.length === paths.length) write(0);
    else read();
  });
}

function write(at) {
  if (at === writes.length) process.exit();
  const { path, form } = writes[at];
  ask({ path }, () => {
    ask({ method: 'POST', path: '/settings/set_multi', form }, () => ask({ path }, () => write(at + 1)));
  });
}

for (let lane = 0; lane < inFlight; lane += 1) read();
