import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git } from '../support/git-repository.ts';
import { runProgram } from '../support/run-program.ts';
import type { Fault } from './github-stand-in.ts';
import { pullRequest, readable, startWorld, token, type World } from './repository.ts';
import type { ActionRun } from './run-action.ts';

type Shown = Readonly<Record<string, string | number>>;
type Review = {
  readonly reviewProof: (key: string, shown: Shown) => string;
  readonly isProven: (key: string, proof: string, shown: Shown) => boolean;
};
const review = (await import(join(import.meta.dirname, '../../action/review.mjs'))) as Review;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

const plan = (inputs: Readonly<Record<string, string>> = {}, event: object = pullRequest()): Promise<ActionRun> =>
  world.run({ mode: 'plan', ...inputs }, { event: event as ReturnType<typeof pullRequest> });
const comments = () => world.github.comments.get(12) ?? [];
const writes = () => world.github.asked.filter(({ method }) => method !== 'GET');
const folded = (digest = '') => new RegExp(`^<details><summary>.*before.*</summary>.*${digest}.*</details>$`, 'm');
const lockedOutAfter = (attempts: number) =>
  world.rewrite((text) => text.replace(/login_attempts: \d+ #/, `login_attempts: ${attempts} #`));

describe('the file of the plan', () => {
  it.each(['artifacts/plan.json', 'plan.json', 'page/plan.json'])(
    'is written through no link of the checkout: %s',
    async (name) => {
      const outside = mkdtempSync(join(tmpdir(), 'capstan-outside-'));
      writeFileSync(join(outside, 'victim'), 'mine');
      symlinkSync(outside, join(world.workspace, 'artifacts'));
      symlinkSync(join(outside, 'victim'), join(world.workspace, 'plan.json'));
      mkdirSync(join(world.workspace, 'page'));
      symlinkSync(join(outside, 'new'), join(world.workspace, 'page/plan.json.html'));
      const run = await plan({ plan: name });
      expect(run.code).toBe(64);
      expect(run.log).toContain('The input plan leads through the link');
      expect(world.sandbox.requests).toEqual([]);
      expect(readdirSync(outside)).toEqual(['victim']);
      expect(readFileSync(join(outside, 'victim'), 'utf8')).toBe('mine');
      rmSync(outside, { recursive: true });
    },
  );

  it('takes the place of no file that capstan did not write', async () => {
    const before = readFileSync(join(world.workspace, 'capstan.yaml'), 'utf8');
    writeFileSync(join(world.workspace, 'p.json.html'), 'mine');
    const [config, page] = [await plan({ plan: 'capstan.yaml' }), await plan({ plan: 'p.json' })];
    expect([config.code, page.code]).toEqual([64, 64]);
    expect(readFileSync(join(world.workspace, 'capstan.yaml'), 'utf8')).toBe(before);
    expect(readFileSync(join(world.workspace, 'p.json.html'), 'utf8')).toBe('mine');
    expect(world.sandbox.requests).toEqual([]);
  });
});

describe('the plan of a pull request', () => {
  it('becomes one comment, with the digest in its hidden first line', async () => {
    const run = await world.runBuilt({ mode: 'plan' }, { event: pullRequest() });

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ status: 'ready', 'exit-code': '2', changes: '4', plan: 'plan.json' });
    expect(run.outputs['digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]?.body.split('\n')[0]).toMatch(
      new RegExp(`^<!-- capstan-action plan [0-9a-f]{16} ${run.outputs['digest']} - -->$`),
    );
    expect(readable(comments()[0]?.body)).toContain('login_attempts');
    expect(readable(run.summary)).toContain('login_attempts');
    expect(JSON.parse(readFileSync(join(world.workspace, 'plan.json'), 'utf8'))).toMatchObject({
      digest: run.outputs['digest'],
    });
  });

  it('replaces the comment of the plan before, whose digest stays as a folded line', async () => {
    const first = await plan();
    lockedOutAfter(4);
    const second = await plan();

    expect(second.outputs['digest']).not.toBe(first.outputs['digest']);
    expect(comments()).toHaveLength(1);
    expect(readable(comments()[0]?.body)).toMatch(folded(first.outputs['digest']));
    expect(comments()[0]?.body).toContain(`${second.outputs['digest']}`);
  });

  it('keeps the folded digest when the same plan is made again', async () => {
    const first = await plan();
    lockedOutAfter(4);
    await plan();
    await plan();

    expect(comments()).toHaveLength(1);
    expect(readable(comments()[0]?.body)).toMatch(folded(first.outputs['digest']));
  });

  it('finds its comment behind 250 others, and leaves alone one that someone else wrote with its marker', async () => {
    await plan();
    const [own] = comments();
    const forged = world.github.add({ body: own?.body ?? '', user: { login: 'mallory' } });
    const others = Array.from({ length: 250 }, (_, at) => world.github.add({ body: `Comment ${at}` }));
    world.github.comments.set(12, [forged, ...others, ...(own === undefined ? [] : [own])]);
    lockedOutAfter(4);
    const run = await plan();

    expect(run.code).toBe(0);
    expect(comments()).toHaveLength(252);
    expect(comments().at(-1)?.body).toContain(run.outputs['digest']);
    expect(comments()[0]).toEqual(forged);
  });

  it('takes away a second comment that a run at the same time wrote', async () => {
    await plan();
    const [own] = comments();
    world.github.comments.set(12, [...comments(), world.github.add({ body: own?.body ?? '' })]);
    await plan();

    expect(comments().map(({ id }) => id)).toEqual([own?.id]);
  });

  it('has a comment for each file', async () => {
    writeFileSync(join(world.workspace, 'other.yaml'), readFileSync(join(world.workspace, 'capstan.yaml')));
    await plan();
    await plan({ file: 'other.yaml' });
    await plan();

    expect(comments()).toHaveLength(2);
  });

  it('says that all is in sync', async () => {
    await runProgram(['apply', '--auto-approve'], { cwd: world.workspace, env: world.secrets });
    const run = await plan();

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ status: 'in-sync', 'exit-code': '0', changes: '0' });
    expect(comments()).toHaveLength(1);
  });
});

