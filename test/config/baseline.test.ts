import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { type BaselineResult, loadBaseline } from '../../src/config/baseline/load-baseline.ts';
import { pinnedBaseline } from '../../src/config/baseline/locate-baseline.ts';
import { maxFileBytes } from '../../src/config/check/problems-and-limits.ts';
import type { RunGit } from '../../src/config/files/git-tree.ts';
import type { LoadedDesired } from '../../src/config/load-config.ts';
import { gitWith } from '../../src/leaf/git.ts';
import type { Baseline } from '../../src/model/baseline.ts';
import { Secret } from '../../src/model/value.ts';
import { bareCells, today } from '../support/builders.ts';
import { commit, git, initRepository } from '../support/git-repository.ts';
import { type Files, folderWith, head, loadIn, places } from './load.ts';

const runGit = gitWith(process.env);

type Given = { readonly env?: Readonly<Record<string, string>>; readonly git?: RunGit; readonly file?: string };

/** Reads a baseline for capstan.yaml of a folder: one that is given, else the one that the file names. */
async function read(cwd: string, flag: string | null, given: Given = {}): Promise<BaselineResult> {
  const { env = {}, file = 'capstan.yaml' } = given;
  const loaded = (await loadIn(cwd, { env }, file)) as LoadedDesired;
  expect(loaded.kind).toBe('desired');
  const asked = flag === null ? loaded.baseline : { text: flag, askedAt: null };
  if (asked === null) throw new Error('the file names no baseline');
  const options = {
    cwd,
    env: { CAPSTAN_ALLOWED_VARIABLES: '*', ...env },
    unsetSecrets: 'not-compared',
    catalogue,
    overridableGuards: ['last-owner'],
    fixedGuards: [],
    today,
  } as const;
  return loadBaseline(asked, { file, desired: loaded.desired }, options, given.git ?? runGit);
}

async function baselineIn(cwd: string, flag: string | null, given: Given = {}): Promise<Baseline> {
  const result = await read(cwd, flag, given);
  if (result.kind !== 'baseline') throw new Error(JSON.stringify(result));
  return result.baseline;
}

async function troubleIn(cwd: string, flag: string | null, given: Given = {}): Promise<readonly string[]> {
  const result = await read(cwd, flag, given);
  return result.kind === 'problems' ? places(result.problems) : [];
}

/** A repository with these files in its first commit, tagged `was`. */
function repositoryWith(files: Files): string {
  const folder = folderWith(files);
  initRepository(folder);
  commit(folder);
  git(folder, 'tag', 'was');
  return folder;
}

function own(cwd: string, text: string, file = 'capstan.yaml'): void {
  writeFileSync(join(cwd, file), `${head}${text}`);
}

function settingsOf({ global }: Baseline): readonly unknown[] {
  return [...bareCells(global?.sections.settings)];
}

const was = (json: string | number) => ({ kind: 'value', json, text: String(json) });

