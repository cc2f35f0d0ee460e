import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

export type ProgramDoor = {
  /** A script to run with node in place of `bin/capstan.cjs`. */
  readonly path: string;
  readonly close: () => Promise<void>;
};

/**
 * Lets scripts start the program of this process: `path` hands its words, folder and environment over, and prints and ends
 * as the program did here. A start costs a tenth of that of the built program.
 */
export async function openProgramDoor(folder: string): Promise<ProgramDoor> {
  const [socket, path] = [join(folder, 'capstan.sock'), join(folder, 'capstan.cjs')];
  const server = createServer({ allowHalfOpen: true }, (caller) => {
    answer(caller).catch((error: unknown) => caller.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  writeFileSync(path, `'use strict';\n(${String(knock)})(${JSON.stringify(socket)});\n`);
  return { path, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

async function answer(caller: Socket): Promise<void> {
  const { words, cwd, env } = JSON.parse(await textOf(caller));
  caller.end(JSON.stringify(await runProgram(words, { cwd, env })));
}

function textOf(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  return new Promise((resolve, reject) => {
    socket.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    socket.on('error', reject);
  });
}

// Runs in the process of the script, so it stands by itself.
function knock(socket: string): void {
  const parts: Buffer[] = [];
  const door = require('node:net').connect(socket);
  door.end(JSON.stringify({ words: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
  door.on('data', (part: Buffer) => parts.push(part));
  door.on('end', () => {
    const { code, stdout, stderr } = JSON.parse(Buffer.concat(parts).toString('utf8'));
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = code;
  });
}
