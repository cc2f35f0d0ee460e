import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { showPlan } from '../../src/cli/actions/show.ts';
import type { FileWork } from '../../src/cli/file-work.ts';
import { reportOfRun } from '../../src/cli/reports.ts';
import { runFiles } from '../../src/cli/run-files.ts';
import { formatOf } from '../../src/cli/terminal/session.ts';
import { planDigest } from '../../src/engine/plan-document/digests.ts';
import { jsonText, planJson } from '../../src/render/machine/json.ts';
import { endWith } from '../../src/workflows/ending.ts';
import { aReport } from '../render/report-samples.ts';
import { fullPlan } from '../render/sample-plan.ts';
import { commit, initRepository } from '../support/git-repository.ts';
import { commonFlags, fakeSession } from './fake-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'capstan-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const work: FileWork = {
  command: 'plan',
  afterFailure: 'go-on',
  readClients: null,
  each: async (file) => {
    if (file === 'bad') throw endWith('invalidFile', { code: 'bad', message: 'It is bad.', cure: 'Make it good.' });
    return { exitCode: 0, text: 'text', json: {}, view: () => aReport({ subject: file }) };
  },
};

describe('several files in a format', () => {
  const printed = async (format: 'markdown' | 'sarif' | 'gitlab' | 'github' | 'html', ...file: readonly string[]) => {
    const session = fakeSession();
    const code = await runFiles({ ...commonFlags, format, file }, session, work);
    return { code, out: session.printed.join(''), told: session.told.join('') };
  };

  it('are one document: joined, merged, or added up', async () => {
    const markdown = await printed('markdown', 'a', 'b');
    expect(markdown.out.match(/<!-- capstan:plan:[ab] -->/g)).toEqual([
      '<!-- capstan:plan:a -->',
      '<!-- capstan:plan:b -->',
    ]);
    expect(JSON.parse((await printed('sarif', 'a', 'b')).out).runs[0].results).toHaveLength(2);
    expect(JSON.parse((await printed('gitlab', 'a', 'b')).out)).toEqual({ create: 0, update: 2, delete: 0 });
    expect((await printed('github', 'a', 'b')).out.match(/::notice/g)).toHaveLength(2);
  });

  it('say of each for which application or file it is, as the table of all names it', async () => {
    const markdown = await printed('markdown', 'one.yaml', 'bad');
    expect(markdown.out).toContain('## Plan for application app (one.yaml)\n');
    expect(markdown.out).toContain('## Problems with bad\n');
    expect((await printed('github', 'one.yaml', 'bad')).out).toContain('Plan for application app (one.yaml). ');
  });

  it('show problems as findings beside what went well', async () => {
    const { code, out, told } = await printed('markdown', 'a', 'bad');
    expect(code).toBe(65);
    expect(told).toBe('== bad\nerror: It is bad.  [bad]\n    Make it good.\n    More: capstan explain bad\n');
    expect(out).toContain('<!-- capstan:plan:bad -->');
    expect(out).toContain('It is bad.<br>Make it good.');
  });

  it('give GitLab no numbers when one is missing', async () => {
    expect(await printed('gitlab', 'a', 'bad')).toMatchObject({
      ...{ code: 65, out: '' },
      told: expect.stringContaining('Nothing was printed for GitLab: its numbers would lack those of what failed.\n'),
    });
  });

  it('are one page, under what became of each', async () => {
    const { out } = await printed('html', 'a', 'b', 'bad');
    expect(out.match(/<!doctype html>/g)).toHaveLength(1);
    const ids = [...out.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(out).toContain('3 files: 2 with 0, 1 with 65. Exit code 65.');
    expect(out).toContain('It is bad.');
    expect(out).toContain('b: global');
  });

  it('begin with what became of each, which a comment has room for when all else is too long', async () => {
    const names = Array.from({ length: 150 }, (_, at) => `apps/${at}.yaml`);
    const { out } = await printed('markdown', ...names);
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/^<!-- capstan:plan:several%2dfiles -->\n## Plan of 150 files\n/);
    for (const name of names) expect(out).toContain(`${name}: `);
  });
});

describe('the format github', () => {
  it('adds to the summary of the step', async () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    const session = fakeSession({ variables: { GITHUB_STEP_SUMMARY: summary } });
    await runFiles({ ...commonFlags, format: 'github' }, session, work);
    expect(readFileSync(summary, 'utf8')).toMatch(
      /^before\n<!-- capstan:plan:capstan%2eyaml -->|^before\n<!-- capstan:plan:capstan.yaml -->/,
    );
    expect(session.printed.join('')).toMatch(/^Plan for .*\n::notice /);
  });

  it('names files from the root of the checkout', async () => {
    const annotations = async (variables: Record<string, string>, cwd: string) => {
      const session = fakeSession({ variables, cwd });
      await runFiles({ ...commonFlags, format: 'github' }, session, work);
      return session.printed.join('');
    };
    expect(await annotations({ GITHUB_WORKSPACE: '/w' }, '/w/envs/prod')).toContain('file=envs/prod/capstan.yaml,');
    for (const [root, cwd] of [
      ['/w', '/elsewhere'],
      ['', '/w/envs'],
    ] as const)
      expect(await annotations({ GITHUB_WORKSPACE: root }, cwd)).toContain('file=capstan.yaml,');
  });

  it('says so when that cannot be written, and goes on', async () => {
    const session = fakeSession({ variables: { GITHUB_STEP_SUMMARY: join(folder, 'no', 'where.md') } });
    expect(await runFiles({ ...commonFlags, format: 'github' }, session, work)).toBe(0);
    expect(session.told.join('')).toBe('The summary of the step cannot be written (ENOENT).\n');
  });
});

describe('a saved plan', () => {
  it('shows who wrote the lines, where there is a repository, and the digest before', async () => {
    initRepository(folder);
    const id = commit(folder, { 'capstan.yaml': 'x\n'.repeat(40) });
    const plan = join(folder, 'plan.json');
    writeFileSync(plan, jsonText(planJson({ ...fullPlan, digest: planDigest(fullPlan) })));
    const session = fakeSession({ cwd: folder });
    const flags = { ...commonFlags, plan, unmanaged: 'counted', previousDigest: 'sha256:1' } as const;
    expect(await showPlan({ ...flags, format: 'markdown' }, session)).toBe(0);
    expect(session.printed.join('')).toContain(`by A in \`${id.slice(0, 12)}\``);
    expect(session.printed.join('')).toContain('showed a different plan before');
    const verbose = fakeSession({ cwd: folder });
    await showPlan({ ...flags, verbosity: 'verbose' }, verbose);
    expect(verbose.printed.join('')).toContain('Users are locked out after 7 sign-in attempts instead of 5.');
  });

  it('becomes the report of its run', async () => {
    const run = {
      run: { id: 'r' },
      result: 'done',
      outcomes: [],
      sideEffects: [],
      changedMeanwhile: [],
      stoppedBy: null,
      journalGap: null,
    } as const;
    const report = await reportOfRun(fullPlan, run, 'sarif', { cwd: folder, environment: process.env });
    expect(report.kind).toBe('run');
    expect(report.groups.flatMap(({ rows }) => rows.map(({ author }) => author))).toEqual(Array(9).fill(null));
  });
});

describe('formatOf', () => {
  it('knows its own words and takes every other for text', () => {
    expect(formatOf('sarif')).toBe('sarif');
    expect(formatOf('constructor')).toBe('text');
  });
});