describe('a baseline from Git', () => {
  it('is the file at that ref, whatever stands in the folder now', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': `${head}settings: { a: 1 }\n` });
    own(cwd, 'settings: { a: 2 }\n');
    const baseline = await baselineIn(cwd, 'git:was');
    expect(baseline).toMatchObject({
      name: 'git:was',
      commit: git(cwd, 'rev-parse', 'HEAD'),
      clients: new Map(),
      ignore: [],
    });
    expect(settingsOf(baseline)).toEqual([['a', was(1)]]);
  });

  it('is read with all that it extended then, from a folder below the root as well', async () => {
    const cwd = repositoryWith({
      'conf/prod/capstan.yaml': `${head}extends: ../base.yaml\nsettings: { a: 1 }\n`,
      'conf/base.yaml': 'version: 1\nsettings: { b: 1 }\n',
    });
    rmSync(join(cwd, 'conf/base.yaml'));
    own(cwd, '', 'conf/prod/capstan.yaml');
    expect(settingsOf(await baselineIn(join(cwd, 'conf/prod'), 'git:was'))).toEqual([
      ['a', was(1)],
      ['b', was(1)],
    ]);
    const named = await baselineIn(cwd, 'git:was', { file: 'conf/prod/capstan.yaml' });
    expect(named.global?.sections.settings.size).toBe(2);
  });

  it('is found by a tag, a branch, a commit, its beginning, and from there', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': `${head}settings: { a: 1 }\n` });
    const first = git(cwd, 'rev-parse', 'HEAD');
    git(cwd, 'tag', '--annotate', '--message', 'x', 'capstan/production');
    commit(cwd, { 'capstan.yaml': `${head}settings: { a: 2 }\n` });
    for (const ref of ['capstan/production', 'main~1', 'HEAD^', first, first.slice(0, 12), 'refs/tags/was']) {
      expect((await baselineIn(cwd, `git:${ref}`)).commit, ref).toBe(first);
    }
  });

  it('finds names that are not ASCII, hold blanks or begin with a dash', async () => {
    const name = '-né w/日本.yaml';
    const cwd = repositoryWith({
      [name]: `${head}extends: "./b\tß.yaml"\n`,
      '-né w/b\tß.yaml': 'version: 1\nsettings: { a: 1 }\n',
    });
    git(cwd, 'tag', 'stabil-ü');
    expect(settingsOf(await baselineIn(cwd, 'git:stabil-ü', { file: name }))).toEqual([['a', was(1)]]);
  });

  it('works in a work tree whose .git is a file, and in a submodule', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': `${head}settings: { a: 1 }\n` });
    const outer = folderWith({ 'readme.md': 'x' });
    git(cwd, 'worktree', 'add', '--quiet', join(outer, 'tree'), 'was');
    expect(settingsOf(await baselineIn(join(outer, 'tree'), 'git:was'))).toEqual([['a', was(1)]]);
    initRepository(outer);
    git(outer, 'submodule', '--quiet', 'add', cwd, 'part');
    expect(settingsOf(await baselineIn(join(outer, 'part'), 'git:HEAD'))).toEqual([['a', was(1)]]);
  });

  it('follows links inside of the commit', async () => {
    const cwd = folderWith({
      'real/prod.yaml': `${head}extends: base.yaml\n`,
      'real/base.yaml': 'version: 1\nsettings: { a: 1 }\n',
    });
    symlinkSync('real', join(cwd, 'linked'));
    symlinkSync('linked/prod.yaml', join(cwd, 'capstan.yaml'));
    symlinkSync('real/base.yaml', join(cwd, 'base.yaml'));
    initRepository(cwd);
    commit(cwd);
    expect(settingsOf(await baselineIn(cwd, 'git:HEAD'))).toEqual([['a', was(1)]]);
    // The way to the file, too, may lead over a link.
    expect(settingsOf(await baselineIn(cwd, 'git:HEAD', { file: 'linked/prod.yaml' }))).toEqual([['a', was(1)]]);
  });
});

describe('the policy of a baseline', () => {
  const rules = `sensitive: [custom.x]
guards: { minimumOwners: 2 }
allow: [{ guard: last-owner, target: global, until: 2026-12-01, reason: R }]
accept: [{ target: settings.b, live: "\${env:NOWHERE}", until: 2026-12-01, reason: R }, { target: settings.c, live: 3, until: 9999-12-31, reason: R }]
`;
  const protect = (target: string, host: string) =>
    `version: 1\nprotect: [{ target: ${target}, reason: R }]\nhosts: [${host}]\n`;

  function named({ policy }: Baseline) {
    return {
      allow: policy?.allow.map(({ guard, target }) => `${guard} ${target.text}`),
      accept: policy?.accept.map(({ target, live, until }) => [target.text, live, until]),
      mentions: policy?.mentions.map(({ list, target }) => `${list} ${target.text}`),
      hosts: policy?.hosts?.map(({ host }) => host),
      owners: policy?.limits.minimumOwners,
      protectFiles: policy?.protectFiles,
    };
  }

  it('is that of the commit, with its protect files and all that it extended, whatever stands in the folder now', async () => {
    const cwd = repositoryWith({
      'capstan.protect.yaml': protect('settings.root', 'root.example'),
      'env/capstan.yaml': `${head}extends: base.yaml\n`,
      'env/base.yaml': `version: 1\n${rules}`,
      'env/capstan.protect.yaml': protect('settings.beside', 'beside.example'),
    });
    own(cwd, '', 'env/capstan.yaml');
    writeFileSync(join(cwd, 'env/capstan.protect.yaml'), 'version: 1\nprotect: []\n');
    expect(named(await baselineIn(cwd, 'git:was', { file: 'env/capstan.yaml' }))).toEqual({
      allow: ['last-owner global'],
      accept: [['settings.c', 3, '9999-12-31']],
      mentions: [
        'protect settings.root',
        'protect settings.beside',
        'sensitive custom.x',
        'accept settings.b',
        'accept settings.c',
        'allow global',
      ],
      hosts: ['beside.example', 'root.example'],
      owners: 2,
      protectFiles: 'known',
    });
  });

  it('is that of no file, but of its protect files, where the commit does not have the file', async () => {
    const cwd = repositoryWith({ 'capstan.protect.yaml': protect('settings.root', 'root.example') });
    own(cwd, '');
    expect(named(await baselineIn(cwd, 'git:was'))).toEqual({
      allow: [],
      accept: [],
      mentions: ['protect settings.root'],
      hosts: ['root.example'],
      owners: 1,
      protectFiles: 'known',
    });
  });

  it('does not know protect files that cannot be read, and those of a file on the disk', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': `${head}${rules}`, 'capstan.protect.yaml': 'version: 2\n' });
    rmSync(join(cwd, 'capstan.protect.yaml'));
    own(cwd, '');
    own(cwd, rules, 'was.yaml');
    for (const flag of ['git:was', 'was.yaml']) {
      const { policy } = await baselineIn(cwd, flag);
      expect(policy).toMatchObject({ protectFiles: 'unknown', hosts: null, limits: { minimumOwners: 2 } });
      expect(policy?.mentions.filter(({ list }) => list === 'protect')).toEqual([]);
    }
  });
});

