import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../bin/capstan.cjs');

// Notes each file that Node loads, and says so on stderr at the end.
const recorder = `
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const v8 = require('node:v8');
const { setFlagsFromString } = v8;
let early = [];
v8.setFlagsFromString = (flag) => {
  if (early.length === 0) early = [...process.moduleLoadList];
  setFlagsFromString(flag);
};
const load = Module._extensions['.js'];
const loaded = [];
Module._extensions['.js'] = (module, file) => {
  loaded.push({ file, text: readFileSync(file, 'utf8') });
  load(module, file);
};
process.on('exit', () => {
  const has = (part) => loaded.some(({ text }) => text.includes(part));
  const bytes = loaded.reduce((sum, { text }) => sum + text.length, 0);
  const costly = ['child_process', 'crypto', 'http', 'perf_hooks', 'readline', 'tls'];
  const node = costly.filter((name) => process.moduleLoadList.includes('NativeModule ' + name));
  const late = process.moduleLoadList.filter((name) => !early.includes(name));
  const parts = { node, late, yaml: has('BAD_DQ_ESCAPE'), undici: has('UND_ERR_'), validators: has('unevaluatedProperties') || has('instancePath') };
  process.stderr.write('LOADED ' + JSON.stringify({ files: loaded.length, bytes, ...parts }) + '\\n');
});
`;

// As in a container whose user the system does not list.
const nobody = `
const os = require('node:os');
const unlisted = () => { throw new Error('no such user'); };
os.userInfo = unlisted;
os.homedir = unlisted;
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-start-'));
  writeFileSync(join(folder, 'recorder.cjs'), recorder);
  writeFileSync(join(folder, 'nobody.cjs'), nobody);
  writeFileSync(
    join(folder, 'capstan.yaml'),
    'version: 1\napplication: { id: abc, region: us }\nsettings:\n  login_attempts: 3\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

type Loaded = {
  /** Parts of Node that cost milliseconds. */
  readonly node: readonly string[];
  /** Parts of Node and of its core that were loaded after the first change of a setting of V8. */
  readonly late: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly yaml: boolean;
  readonly undici: boolean;
  readonly validators: boolean;
};

function loadedBy(...args: readonly string[]): Loaded {
  const command = `"${process.execPath}" -r ./recorder.cjs "${program}" ${args.join(' ')} 2>&1 >out.txt`;
  const said = execFileSync(command, { cwd: folder, encoding: 'utf8', shell: true });
  return JSON.parse(said.slice(said.indexOf('LOADED ') + 'LOADED '.length)) as Loaded;
}

// Times depend on the machine; what is compiled at a start does not.
describe('a start', () => {
  it('of help compiles neither YAML nor HTTP nor validators', () => {
    const { files, bytes, late: _, ...parts } = loadedBy('--help');
    expect(parts).toEqual({ node: [], yaml: false, undici: false, validators: false });
    expect(files).toBeLessThan(6);
    expect(bytes).toBeLessThan(320_000);
  });

  it('of the version compiles next to nothing', () => {
    expect(loadedBy('--version').bytes).toBeLessThan(4_000);
  });

  it('of validate compiles no HTTP, and reads few files', () => {
    const { files, ...parts } = loadedBy('validate');
    expect(files).toBeLessThan(12);
    expect(parts).toMatchObject({ yaml: true, undici: false, validators: true });
  });
});

describe('a part of Node that each command needs', () => {
  it('is loaded while the settings of V8 are those that its compiled code fits', () => {
    const parts = ['net', 'os', 'sea', 'fs/promises'].map((name) => `NativeModule ${name}`);
    expect(loadedBy('validate').late.filter((name) => parts.includes(name))).toEqual([]);
  });
});

describe('the program of a user whom the system does not list', () => {
  it('works', () => {
    const flags = ['--require', join(folder, 'nobody.cjs')];
    const said = execFileSync(process.execPath, [...flags, program, 'validate'], {
      cwd: folder,
      env: {},
      encoding: 'utf8',
    });
    expect(said).toContain('capstan.yaml is valid');
  });
});

describe.runIf(existsSync('/dev/full'))('the version', () => {
  it('goes to a reader that is gone, or to a full disk, without a stack trace', () => {
    const shell = (command: string) => spawnSync(command, { shell: '/bin/bash', encoding: 'utf8' });
    const gone = shell(`set -o pipefail; (sleep 0.2; "${process.execPath}" "${program}" --version) | true`);
    expect(gone).toMatchObject({ status: 0, stderr: '' });
    const full = shell(`"${process.execPath}" "${program}" --version > /dev/full`);
    expect(full.stderr).toBe('error: The result cannot be written to stdout (ENOSPC).  [output-not-writable]\n');
    expect(full.status).toBe(73);
  });
});
