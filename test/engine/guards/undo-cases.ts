import type { GuardInput } from '../../../src/engine/guards/guard.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { RecordedChange } from '../../../src/model/run.ts';
import { Secret } from '../../../src/model/value.ts';
import { aDesiredClient, aLiveClient, exactly, pattern, secretReference } from '../../support/builders.ts';
import { recordedFeatures } from '../../support/properties.ts';
import { aRecordedKey } from '../../support/run-records.ts';
import type { GuardCase } from './case.ts';

const run = '20261121100000-0a1b2c3d';

/** The plan undoes a run that changed these; `--only` may name some. */
function undoing(expected: Readonly<Record<string, RecordedChange>>, ...only: readonly string[]) {
  return (input: GuardInput): GuardInput => ({
    ...input,
    undo: { run, expected: new Map(Object.entries(expected)), secrets: [], files: [] },
    only: only.map(pattern),
  });
}

const asks5 = { settings: new Map([['login_attempts', exactly(5)]]) };
const wrote7 = { 'settings.login_attempts': aRecordedKey('login_attempts', 5, 7, { type: 'integer' }) };
const live9 = { global: { settings: { login_attempts: 9 } } };
const refusal = (name: string, word: string = name): string =>
  `${name} was changed since run ${run}, and an undo would overwrite that change; undo the rest with --only, or this as well by naming just it: --only ${word}`;

const web = aLiveClient({ id: 'id-of-web', features: ['direct_access', 'direct_read_access'] });
const asksLogin = { clients: [aDesiredClient({ features: ['login_client'] })] };
const wroteList = (after: readonly string[]): RecordedChange => recordedFeatures(['login_client'], after);

const json = { settings: new Map([['user_search_display_fields', exactly(['a'])]]) };
const wroteJson = (after: Json): Readonly<Record<string, RecordedChange>> => ({
  'settings.user_search_display_fields': aRecordedKey('user_search_display_fields', ['a'], after, { type: 'json' }),
});
const liveJson = (live: Json) => ({ global: { settings: { user_search_display_fields: live } } });

const asksSecret = { settings: new Map([['rpx_key', secretReference('old')]]) };
const wroteSecret = { 'settings.rpx_key': aRecordedKey('rpx_key', new Secret('old'), new Secret('new')) };
const secretIs = (value: string) => ({ global: { settings: { rpx_key: new Secret(value) } } });

const removes = { absentSettings: ['site_name'] };
const asksName = { settings: new Map([['site_name', exactly('old')]]) };

export const undoCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'changed-since': [
    {
      fact: 'refuses a key that holds neither what the run wrote nor what it held before',
      of: { desired: asks5, live: live9 },
      but: undoing(wrote7),
      says: [`refuse settings.login_attempts: ${refusal('settings.login_attempts')}`],
    },
    {
      fact: 'lets a key through that holds what the run wrote, be it as a text',
      of: { desired: asks5, live: { global: { settings: { login_attempts: '7' } } } },
      but: undoing(wrote7),
      says: [],
    },
    {
      fact: 'lets a key through that is back but for its JSON type',
      of: { desired: asks5, live: { global: { settings: { login_attempts: '5' } } } },
      but: undoing(wrote7),
      says: [],
    },
    {
      fact: 'warns of a key that --only names literally',
      of: { desired: asks5, live: live9 },
      but: undoing(wrote7, 'settings.login_attempts'),
      says: [
        `warning settings.login_attempts: settings.login_attempts was changed since run ${run}; --only names it, so the undo overwrites that change`,
      ],
    },
    {
      fact: 'refuses what a pattern of --only happens to match',
      of: { desired: asks5, live: live9 },
      but: undoing(wrote7, 'settings.*'),
      says: [`refuse settings.login_attempts: ${refusal('settings.login_attempts')}`],
    },
    { fact: 'has nothing to say of a plan that follows a file', of: { desired: asks5, live: live9 }, says: [] },
    {
      fact: 'refuses a key that someone removed, and one that someone wrote where the run had removed it',
      of: {
        desired: { settings: new Map([...asks5.settings, ...asksName.settings]) },
        live: { global: { settings: { site_name: 'theirs' } } },
      },
      but: undoing({ ...wrote7, 'settings.site_name': aRecordedKey('site_name', 'old', undefined) }),
      says: [
        `refuse settings.login_attempts: ${refusal('settings.login_attempts')}`,
        `refuse settings.site_name: ${refusal('settings.site_name')}`,
      ],
    },
    {
      fact: 'takes an empty text where the run removed the key, or nothing at all, for the work of the run',
      of: { desired: asksName, live: { global: { settings: { site_name: '' } } } },
      but: undoing({ 'settings.site_name': aRecordedKey('site_name', 'old', undefined) }),
      says: [],
    },
    {
      fact: 'brings back what the run removed',
      of: { desired: asksName },
      but: undoing({ 'settings.site_name': aRecordedKey('site_name', 'old', undefined) }),
      says: [],
    },
    {
      fact: 'removes what the run created, unless someone gave it another value',
      of: { desired: removes, live: { global: { settings: { site_name: 'new' } } } },
      but: undoing({ 'settings.site_name': aRecordedKey('site_name', undefined, 'new') }),
      says: [],
    },
    {
      fact: 'refuses to remove a value that the run did not create',
      of: { desired: removes, live: { global: { settings: { site_name: 'theirs' } } } },
      but: undoing({ 'settings.site_name': aRecordedKey('site_name', undefined, 'new') }),
      says: [`refuse settings.site_name: ${refusal('settings.site_name')}`],
    },
    {
      fact: 'takes JSON and its text for the same',
      of: { desired: json, live: liveJson('["a", "b"]') },
      but: undoing(wroteJson(['a', 'b'])),
      says: [],
    },
    {
      fact: 'knows text that is not JSON, or another, for other text',
      of: { desired: json, live: liveJson('[not') },
      but: undoing(wroteJson('"b"')),
      says: [`refuse settings.user_search_display_fields: ${refusal('settings.user_search_display_fields')}`],
    },
    {
      fact: 'compares secrets without showing them',
      of: { desired: asksSecret, live: secretIs('theirs') },
      but: undoing(wroteSecret),
      says: [`refuse settings.rpx_key: ${refusal('settings.rpx_key')}`],
    },
    {
      fact: 'lets a secret through that the run wrote',
      of: { desired: asksSecret, live: secretIs('new') },
      but: undoing(wroteSecret),
      says: [],
    },
    {
      fact: 'lets a feature list through that gives the power that the run gave',
      of: { desired: asksLogin, live: { clients: [web] } },
      but: undoing({ 'clients.web.features': wroteList(['direct_access']) }),
      says: [],
    },
    {
      fact: 'refuses a feature list that someone changed, and what the run did not touch',
      of: {
        desired: { ...asksLogin, ...asksName },
        live: { clients: [web], global: { settings: { site_name: 'x' } } },
      },
      but: undoing({ 'clients.web.features': wroteList(['owner']) }),
      says: [
        `refuse settings.site_name: ${refusal('settings.site_name')}`,
        `refuse clients.web.features: ${refusal('clients.web.features')}`,
      ],
    },
    {
      fact: 'writes the target so that a shell takes it whole',
      of: {
        desired: { custom: new Map([["it's a*", exactly('old')]]) },
        live: { global: { custom: { "it's a*": 'theirs' } } },
      },
      but: undoing({}),
      says: [`refuse custom.it's a\\*: ${refusal("custom.it's a\\*", "'custom.it'\\''s a\\*'")}`],
    },
  ],
};