describe('a baseline from Git that is not to be had', () => {
  const sound = { 'capstan.yaml': `${head}settings: { a: 1 }\n` };

  it.each([
    'git:',
    'git:--upload-pack=x',
    'git:-x',
    'git:HEAD:../x',
    'git:HEAD:',
    'git:HEAD:/x.yaml',
    'git:HEAD:a//x.yaml',
    'git:HEAD:a/./x.yaml',
    'git::x.yaml',
    'git:HEAD..main',
    'git:a b',
    'git:HEAD^{/text}',
    'git::/text',
    'git:a\u0000b',
    'git:*',
    `git:${'x'.repeat(300)}`,
  ])('is a problem for a ref that is none: %j', async (ref) => {
    expect(await troubleIn(repositoryWith(sound), ref)).toEqual(['bad-baseline']);
  });

  it('is a problem with the place that names it', async () => {
    const cwd = repositoryWith(sound);
    own(cwd, 'baseline: git:nowhere\n');
    expect(await troubleIn(cwd, null)).toEqual(['capstan.yaml:3:11 unknown-ref']);
    own(cwd, 'baseline: nowhere.yaml\n');
    expect(await troubleIn(cwd, null)).toEqual(['capstan.yaml:3:11 no-such-file']);
  });

  it('is a problem outside of a repository, in a bare one, and before the first commit', async () => {
    const cwd = folderWith(sound);
    expect(await troubleIn(cwd, 'git:HEAD')).toEqual(['not-a-repository']);
    initRepository(cwd);
    expect(await troubleIn(cwd, 'git:HEAD')).toEqual(['unknown-ref']);
    const bare = folderWith(sound);
    git(bare, 'init', '--quiet', '--bare');
    expect(await troubleIn(bare, 'git:HEAD')).toEqual(['not-a-repository']);
  });

  it('is a problem for what is no commit', async () => {
    const cwd = repositoryWith(sound);
    git(cwd, 'tag', 'a-tree', 'HEAD^{tree}');
    expect(await troubleIn(cwd, 'git:a-tree')).toEqual(['unknown-ref']);
    expect(await troubleIn(cwd, `git:${'0'.repeat(40)}`)).toEqual(['unknown-ref']);
  });

  it('names the shallow clone, and how to fetch', async () => {
    const cwd = repositoryWith(sound);
    commit(cwd, sound);
    const shallow = folderWith({});
    git(shallow, 'clone', '--quiet', '--depth', '1', '--no-tags', `file://${cwd}`, 'clone');
    const result = await read(join(shallow, 'clone'), 'git:was');
    expect(result).toMatchObject({
      problems: [
        {
          code: 'unknown-ref',
          message: expect.stringContaining('shallow'),
          cure: expect.stringContaining('fetch-depth'),
        },
      ],
    });
  });

  it('is a problem when the file was none, or a link to nowhere', async () => {
    const cwd = folderWith({ 'folder.yaml/x': '1' });
    symlinkSync('nowhere.yaml', join(cwd, 'capstan.yaml'));
    initRepository(cwd);
    commit(cwd);
    git(cwd, 'tag', 'was');
    rmSync(join(cwd, 'folder.yaml'), { recursive: true });
    own(cwd, '', 'folder.yaml');
    expect(await troubleIn(cwd, 'git:was', { file: 'folder.yaml' })).toEqual(['not-a-file']);
    rmSync(join(cwd, 'capstan.yaml'));
    own(cwd, '');
    expect(await troubleIn(cwd, 'git:was')).toEqual(['no-such-file']);
  });

  it('is a problem when a path is named that the commit does not have', async () => {
    const cwd = repositoryWith(sound);
    expect(await read(cwd, 'git:was:other.yaml')).toMatchObject({
      problems: [{ code: 'no-such-file', message: 'git:was:other.yaml is not in that commit' }],
    });
  });

  it('is a problem when what the file extends was not there', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': `${head}extends: base.yaml\n` });
    own(cwd, '');
    expect(await troubleIn(cwd, 'git:was')).toEqual(['git:was:capstan.yaml:3:10 no-such-file']);
  });

  it('is a problem with its places when it is not sound', async () => {
    const cwd = repositoryWith({
      'capstan.yaml': `${head}extends: base.yaml\nsettings: { a: }\n`,
      'base.yaml': 'version: 1\nsetings: { a: 1 }\n',
    });
    own(cwd, '');
    expect(await troubleIn(cwd, 'git:was')).toEqual([
      'git:was:base.yaml:2:1 unknown-key',
      'git:was:capstan.yaml:4:13 null-value',
    ]);
  });

  it('is a problem when what it extends lies outside, in a submodule, or is not there', async () => {
    const cwd = folderWith({
      'capstan.yaml': `${head}extends: [../x.yaml, part/x.yaml, none.yaml, linked.yaml, round.yaml, capstan.yaml/x.yaml]\n`,
      'part/x.yaml': 'version: 1\n',
    });
    symlinkSync('/etc/hosts.yaml', join(cwd, 'linked.yaml'));
    symlinkSync('round.yaml', join(cwd, 'round.yaml'));
    initRepository(join(cwd, 'part'));
    commit(join(cwd, 'part'));
    initRepository(cwd);
    commit(cwd);
    own(cwd, '');
    expect(await troubleIn(cwd, 'git:HEAD')).toEqual([
      'git:HEAD:capstan.yaml:3:11 outside-of-repository',
      'git:HEAD:capstan.yaml:3:22 no-such-file',
      'git:HEAD:capstan.yaml:3:35 no-such-file',
      'git:HEAD:capstan.yaml:3:46 outside-of-repository',
      'git:HEAD:capstan.yaml:3:59 no-such-file',
      'git:HEAD:capstan.yaml:3:71 no-such-file',
    ]);
  });

  it('is a problem when the file was a link that leads out of the commit', async () => {
    const cwd = folderWith({});
    symlinkSync('../elsewhere.yaml', join(cwd, 'capstan.yaml'));
    initRepository(cwd);
    commit(cwd);
    rmSync(join(cwd, 'capstan.yaml'));
    own(cwd, '');
    expect(await read(cwd, 'git:HEAD')).toMatchObject({
      problems: [{ code: 'no-such-file', message: expect.stringContaining('a link that leads out') }],
    });
  });

  it('is a problem when it is too large, or not text', async () => {
    const cwd = repositoryWith({
      'capstan.yaml': `${head}# ${'x'.repeat(maxFileBytes)}\n`,
      'binary.yaml': Buffer.from([0x61, 0x0a, 0xff]),
    });
    own(cwd, '');
    own(cwd, '', 'binary.yaml');
    expect(await troubleIn(cwd, 'git:was')).toEqual(['file-too-large']);
    expect(await troubleIn(cwd, 'git:was', { file: 'binary.yaml' })).toEqual(['git:was:binary.yaml:2:1 not-utf-8']);
  });

  it('is a problem when git is not there, does not answer, or lacks the objects', async () => {
    const cwd = repositoryWith(sound);
    const only =
      (failing: string, kind: 'failed' | 'too-much' | 'stopped' | 'no-git'): RunGit =>
      (folder, args, maxBytes) =>
        args[0] === failing || args.includes(failing)
          ? Promise.resolve({ kind, message: 'x' })
          : runGit(folder, args, maxBytes);
    expect(await troubleIn(cwd, 'git:was', { git: only('rev-parse', 'no-git') })).toEqual(['git-missing']);
    expect(await troubleIn(cwd, 'git:was', { git: only('rev-parse', 'stopped') })).toEqual(['git-failed']);
    expect(await troubleIn(cwd, 'git:was', { git: only('rev-parse', 'too-much') })).toEqual(['git-failed']);
    expect(await troubleIn(cwd, 'git:was', { git: only('ls-tree', 'failed') })).toEqual(['file-not-readable']);
    expect(await troubleIn(cwd, 'git:was', { git: only('cat-file', 'failed') })).toEqual(['file-not-readable']);
    const elsewhere: RunGit = async () => ({ kind: 'output', bytes: Buffer.from('/somewhere/else\n') });
    expect(await troubleIn(cwd, 'git:was', { git: elsewhere })).toEqual(['not-a-repository']);
  });
});

