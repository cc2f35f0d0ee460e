import { execFile } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planFiles } from '../../src/cli/actions/plan.ts';
import type { ExpectedEnd } from '../../src/workflows/ending.ts';
import { claimOutput, filesInUse, type OutputKind } from '../../src/workflows/files/claim-output.ts';
import { outputPlace } from '../../src/workflows/files/output-place.ts';
import { programVariables } from '../support/program-variables.ts';
import { runProgram } from '../support/run-program.ts';
import { commonFlags, fakeSession } from './fake-session.ts';
import { type Bench, configuration, startBench } from './program.ts';

let bench: Bench;
let outside = '';
beforeEach(async () => {
  bench = await startBench();
  mkdirSync(join(bench.folder, '.git'));
  outside = mkdtempSync(join(tmpdir(), 'capstan-outside-'));
  writeFileSync(join(outside, 'victim'), 'mine\n');
});
afterEach(async () => {
  await bench.end();
  rmSync(outside, { recursive: true });
});

const read = (name: string): string => readFileSync(join(bench.folder, name), 'utf8');
const connection = (): readonly string[] => [
  '--application',
  'scenarioapplication0000000',
  '--config-url',
  bench.sandbox.url,
];

/** The command line that writes an output, without the name of the file. */
const writers: readonly (readonly [string, () => readonly string[]])[] = [
  ['plan --out', () => ['plan', '--out']],
  ['snapshot --out', () => ['snapshot', '--out']],
  ['drift --metrics', () => ['drift', '--metrics']],
  ['plan --audit', () => ['plan', '--audit']],
  ['apply --audit', () => ['apply', '--auto-approve', '--audit']],
  ['import --out', () => ['import', ...connection(), '--out']],
];

async function refused(args: readonly string[], code: string): Promise<string> {
  const before = bench.sandbox.requests.length;
  const { code: exit, stdout, stderr } = await bench.run(args);
  expect({ exit, requests: bench.sandbox.requests.length - before }).toEqual({ exit: 64, requests: 0 });
  expect(`${stdout}${stderr}`).toContain(`[${code}]`);
  return `${stdout}${stderr}`;
}

describe.each(writers)('%s', (name, words) => {
  const isImport = name.startsWith('import');

  it('writes no file of the run, and no file of another kind', async () => {
    const text = read('capstan.yaml');
    bench.write('notes.txt', 'mine\n');
    await refused([...words(), './capstan.yaml'], isImport ? 'file-exists' : 'output-in-use');
    await refused([...words(), 'notes.txt'], isImport ? 'file-exists' : 'output-not-ours');
    expect([read('capstan.yaml'), read('notes.txt')]).toEqual([text, 'mine\n']);
    expect(readdirSync(bench.folder).sort()).toEqual(['.git', 'capstan.yaml', 'notes.txt']);
  });

  it('follows no link of the repository', async () => {
    symlinkSync(join(outside, 'victim'), join(bench.folder, 'file-link'));
    symlinkSync(outside, join(bench.folder, 'folder-link'));
    for (const name of ['file-link', 'folder-link/new']) await refused([...words(), name], 'output-through-link');
    expect(readdirSync(outside)).toEqual(['victim']);
    expect(readFileSync(join(outside, 'victim'), 'utf8')).toBe('mine\n');
  });

  it('writes a new file, and to where links outside of a checkout lead; what it wrote it replaces', async () => {
    mkdirSync(join(outside, 'real'));
    symlinkSync('real', join(outside, 'way'));
    const path = join(outside, 'way', 'new');
    expect((await bench.run([...words(), path])).code).not.toBe(64);
    expect(lstatSync(join(outside, 'real', 'new')).size).toBeGreaterThan(0);
    expect((await bench.run([...words(), path])).code === 64).toBe(isImport);
  });

  it.skipIf(isImport)('writes to devices and pipes, and leaves them what they are', async () => {
    const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
    const file = join(bench.folder, 'capstan.yaml');
    const line = `"${process.execPath}" "${program}" ${words().join(' ')} "$0" -f "${file}" --format json | cat`;
    const env = { ...programVariables(bench.folder), ...bench.env };
    const plain = await runProgram([...words(), '/dev/null', '-f', file, '--format', 'json'], { cwd: '/', env });
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    // What stdout is, only a process of its own can see.
    const piped = await promisify(execFile)('sh', ['-c', line, '/dev/stdout'], { cwd: '/', env });
    expect(piped.stdout.length).toBeGreaterThan(plain.stdout.length);
  });
});

