import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../bin/capstan.cjs');
// From 22 on it is Node that keeps what it compiled.
const byNode = 'enableCompileCache' in module;

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'capstan-kept-'));
});
afterEach(() => rmSync(home, { recursive: true }));
const folder = () => join(home, '.cache/capstan/compiled');

function environment(variables: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, ...variables };
}

function run(variables: Readonly<Record<string, string>> = {}, start = program): string {
  return execFileSync(process.execPath, [start, 'explain', '--help'], {
    env: environment(variables),
    encoding: 'utf8',
  });
}

function kept(): ReadonlyMap<string, number> {
  return new Map(readdirSync(folder()).map((name) => [name, statSync(join(folder(), name)).mtimeMs]));
}

describe.skipIf(byNode)('what was compiled', () => {
  it('is kept for the next start, for this user alone', () => {
    const said = run();
    const first = kept();
    expect([...first.keys()].some((name) => name.startsWith('cli.cjs-'))).toBe(true);
    for (const name of first.keys()) expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
    expect(run()).toBe(said);
    expect(kept()).toEqual(first);
  });

  it('is kept for each of the usual commands by itself, once it did its work', () => {
    const file = join(home, 'capstan.yaml');
    const validate = (...words: readonly string[]) =>
      spawnSync(process.execPath, [program, 'validate', '-f', file, ...words], { env: environment() }).status;
    expect(validate('--help')).toBe(0);
    expect(kept().size).toBeGreaterThan(0);
    expect([...kept().keys()]).not.toContain('validate');
    expect(validate()).toBe(65);
    expect(readdirSync(join(folder(), 'validate'))).toEqual([]);
    writeFileSync(file, 'version: 1\napplication: { id: shop, region: us }\n');
    expect(validate()).toBe(0);
    expect(readdirSync(join(folder(), 'validate')).some((name) => name.startsWith('cli.cjs-'))).toBe(true);
  });

  it('is made anew when it is spoilt, or of another text', () => {
    const said = run();
    const names = [...kept().keys()];
    for (const name of names) writeFileSync(join(folder(), name), 'rubbish');
    expect(run()).toBe(said);
    for (const name of names) {
      const bytes = readFileSync(join(folder(), name));
      writeFileSync(join(folder(), name), bytes.fill(0, bytes.length / 2));
    }
    expect(run()).toBe(said);
    const copy = join(home, 'copy');
    for (const name of ['bin', 'dist', 'package.json'])
      cpSync(join(program, '../..', name), join(copy, name), { recursive: true });
    const cli = join(copy, 'dist/cli.cjs');
    writeFileSync(cli, readFileSync(cli, 'utf8').replace(/^\/\*.{16}/, '/*0123456789abcdef'));
    expect(run({}, join(copy, 'bin/capstan.cjs'))).toBe(said);
    expect([...kept().keys()].filter((name) => name.startsWith('cli.cjs-'))).toHaveLength(2);
  });

  it('is neither kept nor taken where others can write, nor in CI', () => {
    mkdirSync(folder(), { recursive: true });
    chmodSync(folder(), 0o777);
    run();
    expect(kept().size).toBe(0);
    chmodSync(folder(), 0o700);
    chmodSync(join(home, '.cache'), 0o777);
    run();
    expect(kept().size).toBe(0);
    chmodSync(join(home, '.cache'), 0o700);
    run({ CI: 'true' });
    expect(kept().size).toBe(0);
  });
});

describe.runIf(existsSync('/proc'))('a folder that cannot be made', () => {
  it('keeps nothing, and the command does its work', () => {
    const env = environment({ XDG_CACHE_HOME: '/proc/none' });
    const ended = spawnSync(process.execPath, [program, 'explain', '--help'], { env, timeout: 20_000 });
    expect(ended).toMatchObject({ status: 0, signal: null });
  });
});