describe('a baseline from Git of a file that the commit does not have', () => {
  const moved = {
    'old/capstan.yaml': `${head}extends: base.yaml\n`,
    'old/base.yaml': 'version: 1\nsettings: { a: 1 }\n',
  };

  it('is empty, and says which file is missing', async () => {
    const cwd = repositoryWith({ 'other.yaml': head });
    for (const file of ['capstan.yaml', 'new.d/capstan.yaml', 'other.yaml.d/capstan.yaml']) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      own(cwd, '', file);
      expect(await baselineIn(cwd, 'git:was', { file })).toMatchObject({
        missing: `git:was:${file}`,
        commit: git(cwd, 'rev-parse', 'was'),
        global: null,
        clients: new Map(),
      });
    }
  });

  it('is the file at another path when that is named, with what it extended there', async () => {
    const cwd = repositoryWith(moved);
    mkdirSync(join(cwd, 'new'));
    own(cwd, '', 'new/capstan.yaml');
    const baseline = await baselineIn(join(cwd, 'new'), 'git:was:old/capstan.yaml');
    expect(baseline).toMatchObject({ name: 'git:was:old/capstan.yaml', missing: null });
    expect(settingsOf(baseline)).toEqual([['a', was(1)]]);
  });

  it('is a problem all the same when the commit cannot be read', async () => {
    const cwd = repositoryWith({ 'other.yaml': head });
    own(cwd, '');
    const failing: RunGit = (folder, args, maxBytes) =>
      args[0] === 'ls-tree' ? Promise.resolve({ kind: 'failed', message: 'x' }) : runGit(folder, args, maxBytes);
    expect(await troubleIn(cwd, 'git:was', { git: failing })).toEqual(['file-not-readable']);
  });
});

