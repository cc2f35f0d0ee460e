import { aBaseline, aDesiredClient, aLiveClient, type DecideWish } from '../../support/builders.ts';
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
const many = Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`k${at}`, '1']));

const fresh =
  'refuse global: no baseline says that capstan has managed global before, and the plan would remove 2 live keys (custom.a, custom.b); apply once with `unmentioned: keep`, or give --baseline, or look at the list and allow it';

/** The guard on scopes that are taken over. */
export const adoptionCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'baseline-without-file': [
    {
      fact: 'fires where the commit of the baseline does not have the file',
      of: { baseline: aBaseline({ global: null, missing: 'git:capstan/production:env/capstan.yaml' }) },
      says: [
        'warning global: the baseline has no git:capstan/production:env/capstan.yaml: the file is new, or it was moved; every change counts as pending, and drift cannot be told; if the file was moved, name its old path: --baseline git:capstan/production:OLD/PATH',
      ],
    },
    {
      fact: 'says nothing of a baseline that was read, though it manages nothing, nor without one',
      of: { baseline: aBaseline({ global: null }) },
      says: [],
    },
    { fact: 'says nothing without a baseline', of: {}, says: [] },
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
        'refuse global: the baseline git:capstan/production does not say that capstan has managed global before, and the plan would remove 1 live key (custom.old); apply once without removals or look at the list and allow it',
        'refuse clients.web: the baseline git:capstan/production does not say that capstan has managed clients.web before, and the plan would remove 1 live key (settings.site_name); apply once without removals or look at the list and allow it',
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
      but: (input) => ({ ...input, undo: { run: 'r', expected: new Map() } }),
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
