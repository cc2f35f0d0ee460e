// Programs are started without a shell.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end, with only these variables. */
export async function startProgram(command, args, { cwd, env }) {
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
