// Programs are started without a shell, and without anything that is the runner's own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// The token, the inputs, the files by which a step speaks to the runner, and the key that proves what a comment showed.
const withheld = /^(?:INPUT_.*|ACTIONS_.*|GITHUB_(?:TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|CAPSTAN_REVIEW_KEY)$/i;

/** The environment for a program that is no part of the runner. */
export function ownEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !withheld.test(name)));
}

/** Runs a program to its end. */
export async function runProgram(command, args, cwd, env = ownEnvironment(process.env)) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const out = [];
  const err = [];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  const passOn = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
  try {
    const [code] = await once(child, 'close');
    return { code: code ?? 1, stdout: String(Buffer.concat(out)), stderr: String(Buffer.concat(err)) };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, passOn);
  }
}

/** Runs capstan in the folder of the file. Behind `--` Node takes no flag for itself: --env-file would run code. */
export function capstan({ bin, cwd }, args) {
  return runProgram(process.execPath, ['--', bin, ...args], cwd);
}
