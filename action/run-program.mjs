// Programs are started without the runner's own variables.
import { surroundings } from './surroundings.mjs';

// The token, the inputs, the files between a step and the runner, and the key of the proofs in comments.
const withheld = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|CAPSTAN_REVIEW_KEY)$/i;

/** The environment for a program outside the runner. */
export function ownEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
}

/** Runs a program to its end. */
export function runProgram(command, args, cwd, env = ownEnvironment(surroundings().env)) {
  return surroundings().start(command, args, { cwd, env });
}

/** Runs capstan in the folder of the file. After `--` Node handles no flag itself: --env-file would run code. */
export function capstan({ bin, cwd }, args) {
  return runProgram(process.execPath, ['--', bin, ...args], cwd);
}
