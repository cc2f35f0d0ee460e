import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { canGoPerKey } from '../../../src/engine/calls/choose-calls.ts';
import type { Section } from '../../../src/model/address.ts';
import type { KeyChange } from '../../../src/model/change.ts';
import type { SettingOption, SettingType } from '../../../src/model/setting.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import {
  aCreate,
  aLiveScope,
  aLiveState,
  anOption,
  anUpdate,
  aRemoval,
  type LiveScopeWish,
  testCatalogue,
} from '../../support/builders.ts';

type Situation = {
  readonly section?: Section;
  readonly type?: SettingType;
  readonly scope?: LiveScopeWish;
  readonly options?: readonly string[] | null;
};

function can(
  key: string,
  { section = 'settings', type = 'string', scope = {}, options = ['site_name'] }: Situation = {},
) {
  const live = aLiveState({ options: options?.map((name) => anOption(name)) ?? null });
  return canGoPerKey(aCreate(key, 'x', { section, type }), aLiveScope(scope), live, testCatalogue);
}

/** With what is really known of settings, and an options reply that also lists a custom name. */
function canReally(key: string, options: readonly SettingOption[] | null, scope: LiveScopeWish = {}) {
  const live = aLiveState({ options });
  return canGoPerKey(aCreate(key, 'x', { section: 'custom', type: 'string' }), aLiveScope(scope), live, catalogue);
}

describe('a single-key call', () => {
  it('carries a custom key that the options reply lists as one, whatever the catalogue says', () => {
    const options = [anOption('login_attempts', { group: 'Custom' }), anOption('my_own', { group: 'Custom' })];
    expect(canReally('my_own', options)).toBe(true);
    expect(canReally('login_attempts', options)).toBe(true);
    expect(canReally('my_own', options, { settings: { my_own: 'x' } })).toBe(false);
    expect(canReally('login_attempts', [anOption('my_own')])).toBe(false);
    expect(canGoPerKey(aCreate('my_own', 'x'), aLiveScope(), aLiveState({ options }), catalogue)).toBe(false);
  });

  it('carries a setting of Hosted Login as a custom key unless the options reply knows it', () => {
    const key = 'authorization.rules.ttl';
    expect(canReally(key, [anOption('site_name')])).toBe(true);
    expect(canReally(key, [anOption(key)])).toBe(false);
    expect(canReally(key, null)).toBe(false);
    expect(canReally(key, null, { custom: { [key]: '60' } })).toBe(true);
  });

  it('carries a settings key that the options reply knows', () => {
    expect(can('site_name')).toBe(true);
    expect(can('email_method')).toBe(false);
    expect(can('email_method', { scope: { settings: { email_method: 'x' } } })).toBe(false);
  });

  it('carries a custom key that no one could take for a setting', () => {
    expect(can('my_own', { section: 'custom' })).toBe(true);
    expect(can('site_name', { section: 'custom' })).toBe(false);
    expect(can('email_method', { section: 'custom' })).toBe(false);
    expect(can('my_own', { section: 'custom', scope: { settings: { my_own: 'x' } } })).toBe(false);
    expect(can('my_own', { section: 'custom', scope: { settings: { my_own: null } } })).toBe(false);
  });

  it('does not carry a key that the other section holds as well', () => {
    expect(can('site_name', { scope: { custom: { site_name: 'x' } } })).toBe(false);
    expect(can('site_name', { scope: { custom: { site_name: null } } })).toBe(false);
  });

  it('carries, without an options reply, only keys that are live where the file names them', () => {
    const options = null;
    expect(can('own', { options, scope: { settings: { own: 'x' } } })).toBe(true);
    expect(can('own', { options, scope: { settings: { own: null } } })).toBe(false);
    expect(can('site_name', { options })).toBe(false);
    expect(can('own', { options, section: 'custom', scope: { custom: { own: 'x' } } })).toBe(true);
    expect(can('own', { options, section: 'custom', scope: { custom: { own: null } } })).toBe(false);
    expect(can('own', { options, section: 'custom' })).toBe(false);
  });

  it('never carries a custom key with the name of a known setting: the service would write the setting', () => {
    expect(can('site_name', { options: null, section: 'custom', scope: { custom: { site_name: 'x' } } })).toBe(false);
  });

  it('carries no JSON and no empty name', () => {
    expect(can('site_name', { type: 'json' })).toBe(false);
    expect(can('', { section: 'custom' })).toBe(false);
  });

  it.each<[SettingType, Value, boolean]>([
    ['string', '5', true],
    ['string', 5, false],
    ['string', true, false],
    ['integer', 5, true],
    ['integer', '5', false],
    ['integer', 5.5, false],
    ['boolean', false, true],
    ['boolean', 'false', false],
    ['string', new Secret('5'), true],
    ['string', new Secret(5), false],
    ['integer', new Secret('5'), true],
    ['integer', new Secret(5), true],
  ])('carries to a setting of type %s only what comes back as it is: %j %s', (type, after, expected) => {
    const live = aLiveState({ options: [anOption('site_name')] });
    expect(canGoPerKey(aCreate('site_name', after, { type }), aLiveScope(), live, testCatalogue)).toBe(expected);
  });

  it('does not remove an empty text, which is what it might leave behind', () => {
    const live = aLiveState();
    const removes = (before: string) =>
      canGoPerKey(aRemoval('site_name', before), aLiveScope({ settings: { site_name: before } }), live, testCatalogue);
    expect(removes('')).toBe(false);
    expect(removes('x')).toBe(true);
    expect(canGoPerKey(anUpdate('site_name', '', 'x'), aLiveScope(), live, testCatalogue)).toBe(true);
  });

  it.each(['json', 'set'] as const)('does not remove a setting of type %s', (type) => {
    const live = aLiveState({ options: [anOption('site_name')] });
    expect(canGoPerKey(aRemoval('site_name', 'x', { type }), aLiveScope(), live, testCatalogue)).toBe(false);
  });

  it('carries a list that a custom setting holds as text, and no other list', () => {
    const custom = { type: 'set', section: 'custom' } as const;
    const carries = (change: KeyChange) => canGoPerKey(change, aLiveScope(), aLiveState(), testCatalogue);
    expect(carries(aCreate('my_own', '["a"]', custom))).toBe(true);
    expect(carries(aRemoval('my_own', '["a"]', custom))).toBe(true);
    expect(carries(aCreate('my_own', ['a'], custom))).toBe(false);
    expect(carries(aRemoval('my_own', ['a'], custom))).toBe(false);
    expect(carries(anUpdate('my_own', ['a'], '["b"]', custom))).toBe(true);
    expect(carries(anUpdate('my_own', '["a"]', ['b'], custom))).toBe(false);
    const live = aLiveState({ options: [anOption('site_name')] });
    expect(canGoPerKey(aCreate('site_name', '["a"]', { type: 'set' }), aLiveScope(), live, testCatalogue)).toBe(false);
    expect(carries(aCreate('my_own', '5', { type: 'integer', section: 'custom' }))).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes %s for a name like any other', (key) => {
    expect(can(key)).toBe(false);
    expect(can(key, { section: 'custom' })).toBe(true);
  });
});
