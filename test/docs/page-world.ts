import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { openProgramDoor } from '../support/program-door.ts';
import { runNames } from '../support/run-names.ts';
import type { TestClock } from '../support/test-clock.ts';

/** A folder, a sandbox and a shell, in which the commands of a page are run one after the other. */
export type PageWorld = {
  readonly folder: string;
  /** The lines that say that a file is about the sandbox's application; empty where it says that by what it extends. */
  readonly head: (body: string) => string;
  /** Puts a text of the page into the world: the sandbox of the page listens elsewhere than the page says. */
  readonly real: (text: string) => string;
  readonly run: (command: string) => Promise<{ readonly code: number; readonly output: string }>;
  readonly close: () => Promise<void>;
};

const shownAddress = '127.0.0.1:8787';
const start = Date.parse('2026-11-21T09:30:00Z');
const commandMs = 60_000;
/** Each command takes a minute, on a clock that starts with the page. */
export async function openPageWorld(base: string): Promise<PageWorld> {
  const [folder, programs] = [join(base, 'work'), join(base, 'programs')];
  for (const each of [folder, programs]) mkdirSync(each);
  const clock = pageClock();
  const sandbox = await startSandbox({ seed: defaultSeed(), now: clock.now });
  const door = await openProgramDoor(programs, clock);
  const address = new URL(sandbox.url).host;
  const names = runNames();
  const variables = new Map(Object.entries(variablesOf(programs, folder)));
  return {
    folder,
    head: (body) => {
      const version = /^version:/m.test(body) ? '' : 'version: 1\n';
      const urls = `configUrl: "${sandbox.url}", captureUrl: "${sandbox.url}"`;
      return `${version}application: { id: sandboxapplication00000001, ${urls} }\n`;
    },
    real: (text) => text.replaceAll(shownAddress, address),
    run: async (command) => {
      clock.advance(commandMs);
      const [, name, value] = /^export (\w+)=(\S+)$/.exec(command) ?? [];
      if (name !== undefined && value !== undefined) {
        variables.set(name, value);
        return { code: 0, output: '' };
      }
      const words = names.real(command).replaceAll(shownAddress, address);
      const { code, output } = await inShell(words, folder, Object.fromEntries(variables));
      return { code, output: withoutCommits(names.shown(output)).replaceAll(address, shownAddress).trimEnd() };
    },
    close: async () => {
      await Promise.all([sandbox.close(), door.close()]);
    },
  };
}

function variablesOf(programs: string, home: string): Readonly<Record<string, string>> {
  const owner = defaultSeed().clients[0];
  const person = { NAME: 'You', EMAIL: 'you@example.com', DATE: '2026-11-21T09:30:00Z' };
  const roles = ['AUTHOR', 'COMMITTER'];
  const git = roles.flatMap((role) => Object.entries(person).map(([what, value]) => [`GIT_${role}_${what}`, value]));
  return {
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(git),
    CAPSTAN_CLIENT_ID: owner?.id ?? '',
    CAPSTAN_CLIENT_SECRET: owner?.secret ?? '',
    GITHUB_ACTOR: 'you',
  };
}

function pageClock(): TestClock & { readonly advance: (ms: number) => void } {
  let passed = 0;
  return {
    now: () => start + passed,
    sleep: async (ms) => {
      passed += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
    advance: (ms) => {
      passed += ms;
    },
  };
}

/** The address of the sandbox is in the files, and so in the ids of commits. */
function withoutCommits(text: string): string {
  return text.replace(/(?<=\((?:was )?|in <code>)[0-9a-f]{7,12}(?=\)|<)/g, (id) => '5d1e3f0a9b7c'.slice(0, id.length));
}

function inShell(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `exec 2>&1; ${command}`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
