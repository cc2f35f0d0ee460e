import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApplyFlags, applyFiles, undo } from '../../../src/cli/actions/apply.ts';
import { planFiles } from '../../../src/cli/actions/plan.ts';
import type { Choice, Chosen, Session } from '../../../src/cli/terminal/session.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/run-sandbox.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../../support/scenario-state.ts';
import { commonFlags, type FakeSession, fakeSession } from '../fake-session.ts';

let folder = '';
let sandbox: Sandbox;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-interactive-'));
  const web = { id: 'webclient0000000000000000000000', name: 'Web', features: ['login_client'] };
  const settings = { login_attempts: 5, site_name: 'Old', rpx_key: 'canary-old-key-of-rpx' };
  sandbox = await startSandbox({ seed: scenarioState({ settings, custom: { banner: 'x' }, clients: [web] }) });
  write([
    'settings: { login_attempts: 3, site_name: New, rpx_key: "${secret:CAPSTAN_VAR_RPX}" }',
    'custom: { banner: y }',
    'clients: { web: { id: webclient0000000000000000000000, settings: { site_name: Shop } } }',
  ]);
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

function write(lines: readonly string[]): void {
  const urls = `configUrl: "${sandbox.url}", captureUrl: "${sandbox.url}"`;
  const head = ['version: 1', `application: { id: ${scenarioApplication}, ${urls} }`];
  writeFileSync(join(folder, 'capstan.yaml'), `${[...head, ...lines].join('\n')}\n`);
}

const flags: ApplyFlags = {
  ...commonFlags,
  plan: undefined,
  approval: 'ask',
  expectDigest: undefined,
  only: [],
  secrets: 'required',
  baseline: undefined,
  liveEdits: 'kept',
  journal: undefined,
};

type Talk = { readonly session: FakeSession; readonly asked: string[]; readonly lists: Choice[] };

/** A terminal at which these answers are typed, and these things chosen. Once they are used up the terminal is gone. */
function talk(answers: readonly string[], choices: readonly Chosen[] = [], parts: Partial<Session> = {}): Talk {
  const [typed, chosen] = [[...answers], [...choices]];
  const [asked, lists]: [string[], Choice[]] = [[], []];
  const session = fakeSession({
    cwd: folder,
    variables: {
      CAPSTAN_CLIENT_ID: scenarioCaller.id,
      CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
      CAPSTAN_VAR_RPX: 'canary-new-key-of-rpx',
    },
    prompt: async (question) => {
      asked.push(question);
      return typed.shift() ?? null;
    },
    choose: async (choice) => {
      lists.push(choice);
      return chosen.shift() ?? 'broken-off';
    },
    ...parts,
  });
  return { session, asked, lists };
}

const settings = () => sandbox.state().settings;
const isUntouched = (): boolean => !sandbox.requests.some(({ method }) => method !== 'GET');

