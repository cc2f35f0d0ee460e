import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxClient, SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { lawRuns } from '../support/law-runs.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { scenarioState } from '../support/scenario-state.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const text = fc.oneof(
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
  fc.constantFrom('', ' ', '5', 'true', 'null', '~', 'yes', '0x1F', '0123', '1e3', '1.10', '20170915215708415365'),
  fc.constantFrom(
    '${env:HOME}',
    '$${x',
    '${secret:A}',
    '{a: 1}',
    '[1]',
    '# no',
    '- a',
    'a: b',
    '"',
    "'",
    '&a',
    '*a',
    '!x',
    '|',
    '>',
    '%a',
    '@a',
    '`',
  ),
  fc.constantFrom(
    'line\nline',
    '\n',
    'a\r\nb',
    '\t',
    'a \n b',
    'end\n',
    '\u2028',
    '\u0085',
    '\ufeffx',
    '\u202e',
    '\u0000',
    '---',
    '...',
  ),
);
const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }), fc.maxSafeInteger());
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor')), tie('value'), { maxKeys: 3 }),
  ),
})).value;

const knownNames = fc.constantFrom(
  'login_attempts',
  'cache_settings',
  'site_name',
  'ccp_enable_email_send_buttons',
  'user_search_display_fields',
  'user_distinguisher_field',
  'rpx_key',
  'backplane_password',
  'janrainOidcClientId',
  'verify_email_url',
  'jump_publish_settings',
);
const anyName = fc.oneof(
  text,
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'custom',
    'a.b',
    'x*y',
    'my_token',
    'site_name',
    'on',
    'null',
  ),
);

/** Anything that a reply may hold at this name. */
const settings = fc.dictionary(fc.oneof(knownNames, anyName), json, { maxKeys: 6 }).map(withoutReserved);
const custom = fc.dictionary(anyName, json, { maxKeys: 5 });
const features = fc.oneof(
  fc.subarray(['owner', 'access_issuer', 'direct_access', 'direct_read_access', 'metadata', 'some_future_feature']),
  fc.constant(['login_client']),
);

const client = (at: number): fc.Arbitrary<Partial<SandboxClient>> =>
  fc
    .record({
      name: fc.oneof(
        text.filter((name) => name !== ''),
        fc.constantFrom('Web', 'web', 'WEB', 'null', '__proto__'),
      ),
      features,
      settings,
      custom,
    })
    .map((parts) => ({ ...parts, id: `importclient${at}`.padEnd(30, '0') }));

const anyState: fc.Arbitrary<SandboxState> = fc
  .record({ settings, custom, clients: fc.tuple(client(0), client(1), client(2)), count: fc.nat(3) })
  .map((parts) => scenarioState({ ...parts, clients: parts.clients.slice(0, parts.count) }));

function withoutReserved(values: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'custom' && !key.startsWith('_')));
}

// As JSON carries it: -0 is a number that no reply can hold.
const anyLive: fc.Arbitrary<SandboxState> = anyState.map((state) => JSON.parse(JSON.stringify(state)));

describe.each([
  ['secrets left alone', 'unmanaged'],
  ['secrets referred to', 'references'],
] as const)('an import of any legal application, %s', (_name, secrets) => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await openPipeline();
  });
  afterAll(() => pipeline.close());

  it('is in sync and not refused', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyLive, async (live) => {
        pipeline.sandbox.edit(() => live);
        const desired = await pipeline.load(await pipeline.importText(secrets));
        const planned = await pipeline.plan(desired);
        if (planned.kind === 'failed') throw new Error(JSON.stringify(planned.failures));
        expect({
          changes: planned.plan.changes,
          findings: planned.plan.findings.filter((f) => f.severity === 'refuse'),
        }).toEqual({
          changes: [],
          findings: [],
        });
        expect(pipeline.sandbox.state()).toEqual(live);
      }),
      lawRuns,
    );
  });
});
