import { describe, expect, it } from 'vitest';
import { exitCodeOfRun } from '../../../src/cli/exit-codes.ts';
import type { Interception, Sandbox, SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { aDesiredClient } from '../../support/builders.ts';
import { playRun, type RunScript } from './sandbox-run.ts';

const webId = 'weblogin000000000000000000000';
const lookMs = 15_000;
const pausesMs = 2_000 + 4_000;

const live: RunScript['live'] = {
  settings: { login_attempts: 9, cache_settings: 0 },
  custom: { old: '1', left: '1' },
  clients: [{ id: webId, name: 'Web', features: ['direct_read_access'], settings: { site_name: 'Old' } }],
};

/** One call of each kind: the request that it is, the plan that makes it, and whether live has what it writes. */
const calls = {
  'keys set one by one': {
    line: 'POST /settings/set_default_multi',
    script: { live, desired: { settings: { login_attempts: 7 } } },
    isThere: ({ settings }) => settings['login_attempts'] === 7,
  },
  'a key removed by itself': {
    line: 'POST /settings/delete_default',
    script: { live, desired: { absentCustom: ['old'] } },
    isThere: ({ custom }) => !Object.hasOwn(custom, 'old'),
  },
  'a scope replaced': {
    line: 'PUT /config/scenarioapplication0000000/settings',
    script: { live, desired: { settings: { login_attempts: 7 }, absentCustom: ['old'] }, captureUrl: 'without' },
    isThere: ({ settings, custom }) => settings['login_attempts'] === 7 && !Object.hasOwn(custom, 'old'),
  },
  'keys of a client': {
    line: 'POST /settings/set_multi',
    script: { live, desired: { clients: [aDesiredClient({ id: webId, settings: { site_name: 'New' } })] } },
    isThere: (state) => clientOf(state).settings['site_name'] === 'New',
  },
  'the settings of a client replaced': {
    line: `PUT /config/scenarioapplication0000000/clients/${webId}/settings`,
    script: {
      live,
      desired: { clients: [aDesiredClient({ id: webId, settings: { site_name: 'New' } })] },
      captureUrl: 'without',
    },
    isThere: (state) => clientOf(state).settings['site_name'] === 'New',
  },
  'features set': {
    line: 'POST /clients/set_features',
    script: { live, desired: { clients: [aDesiredClient({ id: webId, features: ['login_client'] })] } },
    isThere: (state) => clientOf(state).features.join() === 'login_client',
  },
  'a client replaced': {
    line: `PUT /config/scenarioapplication0000000/clients/${webId}`,
    script: {
      live,
      desired: { clients: [aDesiredClient({ id: webId, features: ['login_client'] })] },
      captureUrl: 'without',
    },
    isThere: (state) => clientOf(state).features.join() === 'login_client',
  },
} satisfies Readonly<Record<string, { line: string; script: RunScript; isThere: (state: SandboxState) => boolean }>>;

function clientOf(state: SandboxState) {
  const client = state.clients.find(({ id }) => id === webId);
  if (client === undefined) throw new Error('the client is gone');
  return client;
}

/** Faults after which no one knows whether the work was done. */
const doubtful = (work: 'done' | 'skipped'): readonly (readonly [string, Interception])[] => {
  const html = { 'content-type': 'text/html' };
  const page = '<html><body>Please sign in</body></html>';
  return [
    ['a reset connection', { kind: 'reset', work }],
    ['an answer that is cut off', { kind: 'cut-off', work, reply: { status: 200, body: '{"stat":"ok"}' } }],
    ['the page of a proxy', { kind: 'answer', work, reply: { status: 200, headers: html, body: page } }],
    ['a status 500', { kind: 'answer', work, reply: { status: 500, body: '{}' } }],
    ['a status 504 with a page', { kind: 'answer', work, reply: { status: 504, headers: html, body: page } }],
    ['a status 200 that confirms nothing', { kind: 'answer', work, reply: { status: 200, body: '[]' } }],
  ];
};

/** Refusals in the forms that the service uses. */
const limits: readonly (readonly [string, Interception])[] = [
  ['429', { kind: 'answer', work: 'skipped', reply: { status: 429 } }],
  ['510', { kind: 'answer', work: 'skipped', reply: { status: 510 } }],
  [
    'api_limit_error under 200',
    {
      kind: 'answer',
      work: 'skipped',
      reply: { status: 200, body: '{"stat":"error","code":510,"error":"api_limit_error","error_description":"slow"}' },
    },
  ],
];

/** A refusal, in truth or not. */
const tooMany = (work: 'done' | 'skipped', retryAfter = '0'): Interception => ({
  kind: 'answer',
  work,
  reply: { status: 429, headers: { 'retry-after': retryAfter } },
});

/** What happens to the first, or to every request of a line. */
const first = (line: string, fault: Interception) => (request: { method: string; path: string }, at: number) =>
  `${request.method} ${request.path}` === line && at === 1 ? fault : undefined;
const every = (line: string, fault: Interception) => (request: { method: string; path: string }) =>
  `${request.method} ${request.path}` === line ? fault : undefined;

describe.each(Object.entries(calls))('%s', (_name, { line, script, isThere }) => {
  it.each(doubtful('done'))('counts as done after %s when live has it, and is sent once', async (_fault, fault) => {
    const { report, writes, after } = await playRun({ ...script, fault: every(line, fault) });
    expect(writes).toEqual([line]);
    expect(report).toMatchObject({ result: 'done', outcomes: [{ status: 'done', verified: true, seen: 'new' }] });
    expect(isThere(after)).toBe(true);
  });

  it.each(doubtful('skipped'))('is sent again after %s when live keeps the old value', async (_fault, fault) => {
    const { report, writes, all, sleptMs, after } = await playRun({ ...script, fault: first(line, fault) });
    expect(writes).toEqual([line, line]);
    expect(all.filter((each) => each === 'intent c1')).toHaveLength(2);
    expect(report).toMatchObject({ result: 'done', outcomes: [{ status: 'done', verified: true, seen: 'new' }] });
    expect(sleptMs).toBe(2_000);
    expect(isThere(after)).toBe(true);
  });

  it.each(doubtful('skipped'))(
    'is unknown when %s is the answer each time, as often as the bound allows',
    async (_f, fault) => {
      const { report, writes, sleptMs, after } = await playRun({ ...script, fault: every(line, fault) });
      expect(writes).toEqual([line, line, line]);
      expect(report).toMatchObject({
        result: 'unknown',
        outcomes: [{ status: 'unknown', verified: false, seen: 'old' }],
      });
      expect(sleptMs).toBe(pausesMs + lookMs);
      expect(isThere(after)).toBe(false);
    },
  );

  it.each([...doubtful('skipped'), ...limits])(
    'is sent again on an application with a cache only when it writes single keys or features: %s',
    async (_fault, fault) => {
      const cached = { ...script, live: { ...live, settings: { ...live.settings, cache_settings: 60 } } };
      const { report, writes, after } = await playRun({ ...cached, fault: first(line, fault) });
      const replaces = line.startsWith('PUT');
      expect(writes).toEqual(replaces ? [line] : [line, line]);
      expect(report.result === 'done').toBe(!replaces);
      expect(isThere(after)).toBe(!replaces);
    },
  );

  it.each(limits)('is sent again after a refusal: %s', async (_form, fault) => {
    const { report, writes, all, after } = await playRun({ ...script, fault: first(line, fault) });
    expect(writes).toEqual([line, line]);
    expect(all.filter((each) => each === 'intent c1')).toHaveLength(2);
    expect(report.result).toBe('done');
    expect(isThere(after)).toBe(true);
  });

  it('is given up after as many repeats as the bound allows', async () => {
    const { report, writes, sleptMs, after } = await playRun({ ...script, fault: every(line, tooMany('skipped')) });
    expect(writes).toHaveLength(3);
    expect(sleptMs).toBe(pausesMs);
    expect(report).toMatchObject({ result: 'failed', stoppedBy: { code: 'rate-limited' } });
    expect(isThere(after)).toBe(false);
  });

  it('is done when it was refused although the work was done, and the wait would be too long', async () => {
    const { report, writes, sleptMs, after } = await playRun({
      ...script,
      fault: every(line, tooMany('done', '3600')),
    });
    expect(writes).toEqual([line]);
    expect(sleptMs).toBe(0);
    expect(report).toMatchObject({ result: 'done', outcomes: [{ status: 'done', verified: true, seen: 'new' }] });
    expect(isThere(after)).toBe(true);
  });

  it('has failed when it was refused, the wait would be too long, and one look shows the old value', async () => {
    const { report, writes, sleptMs } = await playRun({ ...script, fault: every(line, tooMany('skipped', '3600')) });
    expect(writes).toEqual([line]);
    expect(sleptMs).toBe(0);
    expect(report).toMatchObject({ result: 'failed', outcomes: [{ status: 'failed', seen: 'old' }] });
  });
});

describe('the calls after one that is unknown', () => {
  it('are not made', async () => {
    const { line } = calls['keys set one by one'];
    const desired = { settings: { login_attempts: 7 }, absentCustom: ['old'] };
    const fault = every(line, { kind: 'reset', work: 'skipped' });
    const { report, writes, after } = await playRun({ live, desired, fault });
    expect(writes).toEqual([line, line, line]);
    expect(report.outcomes.map(({ status }) => status)).toEqual(['unknown', 'not-run']);
    expect(after.custom).toEqual({ old: '1', left: '1' });
  });

  it('leaves the run partial when it is refused each time after another call was done', async () => {
    const desired = { settings: { login_attempts: 7 }, absentCustom: ['old'] };
    const fault = every('POST /settings/delete_default', tooMany('skipped'));
    const { report } = await playRun({ live, desired, fault });
    expect(report.outcomes.map(({ status }) => status)).toEqual(['done', 'failed']);
    expect(report).toMatchObject({ result: 'partial', stoppedBy: { code: 'rate-limited' } });
    expect(exitCodeOfRun(report, null)).toBe(6);
  });

  it('are made when it turns out to be done', async () => {
    const { line } = calls['keys set one by one'];
    const desired = { settings: { login_attempts: 7 }, absentCustom: ['old'] };
    const fault = every(line, { kind: 'reset', work: 'done' });
    const { report, writes } = await playRun({ live, desired, fault });
    expect(writes).toEqual([line, 'POST /settings/delete_default']);
    expect(report.result).toBe('done');
  });
});

describe('somebody who edits live between a refusal and the repeat', () => {
  const limit: Interception = { kind: 'answer', work: 'skipped', reply: { status: 429 } };
  const withEdit =
    (line: string, edit: (state: SandboxState) => SandboxState) =>
    (request: { method: string; path: string }, at: number, sandbox: Sandbox): Interception | undefined => {
      if (`${request.method} ${request.path}` !== line || at > 1) return undefined;
      sandbox.edit(edit);
      return limit;
    };
  const client =
    (change: Partial<SandboxState['clients'][number]>) =>
    (state: SandboxState): SandboxState => ({
      ...state,
      clients: state.clients.map((each) => (each.id === webId ? { ...each, ...change } : each)),
    });
  const touched = (state: SandboxState): SandboxState => ({
    ...state,
    settings: { ...state.settings, login_attempts: 8 },
  });
  const other = (state: SandboxState): SandboxState => ({
    ...state,
    custom: { ...state.custom, left: '2', came: '1' },
  });

  it.each([
    ['keys set one by one', touched],
    ['a scope replaced', touched],
    ['keys of a client', client({ settings: { site_name: 'Edited' } })],
    ['the settings of a client replaced', client({ settings: { site_name: 'Edited' } })],
    ['features set', client({ features: ['access_issuer'] })],
    ['a client replaced', client({ features: ['access_issuer'] })],
  ] as const)('ends the run by touching what it writes: %s', async (name, edit) => {
    const { line, script, isThere } = calls[name];
    const { report, writes, after } = await playRun({ ...script, fault: withEdit(line, edit) });
    expect(writes).toEqual([line]);
    expect(report).toMatchObject({ result: 'stale', outcomes: [{ status: 'failed', code: 'rate-limited' }] });
    expect(report.stoppedBy?.code).toBe('stale');
    expect(isThere(after)).toBe(false);
  });

  it.each([
    ['keys set one by one', other, ['custom.left', 'custom.came']],
    ['a scope replaced', other, ['custom.left', 'custom.came']],
    ['keys of a client', client({ custom: { came: '1' } }), ['clients.web.custom.came']],
    ['the settings of a client replaced', client({ custom: { came: '1' } }), ['clients.web.custom.came']],
    ['features set', client({ ipWhitelist: ['192.0.2.0/24'] }), ['clients.web']],
    ['a client replaced', client({ ipWhitelist: ['192.0.2.0/24'] }), ['clients.web']],
  ] as const)('keeps an edit of anything else, which is listed: %s', async (name, edit, listed) => {
    const { line, script, isThere } = calls[name];
    const { report, writes, after } = await playRun({ ...script, fault: withEdit(line, edit) });
    expect(writes).toEqual([line, line]);
    expect(report).toMatchObject({ result: 'done', sideEffects: [], changedMeanwhile: listed });
    expect(isThere(after)).toBe(true);
    const edited = edit(after);
    expect(after.custom).toEqual(name.startsWith('a scope') ? { left: '2', came: '1' } : edited.custom);
    expect(clientOf(after).custom).toEqual(clientOf(edited).custom);
    expect(clientOf(after).ipWhitelist).toEqual(clientOf(edited).ipWhitelist);
  });
});

describe('values that are not yet visible', () => {
  const { script } = calls['a scope replaced'];

  it('are waited for as long as the bound lasts', async () => {
    const { report, sleptMs } = await playRun({ ...script, switches: { cacheSeconds: 6 } });
    expect(report.outcomes).toMatchObject([{ status: 'done', verified: true }]);
    expect(sleptMs).toBe(6_000);
  });

  it('leave a call done and not verified after it', async () => {
    const { report, sleptMs } = await playRun({ ...script, switches: { cacheSeconds: 60 } });
    expect(report).toMatchObject({
      result: 'unverified',
      outcomes: [{ status: 'done', verified: false, seen: 'old' }],
    });
    expect(sleptMs).toBe(lookMs);
  });
});