describe('the name of a commit in the place of a file', () => {
  it('is answered with the baseline that it names', async () => {
    const cwd = repositoryWith({ 'capstan.yaml': head });
    for (const ref of ['HEAD', 'main', 'was']) {
      expect(await read(cwd, ref)).toMatchObject({
        problems: [{ code: 'no-such-file', cure: expect.stringContaining(`Did you mean "git:${ref}"?`) }],
      });
    }
    expect(await read(cwd, 'mian')).toMatchObject({ problems: [{ cure: expect.stringContaining('Check the path') }] });
  });
});

describe('a saved baseline', () => {
  it.each([
    ['git:capstan/production', 'git:0123abc'],
    ['git:capstan/production:env/a b.yaml', 'git:0123abc:env/a b.yaml'],
  ])('%s is found again at its commit', (name, pinned) => {
    expect(pinnedBaseline(name, '0123abc')).toBe(pinned);
  });
});

describe('a baseline from a file', () => {
  const files = {
    'capstan.yaml': `${head}extends: conf/base.yaml\n`,
    'conf/base.yaml': 'version: 1\nbaseline: applied.yaml\n',
    'conf/applied.yaml': `${head}settings: { a: 1 }\n`,
  };

  it('is found beside the file that names it, and the flag beside the folder that one is in', async () => {
    const cwd = folderWith(files);
    expect(await baselineIn(cwd, null)).toMatchObject({ name: 'conf/applied.yaml', commit: null });
    expect(settingsOf(await baselineIn(cwd, 'conf/applied.yaml'))).toEqual([['a', was(1)]]);
  });

  it('stays inside of the repository when a file names it, and may be any when the flag does', async () => {
    const outside = folderWith({ 'applied.yaml': `${head}settings: { a: 1 }\n` });
    const cwd = folderWith({ 'capstan.yaml': `${head}baseline: ${outside}/applied.yaml\n` });
    expect(await troubleIn(cwd, null)).toEqual(['capstan.yaml:3:11 outside-of-repository']);
    expect(settingsOf(await baselineIn(cwd, `${outside}/applied.yaml`))).toEqual([['a', was(1)]]);
  });

  it('is never the file itself, also by a link', async () => {
    const cwd = folderWith(files);
    symlinkSync('capstan.yaml', join(cwd, 'copy.yaml'));
    expect(await troubleIn(cwd, 'capstan.yaml')).toEqual(['bad-baseline']);
    expect(await troubleIn(cwd, 'copy.yaml')).toEqual(['bad-baseline']);
  });

  it('is left to anyone who reads snapshots where it is JSON, once the file is there', async () => {
    const cwd = folderWith({ ...files, 'snapshot.json': '{}' });
    expect(await read(cwd, 'snapshot.json')).toMatchObject({ kind: 'snapshot', name: 'snapshot.json' });
    expect(await troubleIn(cwd, 'other.json')).toEqual(['no-such-file']);
  });

  it('is not read from nothing', async () => {
    const cwd = folderWith(files);
    expect(await troubleIn(cwd, '')).toEqual(['bad-baseline']);
    expect(await troubleIn(cwd, 'a\u0000')).toEqual(['bad-baseline']);
    expect(await troubleIn(cwd, 'none.yaml')).toEqual(['no-such-file']);
  });

  it('is for the application of the file', async () => {
    const cwd = folderWith({
      ...files,
      'other.yaml': 'version: 1\napplication: { id: app2, region: us }\n',
      'unset.yaml': 'version: 1\napplication: { id: "${env:APP}", region: us }\n',
      'without.yaml': 'version: 1\n',
    });
    expect(await troubleIn(cwd, 'other.yaml')).toEqual(['other.yaml:2:20 baseline-of-another-application']);
    expect(await troubleIn(cwd, 'unset.yaml')).toEqual(['unset.yaml:2:20 unset-variable']);
    expect(await troubleIn(cwd, 'without.yaml')).toEqual(['without.yaml:1:1 missing-key']);
    expect((await baselineIn(cwd, 'unset.yaml', { env: { APP: 'app1' } })).global).toBeNull();
  });
});