describe('a plan that is blocked', () => {
  it('fails the step with 5, and each finding is an annotation at its line', async () => {
    lockedOutAfter(50);
    const run = await plan();

    expect(run.code).toBe(5);
    expect(run.outputs).toMatchObject({ status: 'blocked', 'exit-code': '5' });
    expect(run.log).toMatch(/^::error title=capstan%3A security-lowered,file=capstan\.yaml,line=13,col=\d+::.+/m);
    expect(readable(comments()[0]?.body)).toContain('security-lowered');
  });
});

describe('a plan that cannot be made', () => {
  it('says so in the comment that showed an older one, and fails with the code of capstan', async () => {
    await plan();
    world.rewrite((text) => text.replace('version: 1', 'version: 1\nsetings: {}'));
    const run = await plan();

    expect(run.code).toBe(65);
    expect(run.outputs).toMatchObject({ status: 'failed', 'exit-code': '65', digest: '', plan: '' });
    expect(run.log).toMatch(/^::error title=capstan%3A unknown-\w+,file=capstan\.yaml,line=5/m);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]?.body).toContain('**No plan could be made** (exit code 65)');
    expect(readable(comments()[0]?.body)).not.toContain('login_attempts');
  });

  it('is not taken from a plan file that came with the checkout', async () => {
    await plan();
    world.rewrite((text) => text.replace('version: 1', 'version: 2'));
    const run = await plan();

    expect(run.outputs['status']).toBe('failed');
  });

  it('says which permission is missing, by the code of capstan', async () => {
    const run = await world.run(
      { mode: 'plan' },
      { event: pullRequest(), env: { CAPSTAN_CLIENT_ID: '', CAPSTAN_CLIENT_SECRET: '' } },
    );
    expect(run.code).toBe(77);
    expect(run.log).toContain('CAPSTAN_CLIENT_ID and CAPSTAN_CLIENT_SECRET are not set');
  });
});

