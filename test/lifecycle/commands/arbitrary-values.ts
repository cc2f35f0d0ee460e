import fc from 'fast-check';
import type { SandboxClient } from '../../../src/sandbox/run-sandbox.ts';
import type { Plain } from './story.ts';

// Few values, so that file, baseline and live often agree, and often by chance.
export const settingValues: Readonly<Record<string, readonly Plain[]>> = {
  login_attempts: [3, 4, 5],
  ccp_enable_email_send_buttons: [true, false],
  site_name: ['One', 'Two', ''],
  email_method: ['ses_sync', 'x'],
  rpx_realm: ['one', 'two'],
};
export const customValues: Readonly<Record<string, readonly Plain[]>> = {
  banner: ['on', 'off', 'true'],
  'b.c': ['1', '2'],
  'x*y': ['5', 'y'],
  campaign: ['spring', '0123'],
};
// In the literal the name would be its prototype.
Object.defineProperty(customValues, '__proto__', { value: ['a', 'b'], enumerable: true });

export const valuesOf = { settings: settingValues, custom: customValues } as const;
export const featureLists = [
  ['login_client'],
  ['direct_access'],
  ['access_issuer'],
  ['direct_access', 'access_issuer'],
  [],
];
export const aliases = ['web', 'app', 'bot'] as const;

/** The id of a client of these stories. */
export function clientIdOf(at: number): string {
  return `storyclient${at}`.padEnd(30, '0');
}

/** Some of the keys, each with one of its values. */
export function some(values: Readonly<Record<string, readonly Plain[]>>): fc.Arbitrary<Record<string, Plain>> {
  const chosen = fc.subarray(Object.keys(values));
  return chosen.chain((keys) =>
    fc.tuple(...keys.map((key) => fc.constantFrom(...(values[key] ?? [])))).map((picked) => fromEntries(keys, picked)),
  );
}

function fromEntries(keys: readonly string[], values: readonly Plain[]): Record<string, Plain> {
  return Object.fromEntries(keys.map((key, at) => [key, values[at] ?? '']));
}

const secretHeld = fc.constantFrom<Record<string, Plain>>(
  {},
  { rpx_key: 'canary-live-rpx' },
  { rpx_key: secretText() },
);

/** What the variable of the file's secret holds. */
export function secretText(): string {
  return 'canary-story-rpx';
}

export const secretWanted = fc.constantFrom<Record<string, Plain>>(
  {},
  {},
  {},
  { rpx_key: '${secret:CAPSTAN_VAR_STORY_RPX}' },
);

export const liveScope = fc
  .record({ settings: some(settingValues), custom: some(customValues), secret: secretHeld })
  .map(({ settings, custom, secret }) => ({ settings: { ...settings, ...secret }, custom }));

export function liveClient(at: number): fc.Arbitrary<Partial<SandboxClient>> {
  return fc.tuple(liveScope, fc.constantFrom(...featureLists)).map(([scope, features]) => ({
    id: clientIdOf(at),
    secret: `canary-client-${at}`,
    name: `Client ${at}`,
    features,
    ...scope,
  }));
}
