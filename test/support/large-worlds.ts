import {
  aBaseline,
  aClientScope,
  aDesiredClient,
  aLiveClient,
  anAccept,
  anAllow,
  anOption,
  aProtection,
  type DecideWish,
  knownOptions,
  secretReference,
} from './builders.ts';
import { keys, numbered } from './growth.ts';

const options = (count: number) => [...knownOptions, ...numbered(count, (index) => anOption(`key_${index}`))];

function clients(count: number) {
  return {
    desired: (wish: (index: number) => Parameters<typeof aDesiredClient>[0]) =>
      numbered(count, (index) => aDesiredClient({ alias: `c${index}`, ...wish(index) })),
    live: numbered(count, (index) => aLiveClient({ id: aClientScope(`c${index}`).clientId, name: `Client ${index}` })),
    scopes: <T>(wish: T): Readonly<Record<string, T>> =>
      Object.fromEntries(numbered(count, (index) => [aClientScope(`c${index}`).clientId, wish])),
  };
}

/** Plans that are large in one way each. */
export const worlds: Readonly<Record<string, (count: number) => DecideWish>> = {
  'many new keys': (count) => ({ desired: { custom: keys(count, () => 'new') } }),
  'many unknown settings': (count) => ({ desired: { settings: keys(count, () => 'new') } }),
  'many changed keys': (count) => ({
    desired: { custom: keys(count, () => 'new') },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many changed settings': (count) => ({
    desired: { settings: keys(count, () => 'new') },
    live: { global: { settings: keys(count, () => 'old') }, options: options(count) },
  }),
  'many keys that go by their tombstones': (count) => ({
    desired: { absentCustom: numbered(count, (index) => `key_${index}`), writes: 'per-key' },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many keys that no one mentions': (count) => ({
    desired: { custom: {}, unmentioned: 'remove', writes: 'replace' },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many secrets': (count) => ({
    desired: { custom: new Map(numbered(count, (index) => [`key_${index}`, secretReference(`new ${index}`)])) },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many clients': (count) => ({
    desired: { settings: keys(20, () => 'new'), clients: clients(count).desired(() => ({ custom: { a: 'new' } })) },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old' } }) },
  }),
  'many clients that are found by their names': (count) => ({
    desired: { clients: clients(count).desired((index) => ({ name: `Client ${index}`, custom: { a: 'new' } })) },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old' } }) },
  }),
  'many feature lists': (count) => ({
    desired: { clients: clients(count).desired(() => ({ features: ['direct_read_access'] })), writes: 'replace' },
    live: { clients: clients(count).live },
  }),
  'a client that overrides many changed keys': (count) => ({
    desired: {
      custom: keys(count, () => 'new'),
      clients: [aDesiredClient({ alias: 'c0', custom: keys(count, () => 'own') })],
    },
    live: { global: { custom: keys(count, () => 'old') }, clients: clients(1).live },
  }),
  'many published settings': (count) => ({
    desired: {
      settings: { ...keys(count, () => 'new'), jump_publish_settings: numbered(count, (i) => `key_${i}`).join(' ') },
    },
    live: {
      global: { settings: { jump_publish_settings: numbered(count, (index) => `key_${index}`).join(' ') } },
      options: options(count),
    },
  }),
  'many patterns that name keys': (count) => {
    const targets = numbered(count, (index) => `custom.key_${index}`);
    return {
      desired: {
        custom: keys(count, () => 'new'),
        ignore: targets.slice(0, count / 2),
        sensitive: targets,
        accept: targets.map((target) => anAccept(target, 'older')),
        allow: targets.map((target) => anAllow('too-many-updates', target)),
        protect: targets.map((target) => aProtection(target)),
      },
      only: [...targets, 'custom.other'],
      live: { global: { custom: keys(count, () => 'old') } },
      baseline: aBaseline({ global: { custom: keys(count, () => 'old') }, ignore: targets.slice(0, count / 3) }),
    };
  },
  'many patterns of clients that mark secrets and say what is public': (count) => ({
    desired: {
      clients: clients(count).desired(() => ({ custom: { a: 'new', page_token: 'one' } })),
      sensitive: numbered(count, (index) => `clients.c${index}.custom.a`),
      public: numbered(count, (index) => `clients.c${index}.custom.page_token`),
    },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old', page_token: 'one' } }) },
    baseline: aBaseline({ sensitive: numbered(count, (index) => `clients.gone_${index}.custom.a`) }),
  }),
  'many secrets among many values': (count) => ({
    desired: { custom: keys(count, () => 'new') },
    live: {
      global: {
        custom: {
          ...keys(count, (index) => `text with S3cret-number-${index} in it`),
          ...Object.fromEntries(numbered(count, (index) => [`key_${index}_secret`, `S3cret-number-${index}`])),
        },
      },
    },
  }),
  'a baseline of many clients': (count) => ({
    desired: { clients: clients(count).desired(() => ({ custom: { a: 'new' }, features: ['direct_read_access'] })) },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old' } }) },
    baseline: aBaseline({
      clients: Object.fromEntries(
        numbered(count, (index) => [`c${index}`, { id: aClientScope(`c${index}`).clientId, custom: { a: 'older' } }]),
      ),
    }),
  }),
  'many changes that the baseline has otherwise': (count) => ({
    desired: { custom: keys(count, () => 'same') },
    live: { global: { custom: keys(count, () => 'same') } },
    baseline: aBaseline({ global: { custom: keys(count, () => 'other') } }),
  }),
  'many clients that are not there': (count) => ({
    desired: { clients: clients(count).desired(() => ({ custom: { a: 'new' } })) },
    baseline: aBaseline({
      clients: Object.fromEntries(numbered(count, (index) => [`c${index}`, { id: `other-${index}` }])),
    }),
  }),
};
