import { Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aBaselineValue,
  aDesiredClient,
  aLiveClient,
  type DecideWish,
  plain,
  secretReference,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web', features: ['direct_access'] });

/** The file manages custom keys of the global scope whole, and live has some that it does not mention. */
const removing: DecideWish = {
  desired: { unmentioned: 'remove', custom: { kept: '1' } },
  live: { global: { custom: { kept: '1', b: '1', a: '1' } } },
};
const tombstones: DecideWish = {
  desired: {
    absentCustom: ['old'],
    clients: [aDesiredClient({ absentSettings: ['site_name'] })],
  },
  live: {
    global: { custom: { old: '1' } },
    clients: [web],
    scopes: { 'id-of-web': { settings: { site_name: 'x' } } },
  },
};
/** Live has left what was applied, and the file has not. */
const withoutBaseline: DecideWish = {
  desired: {
    settings: { login_attempts: 5, email_method: 'ses' },
    unmentioned: 'remove',
    clients: [aDesiredClient({ features: ['login_client'] })],
  },
  live: { global: { settings: { login_attempts: 3, rpx_realm: 'new' } }, clients: [web] },
};
const drifted: DecideWish = {
  ...withoutBaseline,
  baseline: aBaseline({
    global: { settings: { login_attempts: 5, email_method: 'ses' }, whole: ['settings'] },
    clients: { web: { id: 'id-of-web', features: ['login_client'] } },
  }),
};

function changedSince(name: string): string {
  return `refuse ${name}: ${name} was changed in the live application since the baseline; keep it (capstan absorb --only ${name}), accept it for a while (accept), or overwrite it (--overwrite-drift)`;
}

const many = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`k${at}`, '1']));

const fresh =
  'refuse global: no baseline says that capstan has managed global before, and the plan would remove 2 live keys (custom.a, custom.b); apply once with `unmentioned: keep`, or give --baseline, or check the list and allow it';

/** The guard on scopes that are taken over. */
export const adoptionCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'baseline-without-file': [
    {
      fact: 'fires where the commit of the baseline does not have the file',
      of: { baseline: aBaseline({ global: null, missing: 'git:capstan/production:env/capstan.yaml' }) },
      says: [
        'warning global: the baseline has no git:capstan/production:env/capstan.yaml: the file is new, or it was moved; every change counts as pending, and drift cannot be detected; if the file was moved, name its old path: --baseline git:capstan/production:OLD/PATH',
      ],
    },
    {
      fact: 'says nothing of a baseline that was read, though it manages nothing, nor without one',
      of: { baseline: aBaseline({ global: null }) },
      says: [],
    },
    { fact: 'says nothing without a baseline', of: {}, says: [] },
  ],
  'overwrites-drift': [
    {
      fact: 'fires for what live has since the baseline: a value, none any more, one more, and features',
      of: drifted,
      says: [
        changedSince('settings.email_method'),
        changedSince('settings.login_attempts'),
        changedSince('settings.rpx_realm'),
        changedSince('clients.web.features'),
      ],
    },
    {
      fact: 'fires where the file changed too, to something else',
      of: {
        desired: { settings: { site_name: 'B' } },
        live: { global: { settings: { site_name: 'C' } } },
        baseline: aBaseline({ global: { settings: { site_name: 'A' } } }),
      },
      says: [
        'refuse settings.site_name: settings.site_name was changed in the live application since the baseline, and to another value in the file; keep it (capstan absorb --only settings.site_name), accept it for a while (accept), or overwrite it (--overwrite-drift)',
      ],
    },
    {
      fact: 'warns where anyone who asked for the plan said that it may go',
      of: {
        desired: { settings: { site_name: 'A' } },
        live: { global: { settings: { site_name: 'C' } } },
        baseline: aBaseline({ global: { settings: { site_name: 'A' } } }),
        liveEdits: 'overwritten',
      },
      says: [
        'warning settings.site_name: settings.site_name was changed in the live application since the baseline; --overwrite-drift overwrites it',
      ],
    },
    { fact: 'says nothing where nothing is to be applied', of: { ...drifted, liveEdits: 'shown' }, says: [] },
    { fact: 'says nothing without a baseline', of: withoutBaseline, says: [] },
    {
      fact: 'says nothing of what is pending, of what agrees again, of what was not managed, and of secrets that cannot be compared',
      of: {
        desired: {
          settings: new Map([
            ['site_name', plain('B')],
            ['email_method', plain('new')],
            ['rpx_realm', plain('x')],
            ['rpx_key', secretReference('k')],
          ]),
        },
        live: {
          global: { settings: { site_name: 'A', email_method: 'new', rpx_realm: 'y', rpx_key: new Secret('l') } },
        },
        baseline: aBaseline({
          global: {
            settings: new Map([
              ['site_name', aBaselineValue('A')],
              ['email_method', aBaselineValue('old')],
              ['rpx_key', { kind: 'not-comparable' } as const],
            ]),
          },
        }),
      },
      says: [],
    },
  ],
  'first-adoption': [
    {
      fact: 'takes a commit without the file for no baseline',
      of: { ...tombstones, baseline: aBaseline({ global: null, missing: 'git:capstan/production:capstan.yaml' }) },
      says: [],
    },
    { fact: 'fires without a baseline when keys that the file does not mention would go', of: removing, says: [fresh] },
    {
      fact: 'leaves tombstones alone without a baseline: they name what they remove',
      of: tombstones,
      says: [],
    },
    {
      fact: 'fires for each scope whose keys the baseline does not manage, tombstones included',
      of: { ...tombstones, baseline: aBaseline({ global: null, clients: { web: { features: ['owner'] } } }) },
      says: [
        'refuse global: the baseline git:capstan/production does not say that capstan has managed global before, and the plan would remove 1 live key (custom.old); apply once without removals or check the list and allow it',
        'refuse clients.web: the baseline git:capstan/production does not say that capstan has managed clients.web before, and the plan would remove 1 live key (settings.site_name); apply once without removals or check the list and allow it',
      ],
    },
    {
      fact: 'counts what goes and not what is set beside it',
      of: {
        desired: { absentCustom: ['old'], settings: { site_name: 'x' } },
        live: { global: { custom: { old: '1' } } },
        baseline: aBaseline({ global: null, clients: { web: { features: ['owner'] } } }),
      },
      says: [
        'refuse global: the baseline git:capstan/production does not say that capstan has managed global before, and the plan would remove 1 live key (custom.old); apply once without removals or check the list and allow it',
      ],
    },
    {
      fact: 'says nothing of a scope that the baseline manages',
      of: { ...removing, baseline: aBaseline({ global: { settings: { site_name: 'x' } } }) },
      says: [],
    },
    {
      fact: 'says nothing when nothing would go',
      of: { desired: { unmentioned: 'remove', custom: { a: '2' } }, live: { global: { custom: { a: '1' } } } },
      says: [],
    },
    {
      fact: 'says nothing in an undo, which knows its run',
      of: removing,
      but: (input) => ({ ...input, undo: { run: 'r', expected: new Map(), secrets: [], files: [] } }),
      says: [],
    },
    {
      fact: 'names five keys and counts the rest',
      of: { desired: { unmentioned: 'remove', custom: {} }, live: { global: { custom: many } } },
      says: [
        fresh.replace(
          '2 live keys (custom.a, custom.b)',
          '7 live keys (custom.k0, custom.k1, custom.k2, custom.k3, custom.k4 and 2 more)',
        ),
      ],
    },
  ],
};
