import { afterEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/run.ts';
import type { SandboxState, Switches } from '../../src/sandbox/run-sandbox.ts';
import { SWITCH_CHOICES } from '../../src/sandbox/switches.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { scenarioApplication, scenarioState } from '../support/scenario-state.ts';

/** What the documents leave open, position by position: capstan has to do right in each, or say plainly that it did not. */
const positions = [...SWITCH_CHOICES].flatMap(([name, choices]): readonly Position[] =>
  choices === 'number' ? numbersFor(name) : choices.map((choice): Position => [name, choice]),
);

type Position = readonly [name: string, position: string | number];

function numbersFor(name: string): readonly Position[] {
  if (name === 'rateLimitEvery') return [[name, 4]];
  return name === 'cacheSeconds'
    ? [
        [name, 3],
        [name, 3_600],
      ]
    : [[name, 0]];
}

const live = scenarioState({
  settings: {
    cache_settings: 0,
    login_attempts: 5,
    email_method: 'ses_sync',
    site_name: null,
    user_search_display_fields: [{ name: 'givenName', title: 'First Name' }],
    rpx_key: 'canary-rpx-key',
    rpx_realm: 'example',
  },
  custom: { campaign: 'spring', site_locale: 'US', flags: '{"a":1}' },
  clients: [
    {
      id: 'weblogin000000000000000000000',
      name: 'Web login',
      features: ['login_client'],
      ipWhitelist: ['192.0.2.0/24', '10.0.0.0/8'],
      settings: { site_name: 'Old name', rpx_realm: 'capture', login_attempts: 4 },
      custom: { banner: 'on' },
    },
  ],
});

const file = (captureUrl: object) => ({
  version: 1,
  application: { id: scenarioApplication, configUrl: '${env:SANDBOX_URL}', ...captureUrl },
  settings: {
    login_attempts: 3,
    ccp_enable_email_send_buttons: false,
    user_search_display_fields: [{ name: 'email', title: 'Email' }],
  },
  custom: { site_locale: 'DE' },
  absent: { custom: ['campaign'] },
  clients: {
    web: {
      id: 'weblogin000000000000000000000',
      features: ['access_issuer'],
      settings: { site_name: 'New name' },
      absent: { settings: ['rpx_realm'], custom: ['banner'] },
    },
  },
});

const withoutJson = (captureUrl: object) => {
  const { user_search_display_fields: _json, ...settings } = file(captureUrl).settings;
  return { ...file(captureUrl), settings };
};

const ways = [
  ['by full replaces', file({})],
  ['by single keys', { ...withoutJson({ captureUrl: '${env:SANDBOX_URL}' }), writes: 'per-key' }],
] as const;

/** Where capstan cannot do what was asked: it has to see that and say so. */
const seen: Readonly<Record<string, Partial<RunReport>>> = {
  'perKeyValues=text by single keys': {
    result: 'partial',
    stoppedBy: expect.objectContaining({ code: 'type-changed' }),
  },
  'cacheSeconds=3600 by full replaces': { result: 'unverified' },
  'cacheSeconds=3600 by single keys': { result: 'unverified' },
};

/** Where deleting a key leaves an empty text, the next plan takes that away too, by a full replace. */
const takesTwoRounds = 'deleteDefaultLeaves=empty by single keys';

describe.each(positions)('with %s=%s', (name, position) => {
  let pipeline: Pipeline | undefined;
  afterEach(() => pipeline?.close());

  it.each(ways)('writes what was asked and nothing else, %s', async (way, content) => {
    const switches: Partial<Switches> = Object.fromEntries([[name, position]]);
    pipeline = await openPipeline(switches);
    pipeline.sandbox.edit(() => live);
    const desired = await pipeline.load(JSON.stringify(content));
    const planned = await pipeline.plan(desired);
    if (planned.kind !== 'ready') throw new Error(`the plan is ${planned.kind}: ${JSON.stringify(planned)}`);

    const report = await pipeline.apply(planned);

    const wanted = seen[`${name}=${position} ${way}`] ?? { result: 'done' };
    expect(report).toMatchObject(wanted);
    expect(untouched(pipeline.sandbox.state())).toEqual(untouched(live));
    // The service takes credentials as parameters too. They would stand in logs, so capstan has no part in that.
    const parameters = pipeline.sandbox.requests.flatMap(({ query, form }) => [query, form].flatMap(Object.keys));
    expect(parameters).not.toContain('client_secret');
    if (report.result !== 'done') return;
    let again = await pipeline.plan(desired);
    if (`${name}=${position} ${way}` === takesTwoRounds && again.kind === 'ready') {
      expect(await pipeline.apply(again)).toMatchObject({ result: 'done' });
      again = await pipeline.plan(desired);
    }
    expect(again.kind).toBe('in-sync');
  });
});

/** What no plan of these tests names. A null counts as absent, and JSON means the same as its text. */
function untouched(state: SandboxState): unknown {
  const [caller, other, web] = state.clients;
  return {
    global: without(state.settings, ['login_attempts', 'ccp_enable_email_send_buttons', 'user_search_display_fields']),
    custom: without(state.custom, ['campaign', 'site_locale']),
    caller,
    other,
    web: [
      web?.name,
      [...(web?.ipWhitelist ?? [])].sort(),
      without(web?.settings ?? {}, ['site_name', 'rpx_realm']),
      without(web?.custom ?? {}, ['banner']),
    ],
  };
}

function without(values: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== null && !keys.includes(key)));
}