describe('a pull request from a fork', () => {
  const fork = pullRequest({ from: 'fork' });
  // A secret that is not there is an empty variable.
  const withoutSecrets = {
    CAPSTAN_CLIENT_ID: '',
    CAPSTAN_CLIENT_SECRET: '',
    CAPSTAN_FINGERPRINT_KEY: '',
    CAPSTAN_VAR_SANDBOX_URL: 'http://127.0.0.1:1',
  };

  it('is planned from a snapshot, without credentials, network or comment', async () => {
    await runProgram(['snapshot', '--out', 'live.json'], { cwd: world.workspace, env: world.secrets });
    world.sandbox.clearRequests();
    const run = await world.run({ mode: 'plan', snapshot: 'live.json' }, { event: fork, env: withoutSecrets });

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ status: 'ready', changes: '4' });
    expect(run.log).toContain(
      '::notice title=capstan::No comment: the token of a pull request from a fork may only read.',
    );
    expect(run.summary).toContain('Planned from a snapshot');
    expect(world.sandbox.requests).toEqual([]);
    expect(world.github.asked).toEqual([]);
  });

  it('is not planned without a snapshot, which is said; the file is checked all the same', async () => {
    const fine = await world.run({ mode: 'plan' }, { event: fork, env: withoutSecrets });
    world.rewrite((text) => `${text}\nnonsense: 1\n`);
    const bad = await world.run({ mode: 'plan' }, { event: fork, env: withoutSecrets });

    expect(fine.code).toBe(0);
    expect(fine.outputs['status']).toBe('not-planned');
    expect(fine.log).toContain('::notice title=capstan::No plan: this pull request is from a fork');
    expect(bad.code).toBe(65);
    expect(bad.outputs['status']).toBe('failed');
  });

  it('is recognised when the fork is gone, and so is Dependabot', async () => {
    const gone = structuredClone(fork) as { payload: { pull_request: { head: { repo: unknown } } } };
    gone.payload.pull_request.head.repo = null;
    const deleted = await plan({}, gone);
    const bot = await plan({}, pullRequest({ by: 'dependabot[bot]' }));

    expect([deleted.outputs['status'], bot.outputs['status']]).toEqual(['not-planned', 'not-planned']);
    expect(bot.log).toContain('from Dependabot');
  });
});

