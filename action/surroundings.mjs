// What a step has around it: the variables that the runner set, the log, programs, and time. Tests run steps in one process,
// each in surroundings of its own.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './start-program.mjs';

const ofTheProcess = {
  env: process.env,
  print: (text) => process.stdout.write(text),
  start: startProgram,
  sleep: (ms) => sleep(ms),
};
const others = new AsyncLocalStorage();

/** The surroundings of the current step. */
export function surroundings() {
  return others.getStore() ?? ofTheProcess;
}

/** Does some work in other surroundings; members left out are those of the process. */
export function within(other, work) {
  return others.run({ ...ofTheProcess, ...other }, work);
}