describe('a claim', () => {
  const kinds = [
    'plan',
    'snapshot',
    'metrics',
    'audit',
    'schema',
    'report',
    'ci',
  ] as const satisfies readonly OutputKind[];
  const claim = (path: string, kind: OutputKind, files = filesInUse()) =>
    claimOutput({ flag: '--out', path, kind }, { cwd: bench.folder, files });
  const code = (path: string, kind: OutputKind, files = filesInUse()) =>
    claim(path, kind, files).then(
      () => 'claimed',
      (end: ExpectedEnd) => end.problems[0]?.code,
    );

  it('is for outputs of its own kind, whole or begun, and for an empty file such as mktemp makes', async () => {
    const args = {
      plan: ['plan', '--out'],
      snapshot: ['snapshot', '--out'],
      metrics: ['drift', '--metrics'],
      audit: ['plan', '--audit'],
      schema: ['schema', 'config', '--out'],
      report: ['validate', '--report'],
      ci: ['fleet', 'ci', '--for', 'gitlab', '--out'],
    };
    bench.write('fleet.yaml', 'version: 1\napplications: { a: { file: capstan.yaml } }\n');
    for (const kind of kinds) await bench.run([...args[kind], kind]);
    bench.write('run', (await bench.run(['apply', '--auto-approve', '--format', 'json'])).stdout);
    bench.write('audit-begun', '{"at":"2026-11-2');
    bench.write('empty', '');
    const names = [...kinds, 'audit-begun', 'empty', 'run', 'capstan.yaml'];
    const table = await Promise.all(kinds.map((kind) => Promise.all(names.map((name) => code(name, kind)))));
    const [is, not] = ['claimed', 'output-not-ours'];
    expect(table).toEqual([
      [is, not, not, not, not, not, not, not, is, not, not],
      [not, is, not, not, not, not, not, not, is, not, not],
      [not, not, is, not, not, not, not, not, is, not, not],
      [not, not, not, is, not, not, not, is, is, not, not],
      [not, not, not, not, is, not, not, not, is, not, not],
      [not, not, not, not, not, is, not, not, is, not, not],
      [not, not, not, not, not, not, is, not, is, not, not],
    ]);
  });

  it('is refused for what only looks like one', async () => {
    const texts = [
      '[]',
      'null',
      '{"digest":"x"}',
      '{"kind":"capstan-snapshot"}',
      '# HELP other x\n',
      '{"at":"x"}\n{}\n',
      '\0',
    ];
    for (const text of texts) {
      bench.write('file', text);
      expect(await Promise.all(kinds.map((kind) => code('file', kind)))).toEqual(kinds.map(() => 'output-not-ours'));
    }
  });

  it.each([
    ['plan', '--out'],
    ['snapshot', '--out'],
    ['plan', '--audit'],
    ['plan', '--snapshot'],
    ['validate', '--report'],
    ['runs', '--journal'],
    ['apply', '--auto-approve', '--journal'],
    ['plan', '--vars'],
  ])('is refused where its name is empty: %s %s %s', async (...words) => {
    const { code: ended, stderr } = await bench.run([...words, '']);
    expect(ended).toBe(64);
    expect(stderr).toContain(`The value of ${words.at(-1)} is empty.`);
    expect(bench.sandbox.requests).toEqual([]);
  });

  it('is refused for a file of the run, whatever it is called', async () => {
    bench.write('vars', '');
    const files = filesInUse();
    files.note(join(bench.folder, 'vars'), 'read');
    symlinkSync(bench.folder, join(outside, 'way'));
    linkSync(join(bench.folder, 'vars'), join(outside, 'hard'));
    for (const name of ['vars', './vars', join(outside, 'way', 'vars'), join(outside, 'hard')]) {
      expect(await code(name, 'plan', files)).toBe('output-in-use');
    }
    renameSync(join(bench.folder, 'vars'), join(bench.folder, 'renamed'));
    expect(await code('renamed', 'plan', files)).toBe('claimed');
  });

  it('is refused through a link in any part of the path, below a repository or the working folder', async () => {
    symlinkSync(join(outside, 'new'), join(bench.folder, 'dangling'));
    symlinkSync(outside, join(bench.folder, 'folder-link'));
    symlinkSync('folder-link', join(bench.folder, 'link-to-link'));
    symlinkSync('/dev/null', join(bench.folder, 'device'));
    symlinkSync('/dev/stdout', join(bench.folder, 'stream'));
    mkdirSync(join(bench.folder, 'deep'));
    symlinkSync('..', join(bench.folder, 'deep', 'up'));
    const names = ['dangling', 'folder-link/victim', 'link-to-link/new', 'deep/up/new', 'device', 'stream'];
    for (const name of [...names, join(bench.folder, 'dangling')]) {
      expect(await code(name, 'plan')).toBe('output-through-link');
    }
    rmSync(join(bench.folder, '.git'), { recursive: true });
    for (const name of names) expect(await code(name, 'plan')).toBe('output-through-link');
  });

  it('is refused for a folder, and for a file that has no folder', async () => {
    for (const name of ['.', 'none/new', 'capstan.yaml/new'])
      expect(await code(name, 'plan')).toBe('output-not-writable');
  });
});