describe('after the merge', () => {
  const push = { name: 'push', payload: {} };

  const key = 'a key of thirty-two characters..';
  const head = 'a'.repeat(40);
  const sha = () => git(world.workspace, 'rev-parse', 'HEAD');

  /** Plans in a pull request, and gives the digest that its comment shows. */
  async function reviewed(event: object = pullRequest(), env: Readonly<Record<string, string>> = {}): Promise<string> {
    const around = { event: event as ReturnType<typeof pullRequest>, env: { CAPSTAN_REVIEW_KEY: key, ...env } };
    return (await world.run({ mode: 'plan' }, around)).outputs['digest'] ?? '';
  }

  function onMain(env: Readonly<Record<string, string>> = {}, inputs: Readonly<Record<string, string>> = {}) {
    const around = { event: push, env: { GITHUB_SHA: sha(), CAPSTAN_REVIEW_KEY: key, ...env } };
    return world.run({ mode: 'plan', ...inputs }, around);
  }

  it('it is said whether this is the plan that the pull request showed', async () => {
    const digest = await reviewed();
    world.github.merged.set(sha(), { number: 12, head });
    const same = await onMain();
    lockedOutAfter(4);
    const other = await onMain();

    expect(same.outputs).toMatchObject({ 'reviewed-digest': digest, digest });
    expect(same.summary).toContain('Pull request #12 shows this very plan.');
    expect(other.outputs['reviewed-digest']).toBe(digest);
    expect(other.outputs['digest']).not.toBe(digest);
    expect(other.log).toContain('::warning title=capstan::Pull request #12 shows another plan');
    expect(writes()).toHaveLength(1);
  });

  it('nothing counts as reviewed without the key, on either side, or with another one', async () => {
    world.github.merged.set(sha(), { number: 12, head });
    const digest = await reviewed();
    const without = await onMain({ CAPSTAN_REVIEW_KEY: '' });
    const other = await onMain({ CAPSTAN_REVIEW_KEY: `${key}!` });
    expect(comments()[0]?.body).toContain(`${digest} - hmac:`);
    expect([without.outputs['reviewed-digest'], other.outputs['reviewed-digest']]).toEqual(['', '']);
    expect(without.summary).toContain('CAPSTAN_REVIEW_KEY is not set');
    expect(other.log).toContain('::warning title=capstan::Pull request #12 shows no plan for its last commit');
    expect(`${without.log}${other.log}${without.summary}`).not.toContain('shows this very plan');
    // The comment is brought up to date by a run without the key, and is worth nothing from then on.
    await reviewed(pullRequest(), { CAPSTAN_REVIEW_KEY: '' });
    expect(comments()).toHaveLength(1);
    expect((await onMain()).outputs['reviewed-digest']).toBe('');
  });

  it('a comment that another workflow wrote under the same name is not taken', async () => {
    world.github.merged.set(sha(), { number: 12, head });
    const { outputs } = await onMain();
    const digest = outputs['digest'] ?? '';
    const keyOf = /capstan-action plan ([0-9a-f]+)/;
    await reviewed(pullRequest({ number: 13 }));
    const named = keyOf.exec(world.github.comments.get(13)?.[0]?.body ?? '')?.[1] ?? '';
    for (const proof of ['', ` hmac:${'0'.repeat(64)}`, ` hmac:${digest.slice(7)}`]) {
      const body = `<!-- capstan-action plan ${named} ${digest} -${proof} -->\nLooks fine.`;
      world.github.comments.set(12, [world.github.add({ body })]);
      expect((await onMain()).outputs['reviewed-digest']).toBe('');
    }
  });

  it.each([
    ['from another pull request', pullRequest({ number: 13 })],
    ['of an earlier commit', pullRequest({ head: 'b'.repeat(40) })],
  ])('a marker that was copied %s is not taken', async (_, event) => {
    world.github.merged.set(sha(), { number: 12, head });
    await reviewed(event);
    const body = world.github.comments.get(event.payload.number)?.[0]?.body ?? '';
    expect(body).toContain('hmac:');
    world.github.comments.set(12, [world.github.add({ body })]);
    expect((await onMain()).outputs['reviewed-digest']).toBe('');
  });

  it('a proof belongs to one repository, pull request, commit, comment and digest, and to one key', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    const shown = { repository: 'example/identity', number: 12, commit: head, comment: 'c0ffee', digest };
    const proof = review.reviewProof(key, shown);
    expect(review.isProven(key, proof, shown)).toBe(true);
    const others = [
      { ...shown, repository: 'example/other' },
      { ...shown, number: 13 },
      { ...shown, commit: 'b'.repeat(40) },
      { ...shown, comment: 'c0ffef' },
      { ...shown, digest: `sha256:${'2'.repeat(64)}` },
    ];
    for (const other of others) expect(review.isProven(key, proof, other)).toBe(false);
    expect(review.isProven(`${key}.`, proof, shown)).toBe(false);
    for (const wrong of ['', 'hmac:', proof.slice(1), `${proof}0`]) {
      expect(review.isProven(key, wrong, shown)).toBe(false);
    }
    // Nothing is proven where there is nothing to prove.
    expect(review.isProven('', '', shown)).toBe(false);
    expect(review.isProven(key, '', { ...shown, digest: '' })).toBe(false);
    expect(review.isProven(key, '', { ...shown, commit: '' })).toBe(false);
  });

  it('a marker of another file, and two that say different things, are not taken', async () => {
    world.github.merged.set(sha(), { number: 12, head });
    const digest = await reviewed();
    expect((await onMain({}, { 'comment-key': 'another' })).outputs['reviewed-digest']).toBe('');
    const [first] = comments();
    world.github.comments.clear();
    lockedOutAfter(4);
    await reviewed();
    world.github.comments.set(12, [...comments(), ...(first === undefined ? [] : [first])]);
    expect(comments().map(({ body }) => body.includes(digest))).toEqual([false, true]);
    expect((await onMain()).outputs['reviewed-digest']).toBe('');
  });

  it('a key that can be guessed is refused before anything is planned, and capstan is given none', async () => {
    const run = await onMain({ CAPSTAN_REVIEW_KEY: 'short' });
    expect(run.code).toBe(64);
    expect(run.log).toContain('CAPSTAN_REVIEW_KEY has fewer than 16 characters');
    expect(world.sandbox.requests).toEqual([]);
    world.rewrite((text) => text.replace('US\n', '${env:CAPSTAN_REVIEW_KEY:-gone}\n'));
    const hidden = await onMain();
    expect(JSON.stringify([hidden, comments()])).not.toContain(key);
  });

  it('nothing is said when the commit came without a pull request', async () => {
    const run = await world.run({ mode: 'plan' }, { event: push, env: { GITHUB_SHA: 'f'.repeat(40) } });
    expect(run.code).toBe(0);
    expect(run.outputs['reviewed-digest']).toBe('');
  });
});