describe('what a file says as a baseline', () => {
  async function baselineOf(text: string, given: Given = {}, today = ''): Promise<Baseline> {
    return baselineIn(folderWith({ 'capstan.yaml': `${head}${today}`, 'b.yaml': `${head}${text}` }), 'b.yaml', given);
  }

  it('is its values, its tombstones whatever their day, and whole sections', async () => {
    const { global } = await baselineOf(
      'unmentioned: remove\nsettings: { a: 0123, m: { x: 1 } }\nabsent: { custom: [t, { key: u, until: 2020-01-01 }] }\n',
    );
    expect(bareCells(global?.sections.settings)).toEqual(
      new Map([
        ['a', { kind: 'value', json: 123, text: '0123' }],
        ['m', { kind: 'value', json: { x: 1 }, text: null }],
      ]),
    );
    expect(bareCells(global?.sections.custom)).toEqual(
      new Map([
        ['t', { kind: 'absent' }],
        ['u', { kind: 'absent' }],
      ]),
    );
    // Left out, `unmentioned: remove` of the file is for clients; the global scope has its own word.
    expect(global?.whole).toEqual({ settings: true, custom: false });
  });

  it('is nothing of the global scope when it declares none of it', async () => {
    expect((await baselineOf('clients: { w: { id: x } }\nsettings: {}\n')).global).toBeNull();
    expect((await baselineOf('unmentioned: remove\ncustom: {}\n')).global).toMatchObject({ whole: { custom: true } });
  });

  it('has clients by alias and id, with their features as sets', async () => {
    const text =
      'clients: { a: { id: x, features: [owner, access_issuer] }, b: { find: { name: N }, custom: { k: 1 } }, c: { id: "${env:C}" } }\n';
    const { clients } = await baselineOf(text, { env: { C: 'id-of-c' } });
    expect(
      [...clients.values()].map(({ id, alias, scope }) => [id, alias, scope.properties.get('features')?.value ?? null]),
    ).toEqual([
      ['x', 'a', ['access_issuer', 'owner']],
      [null, 'b', null],
      ['id-of-c', 'c', null],
    ]);
    expect((await baselineOf(text)).clients.get('c')).toMatchObject({ id: null, alias: 'c' });
  });

  it('hides what references give, and does not know values of unset variables', async () => {
    const { global } = await baselineOf(
      'settings: { rpx_key: "${secret:K}", gone: "${secret:NOT_SET}", site_name: "${env:NAME}", a: "${env:SET}", d: "${env:NO:-d}" }\ncustom: { partner: x, m: { k: "${env:NAME}" } }\n',
      { env: { SET: 'v', K: 'canary-secret' } },
      'sensitive: [custom.partner]\n',
    );
    expect([...bareCells(global?.sections.settings)]).toEqual([
      ['a', { kind: 'value', json: 'v', text: 'v' }],
      ['d', { kind: 'value', json: 'd', text: 'd' }],
      ['gone', { kind: 'secret', secret: null, by: 'reference' }],
      ['rpx_key', { kind: 'secret', secret: new Secret('canary-secret'), by: 'reference' }],
      ['site_name', { kind: 'not-comparable' }],
    ]);
    expect([...bareCells(global?.sections.custom)]).toEqual([
      ['m', { kind: 'not-comparable' }],
      ['partner', { kind: 'value', json: 'x', text: 'x' }],
    ]);
  });

  it('does not hold what a file may not read today, and reads it no more', async () => {
    const names = ['DATABASE_URL', 'GITHUB_TOKEN', 'CAPSTAN_CLIENT_SECRET', 'SITE_KEY'];
    const { global } = await baselineOf(
      `custom: {${names.map((name) => ` ${name}: "\${env:${name}:-d}"`).join()} }\nsettings: { site_name: "\${secret:GH_PAT}" }\n`,
      {
        env: {
          CAPSTAN_ALLOWED_VARIABLES: '',
          ...Object.fromEntries([...names, 'GH_PAT'].map((name) => [name, 'canary'])),
        },
      },
    );
    expect([...bareCells(global?.sections.custom).values()]).toEqual(names.map(() => ({ kind: 'not-comparable' })));
    // That it is a secret is known all the same.
    expect(global?.sections.settings.get('site_name')).toMatchObject({ kind: 'secret', secret: null, by: 'reference' });
  });

  it('says nothing of what it ignored or dropped', async () => {
    const { ignore } = await baselineOf('unmentioned: remove\ncustom: { a: 1 }\nignore: ["custom.x_*"]\n');
    expect(ignore.map(({ text }) => text)).toEqual(['custom.x_*']);
  });

  it('names what it accepted, whatever the day and the value', async () => {
    const { accepted } = await baselineOf(
      'unmentioned: remove\ncustom: { a: 1 }\naccept: [{ target: custom.b, live: "2", until: 2020-01-31, reason: R }, { target: "custom.c*", live: "${secret:C}", until: 2099-01-31, reason: R }]\n',
    );
    expect(accepted?.map(({ text }) => text)).toEqual(['custom.b', 'custom.c*']);
  });

  it('keeps keys like __proto__ as keys', async () => {
    const { global } = await baselineOf('custom: { __proto__: 1, constructor: 2 }\n');
    expect([...(global?.sections.custom.keys() ?? [])]).toEqual(['__proto__', 'constructor']);
  });
});

describe('rubbish as a baseline', () => {
  it.each([
    '\u0000',
    '[',
    '- 1',
    '%',
    'a: *b',
    '"',
    '!!js/function x',
    'version: 2',
    '{}',
    'version: 1\nclients: [1]\n',
  ])('is a problem and never empty: %j', async (text) => {
    const cwd = repositoryWith({ 'capstan.yaml': text });
    own(cwd, '');
    expect((await troubleIn(cwd, 'git:was')).length).toBeGreaterThan(0);
  });
});