describe('the other files that a run reads', () => {
  it('are no outputs either', async () => {
    bench.write('base.yaml', 'version: 1\n');
    bench.write('vars', '');
    bench.write('capstan.yaml', configuration(bench.sandbox.url, 'extends: base.yaml\n'));
    await refused(['plan', '--out', 'base.yaml'], 'output-not-ours');
    await refused(['plan', '--vars', 'vars', '--out', 'vars'], 'output-in-use');
    await refused(['plan', '--audit', 'both', '--out', 'both'], 'output-in-use');
  });

  it('nor does an output take the name of a protect file, which later runs would read', async () => {
    bench.write('capstan.yaml', configuration(bench.sandbox.url));
    const source = ['--application', 'scenarioapplication0000000', '--config-url', bench.sandbox.url];
    for (const words of [['plan'], ['snapshot'], ['import', ...source]]) {
      await refused([...words, '--out', 'capstan.protect.yaml'], 'wrong-usage');
    }
    expect(existsSync(join(bench.folder, 'capstan.protect.yaml'))).toBe(false);
  });

  it('are known: all that a file extends, protects, and is compared with', async () => {
    bench.write('base.yaml', 'version: 1\n');
    bench.write('then.yaml', configuration(bench.sandbox.url));
    bench.write('capstan.protect.yaml', 'version: 1\nprotect: []\n');
    bench.write('capstan.yaml', configuration(bench.sandbox.url, 'extends: base.yaml\n'));
    const session = fakeSession({ cwd: bench.folder, variables: bench.env });
    const flags = {
      ...commonFlags,
      only: [],
      liveEdits: 'kept',
      unmanaged: 'counted',
      exitCodes: 'plain',
      secrets: 'left-out',
    } as const;
    await planFiles({ ...flags, out: undefined, snapshot: undefined, baseline: 'then.yaml' }, session);
    const names = ['capstan.yaml', 'base.yaml', 'capstan.protect.yaml', 'then.yaml', 'notes'];
    const uses = names.map((name) => session.files.useOf(join(bench.folder, name)));
    expect(await Promise.all(uses)).toEqual(['read', 'read', 'read', 'read', null]);
  });
});

describe('a folder of journals', () => {
  it('is not below a link of the repository, anyone who names it', async () => {
    symlinkSync(outside, join(bench.folder, '.capstan'));
    mkdirSync(join(bench.folder, 'in'));
    symlinkSync(outside, join(bench.folder, 'in', 'link'));
    for (const journal of ['.capstan/runs', '.capstan', 'in/link/a/b']) {
      await refused(['apply', '--auto-approve', '--journal', journal], 'output-through-link');
      await refused(['undo', 'latest', '--auto-approve', '--journal', journal], 'output-through-link');
    }
    const text = await refused(['apply', '--auto-approve'], 'output-through-link');
    expect(text).toContain('The journal folder .capstan/runs leads through the link .capstan.');
    expect(readdirSync(outside)).toEqual(['victim']);
  });
});

describe('the .env.example of import', () => {
  it('is written through no link, and never over another file, before any request', async () => {
    const words = ['import', ...connection(), '--manage-secrets', '--out', 'new.yaml'];
    symlinkSync(join(outside, 'victim'), join(bench.folder, '.env.example'));
    await refused(words, 'output-through-link');
    rmSync(join(bench.folder, '.env.example'));
    bench.write('.env.example', 'MINE=\n');
    await refused(words, 'file-exists');
    expect(existsSync(join(bench.folder, 'new.yaml'))).toBe(false);
  });
});

describe('where an output leads', () => {
  const here = (path: string) => outputPlace({ path, asked: '--out' }, bench.folder);

  it('is found through any number of links that are not of a checkout, and no more than a system follows', async () => {
    mkdirSync(join(outside, 'a'));
    symlinkSync('../a/./', join(outside, 'a', 'same'));
    expect(await here(join(outside, 'a', 'same', 'same', 'x'))).toBe(join(outside, 'a', 'x'));
    symlinkSync('round', join(outside, 'round'));
    await expect(here(join(outside, 'round'))).rejects.toMatchObject({ ending: 'cannotWriteOutput' });
  });

  it('is judged by the repository that holds the link, wherever the run takes place', async () => {
    symlinkSync(outside, join(bench.folder, 'link'));
    const path = join(bench.folder, 'link', 'x');
    await expect(outputPlace({ path, asked: '--out' }, outside)).rejects.toMatchObject({ ending: 'wrongUsage' });
  });
});
