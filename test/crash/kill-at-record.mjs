// Loaded into the program by NODE_OPTIONS: ends the process by SIGKILL at one record of its journal, as a crash would.
// KILL_AT_RECORD: the number of the record, from 1, and `before` it is written, half written (`torn`), or `after` it is
// safe; `1 closed` is after the finished journal got its last name.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

// What ES modules see of built-in modules does not change; what everyone shares does.
const fs = createRequire(import.meta.url)('node:fs');
const [number = '', moment = ''] = (process.env.KILL_AT_RECORD ?? '').split(' ');
const fatal = Number(number);
const { open, write, writeSync, fsync } = fs;
const { rename } = fs.promises;
const journals = new Set();
let written = 0;
let synced = 0;

function die() {
  process.kill(process.pid, 'SIGKILL');
}

fs.open = (path, ...rest) => {
  const done = rest.pop();
  open(path, ...rest, (error, descriptor) => {
    if (error === null && String(path).endsWith('.open.jsonl')) journals.add(descriptor);
    done(error, descriptor);
  });
};

fs.write = (descriptor, bytes, ...rest) => {
  if (journals.has(descriptor)) {
    written += 1;
    if (written === fatal && moment === 'before') die();
    if (written === fatal && moment === 'torn') {
      writeSync(descriptor, bytes.subarray(0, Math.floor(bytes.length / 2)));
      die();
    }
  }
  return write(descriptor, bytes, ...rest);
};
// The true one promises an object, by a mark that only Node can set.
fs.write[promisify.custom] = (descriptor, bytes, ...rest) =>
  new Promise((resolve, reject) => {
    fs.write(descriptor, bytes, ...rest, (error, bytesWritten) =>
      error === null ? resolve({ bytesWritten, buffer: bytes }) : reject(error),
    );
  });

fs.fsync = (descriptor, done) => {
  fsync(descriptor, (error) => {
    if (journals.has(descriptor)) synced += 1;
    if (synced === fatal && moment === 'after') die();
    done(error);
  });
};

fs.promises.rename = async (from, to) => {
  await rename(from, to);
  if (String(from).endsWith('.open.jsonl') && moment === 'closed') die();
};
