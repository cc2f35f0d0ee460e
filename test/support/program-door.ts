import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import { type TestClock, testClock } from './test-clock.ts';

export type ProgramDoor = {
  /** A script for bash that stands in for the program. */
  readonly path: string;
  /** What node must be started with, for `node bin/capstan.cjs` to become `bash path`. */
  readonly nodeOptions: string;
  readonly close: () => Promise<void>;
};

/**
 * Lets scripts start the program of this process: the script at `path` hands its words, folder and environment over, and
 * prints and ends as the program did here. No node has to start for that.
 */
export async function openProgramDoor(folder: string, clock?: TestClock): Promise<ProgramDoor> {
  const [path, preload] = [join(folder, 'capstan'), join(folder, 'starts-bash.cjs')];
  const server = createServer((caller) => {
    answer(caller, clock ?? testClock()).catch((error: unknown) =>
      caller.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  writeFileSync(path, knock((server.address() as AddressInfo).port));
  chmodSync(path, 0o755);
  writeFileSync(preload, `process.execPath = '/bin/bash';\n`);
  return {
    path,
    nodeOptions: `--require ${preload}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

// What is piped in goes along where a word asks for it.
const pipedIn = 'PIPED_IN';

// Records end with a zero byte: the folder, the count of the words, the words, the variables, and an empty one.
function knock(port: number): string {
  return `#!/bin/bash
for word in "$@"; do [ "$word" != - ] || export ${pipedIn}="$(cat)"; done
exec 3<>/dev/tcp/127.0.0.1/${port}
{ printf '%s\\0' "$(pwd -P)" "$#" "$@"; env -0; printf '\\0'; } >&3
read -r code pieces <&3
for piece in $pieces; do head -c "\${piece#*:}" <&3 >&"\${piece%%:*}"; done
exit "$code"
`;
}

async function answer(caller: Socket, clock: TestClock): Promise<void> {
  const [cwd = '', count = '', ...rest] = await recordsOf(caller);
  const [words, variables] = [rest.slice(0, Number(count)), rest.slice(Number(count))];
  const env = Object.fromEntries(variables.map((each) => [each.split('=', 1)[0], each.slice(each.indexOf('=') + 1)]));
  const pieces: { readonly stream: number; chunks: readonly Buffer[] }[] = [];
  const heard = (name: 'stdout' | 'stderr', chunk: Buffer): void => {
    const [stream, last] = [name === 'stdout' ? 1 : 2, pieces.at(-1)];
    if (last?.stream === stream) last.chunks = [...last.chunks, chunk];
    else pieces.push({ stream, chunks: [chunk] });
  };
  const { code } = await runProgram(words, { cwd, env, clock, heard, input: env[pipedIn] ?? '' });
  const written = pieces.map(({ stream, chunks }) => ({ stream, bytes: Buffer.concat(chunks) }));
  const sizes = written.map(({ stream, bytes }) => `${stream}:${bytes.length}`);
  caller.end(Buffer.concat([Buffer.from(`${code} ${sizes.join(' ')}\n`), ...written.map(({ bytes }) => bytes)]));
}

function recordsOf(caller: Socket): Promise<readonly string[]> {
  let text = '';
  caller.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    caller.on('data', (part: string) => {
      text += part;
      const records = text.split('\0');
      // The words may be empty, the variables are not.
      const end = records.indexOf('', 2 + Number(records[1] ?? Number.POSITIVE_INFINITY));
      if (end !== -1 && end < records.length - 1) resolve(records.slice(0, end));
    });
    caller.on('error', reject);
    caller.on('end', () => reject(new Error('The script ended in the middle of a word.')));
  });
}