describe('trouble with the API of GitHub', () => {
  const limited: Fault = {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795341600' },
    body: '{"message":"API rate limit exceeded"}',
  };
  it.each<readonly [string, Fault, string]>([
    ['403', { status: 403, body: '{"message":"Resource not accessible by integration"}' }, 'pull-requests: write'],
    ['500', { status: 500, body: 'oops' }, 'POST /repos/example/identity/issues/12/comments: 500.'],
    ['the rate limit', limited, 'the rate limit of the token is used up until 2026-11-22T'],
    ['429', { status: 429 }, 'the rate limit of the token is used up'],
  ])('%s is said, and the result of the plan stays', async (_, fault, words) => {
    world.github.fault((method) => (method === 'POST' ? fault : undefined));
    const run = await plan();

    expect(run.code).toBe(0);
    expect(run.outputs['status']).toBe('ready');
    expect(readable(run.summary)).toContain('login_attempts');
    expect(run.log).toContain('::warning title=capstan::The plan is not in a comment, but on the page of the run.');
    expect(run.log).toContain(words);
    // What writes is not repeated: it may have worked.
    expect(writes()).toHaveLength(1);
  });

  it('a read that fails once is repeated', async () => {
    let failures = 1;
    world.github.fault((method, path) =>
      method === 'GET' && path.endsWith('/comments') && failures-- > 0 ? { status: 502 } : undefined,
    );
    const run = await plan();
    expect(run.log).not.toContain('::warning');
    expect(comments()).toHaveLength(1);
  });

  it('does not make a blocked plan pass', async () => {
    world.github.fault(() => ({ status: 500 }));
    lockedOutAfter(50);
    const run = await plan();
    expect(run.code).toBe(5);
  });

  it('a redirect is not followed: the token stays with the host that the runner named', async () => {
    world.github.fault(() => ({ status: 302, headers: { location: `${world.sandbox.url}/elsewhere` } }));
    const run = await plan();
    expect(run.log).toContain('::warning');
    expect(world.sandbox.requests.map(({ path }) => path)).not.toContain('/elsewhere');
  });
});

