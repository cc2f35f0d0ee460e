// Programs are started without anything that is the runner's own.
import { surroundings } from './surroundings.mjs';

// The token, the inputs, the files by which a step speaks to the runner, and the key that proves what a comment showed.
const withheld = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|CAPSTAN_REVIEW_KEY)$/i;

/** The environment for a program that is no part of the runner. */
export function ownEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
}

/** Runs a program to its end. */
export function runProgram(command, args, cwd, env = ownEnvironment(surroundings().env)) {
  return surroundings().start(command, args, { cwd, env });
}

/** Runs capstan in the folder of the file. Behind `--` Node takes no flag for itself: --env-file would run code. */
export function capstan({ bin, cwd }, args) {
  return runProgram(process.execPath, ['--', bin, ...args], cwd);
}
