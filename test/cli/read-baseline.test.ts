import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { loadFile } from '../../src/workflows/load-file.ts';
import { besideBaseline } from '../../src/workflows/read-kept.ts';
import { fakeSession } from './fake-session.ts';

const head = 'version: 1\napplication: { id: app1, region: us }\n';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'capstan-baseline-'));
  for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(cwd, name), `${head}custom: { k: ${name} }\n`);
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function baselineOf(text: string, flag: string | undefined) {
  writeFileSync(join(cwd, 'capstan.yaml'), `${head}${text}`);
  const session = fakeSession({ cwd });
  const loaded = await loadFile('capstan.yaml', session, 'required');
  if (loaded.kind === 'problems') throw new Error('the file is sound');
  return (await besideBaseline(flag, { file: 'capstan.yaml', ...loaded }, session)).baseline;
}

describe('the baseline of a plan', () => {
  it('is none when neither flag nor file name one', async () => {
    expect(await baselineOf('', undefined)).toBeNull();
  });

  it('is what the file names, and the flag wins', async () => {
    expect((await baselineOf('baseline: a.yaml\n', undefined))?.name).toBe('a.yaml');
    expect((await baselineOf('baseline: a.yaml\n', 'b.yaml'))?.name).toBe('b.yaml');
  });

  it('is none when that is asked for, whatever the file names', async () => {
    expect(await baselineOf('baseline: a.yaml\n', 'none')).toBeNull();
    expect(await baselineOf('baseline: none\n', undefined)).toBeNull();
    expect((await baselineOf('baseline: none\n', 'b.yaml'))?.name).toBe('b.yaml');
  });

  it('ends the run with 65 when it is not to be had', async () => {
    const end: unknown = await baselineOf('', 'git:HEAD').catch((error: unknown) => error);
    expect(end).toBeInstanceOf(ExpectedEnd);
    expect(end).toMatchObject({ ending: 'invalidFile', problems: [{ code: 'not-a-repository' }] });
  });
});