describe('hostile text', () => {
  const nasty = '"; touch pwned; echo \'$(touch pwned) `touch pwned` %0A::error::x @everyone </details><script>';

  it('in titles, branch names and arguments reaches no shell', async () => {
    const inputs = { mode: 'plan', args: '--only\nsettings.$(touch pwned)*`touch pwned`' };
    const run = await world.runInShell(inputs, { event: pullRequest({ title: nasty, ref: nasty }) });
    expect(run.log).toContain('only-matches-nothing');
    expect(git(world.workspace, 'status', '--porcelain')).toBe('');
  });

  it('in the names of files reaches no shell, and no command to the runner', async () => {
    const file = "a'; touch pwned; $(touch pwned) `touch pwned`.yaml";
    writeFileSync(join(world.workspace, file), readFileSync(join(world.workspace, 'capstan.yaml')));
    const inputs = { mode: 'plan', file, 'working-directory': '.' };
    const run = await world.runInShell(inputs, { event: pullRequest() });
    expect(run.code).toBe(0);
    expect(git(world.workspace, 'status', '--porcelain')).not.toMatch(/^\?\? pwned$/m);
  });

  it('in values cannot speak to the runner: the log takes no commands while it is shown', async () => {
    const value = JSON.stringify('x\n::error::pwned\n::add-mask::a\u202e');
    world.rewrite((text) => text.replace('site_name: Example Shop\n', `site_name: ${value}\n`));
    const run = await plan();
    expect(run.code).toBe(0);
    expect(spokenToTheRunner(run.log)).toEqual([]);
    expect(run.log).not.toContain('\u202e');
  });
});

/** The commands that a runner would carry out: outside of what stands between stop-commands and its token. */
function spokenToTheRunner(log: string): readonly string[] {
  const spoken: string[] = [];
  let until: string | undefined;
  for (const line of log.split('\n')) {
    const stop = /^::stop-commands::(.+)$/.exec(line)?.[1];
    if (until === undefined && stop !== undefined) until = `::${stop}::`;
    else if (line === until) until = undefined;
    else if (until === undefined && line.startsWith('::')) spoken.push(line);
  }
  return spoken;
}

describe('secrets and tokens', () => {
  it('are in no log, summary, output, comment or plan', async () => {
    const run = await plan();
    const blocked = await plan({ args: '--verbose' });
    const shown = JSON.stringify([run, blocked, comments(), readFileSync(join(world.workspace, 'plan.json'), 'utf8')]);
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(world.secrets['CAPSTAN_CLIENT_SECRET']);
    expect(world.github.asked.every(({ authorization }) => authorization === `Bearer ${token}`)).toBe(true);
  });

  it('the token is not in the environment of capstan', async () => {
    world.rewrite((text) => text.replace('US\n', '${env:GITHUB_OUTPUT:-gone}\n'));
    await world.run({ mode: 'plan' }, { event: pullRequest(), env: { CAPSTAN_ALLOWED_VARIABLES: '*' } });
    expect(readFileSync(join(world.workspace, 'plan.json'), 'utf8')).toContain('"gone"');
  });
});

describe('inputs', () => {
  it.each([
    [{ mode: 'plann' }, 'The input mode must be plan, apply or drift.'],
    [{ mode: 'plan', comment: 'yes' }, 'The input comment must be true or false.'],
    [{ mode: 'plan', source: 'snapshot' }, 'source: snapshot needs the input snapshot.'],
    [{ mode: 'plan', path: 'nowhere.cjs' }, 'which does not exist'],
    [{ mode: 'plan', path: 'a', version: 'b' }, 'exclude each other'],
    [{ mode: 'plan', args: '--env-file=nowhere' }, 'It is a flag of Node'],
  ])('%j is refused before anything runs', async (inputs, words) => {
    // What capstan is is asked of a step of its own.
    const run = await ('path' in inputs ? world.runBuilt : world.run)(inputs, { event: pullRequest() });
    expect(run.code).toBe(64);
    expect(run.log).toContain(words);
    expect(world.sandbox.requests).toEqual([]);
  });
});
