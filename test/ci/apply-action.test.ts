import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markdownText } from '../../src/render/escape/formats.ts';
import { commit, git } from '../support/git-repository.ts';
import { readable, startWorld, token, type World } from './repository.ts';
import type { ActionRun } from './run-action.ts';

type Workflow = { readonly inLog: (markdown: string) => string };
const { inLog } = (await import(join(import.meta.dirname, '../../action/workflow.mjs'))) as Workflow;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const plan = (): Promise<ActionRun> => world.run({ mode: 'plan', comment: 'false' });
const apply = (digest = '', inputs: Readonly<Record<string, string>> = {}, run = world.run): Promise<ActionRun> =>
  run(
    { mode: 'apply', 'expect-digest': digest, 'move-tag': 'capstan/production', ...inputs },
    // Secrets that no one has set are empty variables.
    { env: { CAPSTAN_FINGERPRINT_KEY: '', CAPSTAN_JOURNAL_KEY: '' } },
  );
const tagAtOrigin = () => git(world.origin, 'for-each-ref', '--format=%(objectname)', 'refs/tags/capstan/production');
const writes = () => world.sandbox.requests.filter(({ method }) => method !== 'GET');
const attempts = () => world.sandbox.state().settings['login_attempts'];

describe('apply of the approved plan', () => {
  it('applies it, keeps the journal and the audit, and moves the tag to the commit of the checkout', async () => {
    const { outputs } = await plan();
    const run = await apply(outputs['digest'], {}, world.runBuilt);

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({
      status: 'done',
      'exit-code': '0',
      'tag-moved': 'true',
      digest: outputs['digest'],
    });
    expect(attempts()).toBe(5);
    expect(tagAtOrigin()).toBe(git(world.workspace, 'rev-parse', 'HEAD'));
    expect(git(world.workspace, 'rev-parse', 'capstan/production')).toBe(tagAtOrigin());
    expect(readFileSync(join(world.workspace, 'capstan-audit.jsonl'), 'utf8')).toContain('login_attempts');
    expect(existsSync(join(world.workspace, '.capstan/runs'))).toBe(true);
    expect(readable(run.summary)).toContain('login_attempts');
  });

  it('prints whatever a value is, such as the number of a character that does not exist', async () => {
    world.rewrite((text) => text.replace(/site_locale: \S+/, 'site_locale: "a &#99999999; b"'));
    git(world.workspace, 'commit', '--quiet', '-am', 'A value');
    const { outputs } = await plan();
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ status: 'done', 'tag-moved': 'true' });
    expect(run.log).toContain('a &#99999999; b');
    expect(inLog(markdownText('see https://x.example and @team'))).toBe('see https://x.example and @team');
  });

  it('moves a tag that was somewhere else', async () => {
    git(world.workspace, 'tag', 'capstan/production');
    git(world.workspace, 'push', '--quiet', 'origin', 'capstan/production');
    appendFileSync(join(world.workspace, 'capstan.yaml'), '\n# A later commit\n');
    const head = commit(world.workspace);
    const { outputs } = await plan();
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(0);
    expect(tagAtOrigin()).toBe(head);
  });

  it('leaves the tag when the plan was made with --only, since the rest of the commit is not applied', async () => {
    const { outputs } = await world.run({ mode: 'plan', comment: 'false', args: '--only\nsettings.login_attempts' });
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(0);
    expect(attempts()).toBe(5);
    expect(run.outputs).toMatchObject({ status: 'done', 'tag-moved': 'false' });
    expect(run.log).toContain('made with --only');
    expect(tagAtOrigin()).toBe('');
  });

  it('moves no tag when none is named', async () => {
    const { outputs } = await plan();
    const run = await apply(outputs['digest'], { 'move-tag': '' });

    expect(run.code).toBe(0);
    expect(run.outputs['tag-moved']).toBe('');
    expect(tagAtOrigin()).toBe('');
  });
});

describe('apply refuses, writes nothing and leaves the tag', () => {
  it('another digest than the approved one', async () => {
    await plan();
    const run = await apply(`sha256:${'0'.repeat(64)}`);

    expect(run.code).toBe(7);
    expect(run.outputs).toMatchObject({ status: 'failed', 'exit-code': '7', 'tag-moved': '' });
    expect(run.log).toContain('The tag capstan/production stays where it is.');
    expect([writes(), tagAtOrigin()]).toEqual([[], '']);
  });

  it.each(['', 'sha256:short', 'latest'])('the digest %j', async (digest) => {
    await plan();
    const run = await apply(digest);

    expect(run.code).toBe(64);
    expect(run.log).toContain('apply needs expect-digest');
    expect([writes(), tagAtOrigin()]).toEqual([[], '']);
  });

  it.each(['-delete', 'a..b', 'x; touch pwned'])('a tag of the name %j', async (name) => {
    const { outputs } = await plan();
    const run = await apply(outputs['digest'], { 'move-tag': name });

    expect(run.code).toBe(64);
    expect(run.log).toContain('The input move-tag is not a valid name for a tag.');
    expect(writes()).toEqual([]);
    expect(git(world.workspace, 'status', '--porcelain')).toBe('');
  });

  it('a plan that is not there', async () => {
    const run = await apply(`sha256:${'0'.repeat(64)}`);

    expect(run.code).toBe(64);
    expect(run.log).toContain('The plan plan.json does not exist.');
  });

  it('a plan file that someone changed', async () => {
    const { outputs } = await plan();
    const file = join(world.workspace, 'plan.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"after": 5', '"after": 9'));
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(65);
    expect([writes(), tagAtOrigin()]).toEqual([[], '']);
  });

  it('a plan that live has left behind', async () => {
    const { outputs } = await plan();
    world.sandbox.edit((state) => ({ ...state, settings: { ...state.settings, login_attempts: 9 } }));
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(7);
    expect([attempts(), tagAtOrigin()]).toEqual([9, '']);
  });
});

describe('a tag that cannot be moved', () => {
  it('is said with the words of git, without the token of an address', async () => {
    const { outputs } = await plan();
    git(world.workspace, 'remote', 'set-url', 'origin', `http://x:${token}@127.0.0.1:1/gone.git`);
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(1);
    expect(run.outputs).toMatchObject({ status: 'done', 'exit-code': '0', 'tag-moved': 'false' });
    expect(run.log).toContain('Everything is applied, but the tag');
    expect(run.log).toContain('git said:');
    expect(run.log).not.toContain(token);
  });

  it('stays where it is when a file of the checkout was changed', async () => {
    const { outputs } = await plan();
    appendFileSync(join(world.workspace, '.gitignore'), 'more\n');
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(1);
    expect(run.outputs).toMatchObject({ status: 'done', 'tag-moved': 'false' });
    expect(run.log).toContain('files of the checkout were changed, so that no commit has what was applied.');
    expect(tagAtOrigin()).toBe('');
  });

  it('does not happen for files that no commit has', async () => {
    world.rewrite((text) => `${text}\n# Not committed\n`);
    const { outputs } = await plan();
    const run = await apply(outputs['digest']);

    expect(run.code).toBe(1);
    expect(run.log).toContain('files of the checkout were changed');
    expect(tagAtOrigin()).toBe('');
  });
});
