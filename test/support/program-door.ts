import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';

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
export async function openProgramDoor(folder: string): Promise<ProgramDoor> {
  const [path, preload] = [join(folder, 'capstan'), join(folder, 'starts-bash.cjs')];
  const server = createServer((caller) => {
    answer(caller).catch((error: unknown) => caller.destroy(error instanceof Error ? error : undefined));
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

// Records end with a zero byte: the folder, the count of the words, the words, the variables, and an empty one.
function knock(port: number): string {
  return `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${port}
{ printf '%s\\0' "$(pwd -P)" "$#" "$@"; env -0; printf '\\0'; } >&3
read -r code out err <&3
head -c "$out" <&3
head -c "$err" <&3 >&2
exit "$code"
`;
}

async function answer(caller: Socket): Promise<void> {
  const [cwd = '', count = '', ...rest] = await recordsOf(caller);
  const [words, variables] = [rest.slice(0, Number(count)), rest.slice(Number(count))];
  const env = Object.fromEntries(variables.map((each) => [each.split('=', 1)[0], each.slice(each.indexOf('=') + 1)]));
  const { code, stdout, stderr } = await runProgram(words, { cwd, env });
  const sizes = [stdout, stderr].map((text) => Buffer.byteLength(text));
  caller.end(`${code} ${sizes.join(' ')}\n${stdout}${stderr}`);
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
