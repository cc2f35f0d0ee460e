import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programVariables } from '../support/program-variables.ts';
import { scenarioState } from '../support/scenario-state.ts';
import { type Bench, startBench } from './program.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
const seed = scenarioState({ settings: { login_attempts: 9 } });

let bench: Bench;
beforeEach(async () => {
  bench = await startBench({ seed });
});
afterEach(() => bench.end());

type Stdio = 'pipe' | number;

/** Runs the program with these for stdout and stderr; what it wrote to a pipe is kept unless no one reads it. */
async function run(args: readonly string[], out: Stdio, err: Stdio, reader: 'reads' | 'leaves' = 'reads') {
  const env = { ...programVariables(bench.folder), ...bench.env };
  const child = spawn(process.execPath, [program, ...args], { cwd: bench.folder, env, stdio: ['ignore', out, err] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    if (reader === 'leaves') stream?.destroy();
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}

const attempts = (): unknown => bench.sandbox.state().settings['login_attempts'];
const apply = ['apply', '--auto-approve'];

describe.runIf(existsSync('/dev/full'))('a stdout that cannot be written', () => {
  let full = 0;
  beforeEach(() => {
    full = openSync('/dev/full', 'w');
  });
  afterEach(() => closeSync(full));

  it.each([[['plan']], [['plan', '--format', 'json']], [['schema', 'plan']], [['--help']], [apply]])(
    'is 73 before any write, in a sentence: %j',
    async (args) => {
      const { code, text } = await run(args, full, 'pipe');
      expect(code).toBe(73);
      expect(text).toContain('The result cannot be written to stdout (ENOSPC).');
      expect(text).not.toMatch(/\n\s+at /);
      expect(attempts()).toBe(9);
    },
  );

  it('is 6 after a write, which is not hidden', async () => {
    const { code, text } = await run([...apply, '--format', 'json'], full, 'pipe');
    expect(code).toBe(6);
    expect(text).toContain('after something was written to the service');
    expect(attempts()).toBe(3);
  });

  it('does not matter when it is stderr', async () => {
    const { code, text } = await run([...apply, '--quiet'], 'pipe', full);
    expect(code).toBe(0);
    expect(text).not.toBe('');
    expect(attempts()).toBe(3);
  });
});

describe('a reader that goes away', () => {
  it.each([[apply], [[...apply, '--format', 'json']], [[...apply, '--verbose']]])(
    'does not stop a run half way: %j',
    async (args) => {
      expect((await run(args, 'pipe', 'pipe', 'leaves')).code).toBe(0);
      expect(attempts()).toBe(3);
    },
  );
});

describe('--audit', () => {
  const lines = (name: string): { [member: string]: unknown }[] =>
    readFileSync(join(bench.folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { [member: string]: unknown });

  it('writes down every request that the service saw, in runs of plan and apply', async () => {
    const first = await bench.run(['plan', '--audit', 'audit.jsonl']);
    const second = await bench.run([...apply, '--audit', 'audit.jsonl', '--format', 'json']);
    expect([first.code, second.code]).toEqual([0, 0]);
    const audit = lines('audit.jsonl');
    const shown = ({ method, path }: { method?: unknown; path?: unknown }): string => `${method} ${path}`;
    expect(audit.map(shown).sort()).toEqual(bench.sandbox.requests.map(shown).sort());
    const { id } = (JSON.parse(second.stdout) as { run: { id: string } }).run;
    expect(audit.filter(({ method }) => method !== 'GET')).toMatchObject([
      { method: 'POST', targets: ['settings.login_attempts'], run: id, status: 200, outcome: 'done' },
    ]);
    expect(audit.some(({ run }) => run === null)).toBe(true);
  });

  it.runIf(existsSync('/dev/full'))('lets nothing be written that it cannot write down', async () => {
    const { code, stderr } = await bench.run([...apply, '--audit', '/dev/full']);
    expect(code).toBe(73);
    expect(stderr).toContain('The audit file /dev/full could not be written (ENOSPC)');
    expect(attempts()).toBe(9);
  });

  it('ends with 73 before any request when it cannot be opened', async () => {
    const { code } = await bench.run(['plan', '--audit', 'none/audit.jsonl']);
    expect(code).toBe(73);
    expect(bench.sandbox.requests).toEqual([]);
  });
});

describe('a working folder that was deleted', () => {
  it.each([[['plan']], [['import', '--print', '--application', 'x', '--region', 'us']]])(
    'is named, and is no bug: %j',
    async (args) => {
      const gone = join(bench.folder, 'gone');
      const words = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
      const shell = `mkdir '${gone}' && cd '${gone}' && rmdir '${gone}' && exec ${words}`;
      const child = spawn('sh', ['-c', shell], { stdio: ['ignore', 'ignore', 'pipe'] });
      let told = '';
      child.stderr.on('data', (chunk: Buffer) => {
        told += chunk.toString('utf8');
      });
      const [code] = await once(child, 'close');
      expect(code).toBe(64);
      expect(told).toContain('The working folder no longer exists.');
    },
  );
});

describe('auth: signed', () => {
  it('in the file signs what goes to the registration domain, through the whole program', async () => {
    const text = readFileSync(join(bench.folder, 'capstan.yaml'), 'utf8');
    bench.write('capstan.yaml', `${text}auth: signed\n`);
    expect(await bench.run(apply)).toMatchObject({ code: 0, stderr: '' });
    const schemes = bench.sandbox.requests.map(
      ({ method, headers }) => `${method} ${headers['authorization']?.split(' ')[0]}`,
    );
    expect([...new Set(schemes)].sort()).toEqual(['GET Basic', 'POST Signature']);
    expect(attempts()).toBe(3);
  });
});