describe('the question of apply', () => {
  it('takes a yes for the whole plan', async () => {
    const { session, asked } = talk(['y']);
    expect(await applyFiles(flags, session)).toBe(0);
    expect(asked).toEqual(['[y]es, [n]o, [s]elect, [d]etails: ']);
    expect(settings()).toMatchObject({ login_attempts: 3, site_name: 'New' });
  });

  it('applies a selection once the smaller plan was shown, and nothing else', async () => {
    const { session, lists } = talk(['s', 'y'], [['settings.login_attempts']]);
    expect(await applyFiles(flags, session)).toBe(0);
    const whole = [
      'custom.banner',
      'settings.login_attempts',
      'settings.rpx_key',
      'settings.site_name',
      'clients.web.settings.site_name',
    ];
    expect(lists.map(({ count, ticked }) => ({ count, ticked: [...ticked].sort() }))).toEqual([
      { count: 'several', ticked: [...whole].sort() },
    ]);
    const [first = '', second = ''] = session.printed.filter((text) => text !== '');
    expect(first).toContain('site_name');
    expect(second).not.toContain('site_name');
    expect(second).toContain('~ settings.login_attempts  5 -> 3');
    expect(settings()).toMatchObject({ login_attempts: 3, site_name: 'Old' });
    expect(sandbox.state().custom).toEqual({ banner: 'x' });
  });

  it('lets another selection be made of the whole, by names too', async () => {
    const { session, lists } = talk(['select login_attempts', 's', 'select clients.web', 'y'], [['custom.banner']]);
    expect(await applyFiles(flags, session)).toBe(0);
    expect(lists[0]?.ticked).toEqual(['settings.login_attempts']);
    expect(settings()).toMatchObject({ login_attempts: 5, site_name: 'Old' });
    expect(sandbox.state().custom).toEqual({ banner: 'x' });
    expect(sandbox.state().clients.find(({ name }) => name === 'Web')?.settings).toEqual({ site_name: 'Shop' });
  });

  it('asks again when the list is left, when it stays as it was, and when a name is none of the plan', async () => {
    const all = ['global', 'clients.web'].join(' ');
    const { session, asked } = talk(['s', `select ${all}`, 'select settings.nope', 'n'], ['back']);
    expect(await applyFiles(flags, session)).toBe(130);
    expect(asked).toHaveLength(4);
    expect(session.told.join('')).toContain('No change of this plan is named settings.nope.');
    expect(isUntouched()).toBe(true);
  });

  it('applies nothing when the list or the question is broken off', async () => {
    for (const { session } of [talk(['s'], ['broken-off']), talk(['d'], ['broken-off']), talk([])]) {
      expect(await applyFiles(flags, session)).toBe(130);
      expect(session.told.join('')).toContain('Nothing was applied');
    }
    expect(isUntouched()).toBe(true);
  });

  it('gives up after five answers that it does not understand', async () => {
    const { session, asked } = talk(['ok', '', 'sure', 'ye', '?', 'yes']);
    expect(await applyFiles(flags, session)).toBe(130);
    expect(asked).toHaveLength(5);
    expect(isUntouched()).toBe(true);
  });

  it('tells everything of a change, and asks again', async () => {
    const { session, lists } = talk(['d', 'd settings.rpx_key', 'n'], [['settings.login_attempts']]);
    expect(await applyFiles(flags, session)).toBe(130);
    expect(lists[0]).toMatchObject({ count: 'one' });
    expect(lists[0]?.options.find(({ value }) => value === 'settings.login_attempts')?.hint).toBe('~ 5 -> 3');
    const told = session.told.join('');
    expect(told).toContain(
      [
        'settings.login_attempts',
        '  live        5',
        '  after       3',
        '  counts for  the global scope, and each client without a value of its own: web, clients that the',
        '              file does not declare',
        '  users       Users are locked out after 3 sign-in attempts instead of 5.',
        '  risk        authentication',
        '  file        capstan.yaml:3:13',
        '  request     c1  POST /settings/set_default_multi, with 3 more',
      ].join('\n'),
    );
    expect(told).toMatch(
      /settings\.rpx_key\n {2}live {8}\(secret\) [0-9a-f]{8}\n {2}after {7}\(secret\) [0-9a-f]{8}\n/,
    );
    expect(`${told}${session.printed.join('')}${JSON.stringify(lists)}`).not.toContain('canary');
  });

  it('says how to name changes where no list can be drawn', async () => {
    const { session } = talk(['s', 'd', 'n'], [], { choose: undefined });
    expect(await applyFiles(flags, session)).toBe(130);
    expect(session.told.join('')).toMatch(/Name them: `select TARGET TARGET`\.[\s\S]*Name them: `details TARGET`\./);
  });

  it('shows a selection that is refused, and does not apply it', async () => {
    const owners = [
      'guards: { minimumOwners: 2 }',
      'allow: [{ guard: security-lowered, target: clients.web.features, until: 2026-12-01, reason: "moves" }]',
      'clients:',
      '  web: { id: webclient0000000000000000000000, features: [owner] }',
      '  glass: { id: otherowner0000000000000000000, features: [login_client] }',
    ];
    write(owners);
    const { session, asked } = talk(['s', 'y', 's', 'n'], [['clients.glass.features'], ['clients.web.features']]);
    expect(await applyFiles(flags, session)).toBe(130);
    expect(asked).toEqual([
      '[y]es, [n]o, [s]elect, [d]etails: ',
      '[n]o, [s]elect, [d]etails: ',
      '[n]o, [s]elect, [d]etails: ',
      '[y]es, [n]o, [s]elect, [d]etails: ',
    ]);
    expect(session.printed.join('')).toContain('[last-owner]');
    expect(session.told.join('')).toMatch(/A guard refuses this selection[\s\S]*A refused plan cannot be applied./);
    expect(isUntouched()).toBe(true);
  });

  it('keeps a saved plan, and one with --expect-digest, whole', async () => {
    const out = join(folder, 'plan.json');
    const planFlags = { ...flags, out, snapshot: undefined, unmanaged: 'counted', exitCodes: 'plain' } as const;
    expect(await planFiles(planFlags, talk([]).session)).toBe(0);
    const saved = talk(['s', 'n']);
    expect(await applyFiles({ ...flags, plan: out }, saved.session)).toBe(130);
    expect(saved.asked[0]).toBe('[y]es, [n]o, [d]etails: ');
    expect(saved.session.told.join('')).toContain('A saved plan is applied as a whole.');
    const { digest } = JSON.parse(readFileSync(out, 'utf8'));
    const bound = talk(['s', 'd banner', 'y']);
    expect(await applyFiles({ ...flags, expectDigest: digest }, bound.session)).toBe(0);
    expect(bound.session.told.join('')).toContain('With --expect-digest a plan is applied as a whole');
  });
});

describe('the question of undo', () => {
  it('takes a selection as well', async () => {
    expect(await applyFiles({ ...flags, approval: 'given' }, talk([]).session)).toBe(0);
    const undoFlags = { ...commonFlags, run: 'latest', journal: undefined, only: [], approval: 'ask' } as const;
    const { session } = talk(['select login_attempts', 'd', 'y']);
    expect(await undo(undoFlags, session)).toBe(0);
    expect(session.told.join('')).toContain('  live        3');
    expect(settings()).toMatchObject({ login_attempts: 5, site_name: 'New' });
  });
});
