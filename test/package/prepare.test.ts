import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let clone = '';
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'capstan-prepare-'));
  for (const folder of ['scripts', 'tools', 'node_modules']) mkdirSync(join(clone, folder));
  copyFileSync(join(import.meta.dirname, '../../scripts/prepare.mjs'), join(clone, 'scripts/prepare.mjs'));
  writeFileSync(
    join(clone, 'scripts/build.mjs'),
    "import { appendFileSync } from 'node:fs'; appendFileSync('log', 'build\\n');",
  );
  const npm = join(clone, 'tools/npm');
  writeFileSync(npm, '#!/bin/sh\necho "npm $*" >> log\n');
  chmodSync(npm, 0o755);
});
afterEach(() => rmSync(clone, { recursive: true }));

/** What is run when npm prepares the clone, as it was asked to in `startedIn`. */
function prepared(startedIn: string): readonly string[] {
  const env = { PATH: `${join(clone, 'tools')}${delimiter}${process.env['PATH'] ?? ''}`, INIT_CWD: startedIn };
  execFileSync(process.execPath, ['scripts/prepare.mjs'], { cwd: clone, env });
  const log = join(clone, 'log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

describe('a clone that npm makes a package of', () => {
  it('is built for another project', () => {
    mkdirSync(join(clone, 'node_modules/esbuild'));
    expect(prepared(tmpdir())).toEqual(['build']);
  });

  it('gets the packages of the build first where a global install left them out', () => {
    const [npm = '', ...more] = prepared(tmpdir());
    expect([npm.slice(0, 44), more]).toEqual(['npm ci --global=false --location=project --i', ['build']]);
  });

  it('is left alone where people work in it', () => {
    expect(prepared(clone)).toEqual([]);
  });
});
