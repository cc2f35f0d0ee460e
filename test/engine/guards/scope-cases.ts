import { isKeyChange } from '../../../src/model/change.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aBaselineValue,
  aDesiredClient,
  aLiveClient,
  changedClient,
  type LiveScopeWish,
  plain,
  readOnlyOf,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web', features: ['direct_access'] });
const noCapture = { captureUrl: null };

/** `count` custom keys, k0 and so on. */
function keys(count: number, value = 'old'): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, value]));
}

function names(count: number): readonly string[] {
  return Object.keys(keys(count));
}

const masked: LiveScopeWish = {
  settings: { rpx_key: new Secret('****'), site_name: 'old' },
  custom: { b_token: new Secret(''), a_token: new Secret('••') },
};
const inexact: LiveScopeWish = {
  settings: { big: '123456789012345678901', site_name: 'old' },
  custom: { z: 1, a: 2 },
  inexactSettings: ['big'],
  inexactCustom: ['z', 'a'],
};

/** Guards over whole scopes and replies. */
export const scopeCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'only-matches-nothing': [
    {
      fact: 'fires when a target of --only is neither declared nor live',
      of: {
        desired: { settings: { login_attempts: 7 } },
        live: { global: {} },
        only: ['settings.login_atempts', 'clients.web', 'settings.login_*'],
      },
      says: [
        'refuse global: --only settings.login_atempts matches nothing in the file or the live application; did you mean "settings.login_attempts"?',
        'refuse global: --only clients.web matches nothing in the file or the live application',
      ],
    },
    {
      fact: 'takes what is live, what is to go, and clients with their features for something',
      of: {
        desired: {
          absentCustom: ['gone'],
          clients: [aDesiredClient({ settings: { site_name: 'x' } })],
        },
        live: { global: { settings: { email_method: 'x' } }, clients: [web] },
        only: [
          'global',
          'custom.gone',
          'settings.email_method',
          'clients.web',
          'clients.web.features',
          'clients.w*.settings.*',
        ],
      },
      says: [],
    },
    {
      fact: 'knows a client that is missing by what the file says of it',
      of: {
        desired: { clients: [aDesiredClient({ settings: { site_name: 'x' } })] },
        live: { clients: [] },
        only: ['clients.web.settings.site_name'],
      },
      says: [],
    },
    {
      fact: 'knows a client whose settings were not read by what the file says of it',
      of: {
        desired: { clients: [aDesiredClient({ settings: { site_name: 'x' } })] },
        live: { clients: [web], scopes: { 'id-of-web': { settings: { email_method: 'x' } } } },
        only: ['clients.web.settings.site_name', 'clients.web.settings.email_method'],
      },
      but: (input) => ({ ...input, live: readOnlyOf(input.live) }),
      says: [
        'refuse global: --only clients.web.settings.email_method matches nothing in the file or the live application',
      ],
    },
    {
      fact: 'says nothing of a plan that is not narrowed',
      of: { desired: { settings: { login_attempts: 7 } } },
      says: [],
    },
  ],
  'wrong-application': [
    {
      fact: 'fires once for each other application that a reply names',
      of: {
        live: {
          global: { application: 'zother' },
          clients: [aLiveClient({ id: 'a', application: 'zother' }), aLiveClient({ id: 'b', application: 'another' })],
        },
      },
      says: [
        'refuse global: the service responded for application another, but the file is for 73jzx34tnr5ruhsze494ssgz2b; check application.id and the URLs',
        'refuse global: the service responded for application zother, but the file is for 73jzx34tnr5ruhsze494ssgz2b; check application.id and the URLs',
      ],
    },
    {
      fact: 'looks at the settings of clients as well',
      of: { live: { global: null, clients: [web], scopes: { 'id-of-web': { application: 'another' } } } },
      says: [
        'refuse global: the service responded for application another, but the file is for 73jzx34tnr5ruhsze494ssgz2b; check application.id and the URLs',
      ],
    },
    {
      fact: 'is content when all replies name the application of the file',
      of: { live: { clients: [web] } },
      says: [],
    },
  ],
  'undeclared-removal': [
    {
      fact: 'fires when a full replace would drop keys that no change removes',
      of: {
        desired: { application: noCapture, absentSettings: ['site_name'], absentCustom: ['b', 'a'] },
        live: { global: { settings: { site_name: 'x', email_method: 'y' }, custom: { b: '1', a: '1', n: null } } },
      },
      but: (input) => ({ ...input, changes: [] }),
      says: [
        'refuse settings.site_name: settings.site_name is live and missing from the planned body, and the full replace would drop it; set application.captureUrl to write single keys',
        'refuse custom.a: custom.a is live and missing from the planned body, and the full replace would drop it; set application.captureUrl to write single keys',
        'refuse custom.b: custom.b is live and missing from the planned body, and the full replace would drop it; set application.captureUrl to write single keys',
      ],
    },
    {
      fact: 'tells the sections apart',
      of: {
        desired: { application: noCapture, absentSettings: ['x'], absentCustom: ['x'] },
        live: { global: { settings: { x: 'x' }, custom: { x: '1' } } },
      },
      but: (input) => ({
        ...input,
        changes: input.changes.filter((change) => isKeyChange(change) && change.section === 'custom'),
      }),
      says: [
        'refuse settings.x: settings.x is live and missing from the planned body, and the full replace would drop it; set application.captureUrl to write single keys',
      ],
    },
    {
      fact: 'fires when the reply for a client holds a name that the body would leave out',
      of: {
        desired: { application: noCapture, clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { unknownNames: ['_quota', '_plan'] })] },
      },
      says: [
        'refuse clients.web: the response for client web holds _plan, which capstan does not know, and the full replace would drop it; set application.captureUrl to write single keys',
        'refuse clients.web: the response for client web holds _quota, which capstan does not know, and the full replace would drop it; set application.captureUrl to write single keys',
      ],
    },
    {
      fact: 'lets a single-key call pass by such a client',
      of: {
        desired: { clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { unknownNames: ['_quota'] })] },
      },
      says: [],
    },
    {
      fact: 'lets a full replace drop what the plan removes, nulls, and what is only inherited',
      of: {
        desired: {
          application: noCapture,
          absentSettings: ['site_name'],
          clients: [aDesiredClient({ settings: { site_name: 'x' }, features: ['access_issuer'] })],
        },
        live: {
          global: { settings: { site_name: 'x', email_method: null } },
          clients: [web],
          scopes: { 'id-of-web': { custom: { n: null }, inherited: { settings: { email_method: 'x' } } } },
        },
      },
      says: [],
    },
    {
      fact: 'says nothing of scopes and clients that were not read',
      of: {
        desired: {
          application: noCapture,
          clients: [aDesiredClient({ settings: { site_name: 'x' }, features: ['access_issuer'] })],
        },
        live: { clients: [web] },
      },
      but: (input) => ({ ...input, live: { ...input.live, clients: new Map() } }),
      says: [],
    },
  ],
  'number-not-exact': [
    {
      fact: 'fires when a full replace would write a rounded number back',
      of: {
        desired: {
          application: noCapture,
          settings: { site_name: 'new' },
          clients: [aDesiredClient({ custom: { a: '1' } })],
        },
        live: { global: inexact, clients: [web], scopes: { 'id-of-web': inexact } },
      },
      says: [
        'refuse global: settings.big, custom.a, custom.z holds a number that would be rounded, and a full replace would have to write it back; set application.captureUrl to write single keys, or correct the value in the Console',
        'refuse clients.web: clients.web.settings.big, clients.web.custom.a, clients.web.custom.z holds a number that would be rounded, and a full replace would have to write it back; set application.captureUrl to write single keys, or correct the value in the Console',
      ],
    },
    {
      fact: 'lets single-key calls and feature calls pass by such a number',
      of: {
        desired: {
          settings: { site_name: 'new' },
          clients: [aDesiredClient({ features: ['access_issuer'] })],
          writes: 'replace',
        },
        live: { global: inexact, clients: [web], scopes: { 'id-of-web': inexact } },
      },
      says: [],
    },
    {
      fact: 'does not mind one in a scope that is not written, nor a scope that was not read',
      of: {
        desired: {
          application: noCapture,
          settings: { site_name: 'new' },
          clients: [aDesiredClient({ settings: { site_name: 'new' } })],
        },
        live: { global: {}, clients: [web], scopes: { 'id-of-web': inexact } },
      },
      but: (input) => ({ ...input, live: readOnlyOf(input.live) }),
      says: [],
    },
  ],
  'masked-value': [
    {
      fact: 'fires when a full replace would write a mask back as the secret',
      of: {
        desired: { application: noCapture, settings: { site_name: 'new' } },
        live: { global: masked },
      },
      says: [
        'refuse global: settings.rpx_key, custom.a_token, custom.b_token is a secret that the service masks or gives as empty, and a full replace would have to write it back; set application.captureUrl to write single keys, or correct the value in the Console',
      ],
    },
    {
      fact: 'lets single-key calls pass by a mask',
      of: { desired: { settings: { site_name: 'new' } }, live: { global: masked } },
      says: [],
    },
    {
      fact: 'does not mistake other values for masks',
      of: {
        desired: { application: noCapture, settings: { site_name: 'new' } },
        live: { global: { settings: { rpx_key: new Secret('*x*'), site_name: '****', email_method: '' } } },
      },
      says: [],
    },
  ],
  'empty-desired-state': [
    {
      fact: 'fires when unmentioned keys are all of a section',
      of: {
        desired: { custom: {}, unmentioned: 'remove' },
        live: { global: { custom: { a: '1' } } },
      },
      says: [
        'refuse global: unmentioned: remove would leave 0 of the 1 live keys in custom of global; declare the keys to keep, or leave the section out so that it is not managed',
      ],
    },
    {
      fact: 'fires when less than a fifth of five or more keys would stay, whatever is new',
      of: {
        desired: { clients: [aDesiredClient({ custom: { k0: 'old', new: '1' }, unmentioned: 'remove' })] },
        live: { clients: [web], scopes: { 'id-of-web': { custom: { ...keys(6), gone: null } } } },
      },
      says: [
        'refuse clients.web: unmentioned: remove would leave 1 of the 6 live keys in custom of clients.web; declare the keys to keep, or leave the section out so that it is not managed',
      ],
    },
    {
      fact: 'fires when none of five keys would stay, although one is new',
      of: {
        desired: { custom: { new: '1' }, unmentioned: 'remove' },
        live: { global: { custom: keys(5) } },
      },
      says: [
        'refuse global: unmentioned: remove would leave 0 of the 5 live keys in custom of global; declare the keys to keep, or leave the section out so that it is not managed',
      ],
    },
    {
      fact: 'lets a fifth of five keys stay',
      of: {
        desired: { custom: { k0: 'old' }, unmentioned: 'remove' },
        live: { global: { custom: keys(5) } },
      },
      says: [],
    },
    {
      fact: 'lets a small section change all its keys',
      of: {
        desired: { custom: { new: '1' }, unmentioned: 'remove' },
        live: { global: { custom: keys(4) } },
      },
      says: [],
    },
    {
      fact: 'lets tombstones empty a section, and a section that is not written alone',
      of: {
        desired: { absentCustom: ['a'], unmentioned: 'remove' },
        live: { global: { custom: { a: '1' }, settings: { site_name: 'x' } } },
      },
      says: [],
    },
    {
      fact: 'says nothing of a scope that was not read',
      of: {
        desired: { custom: {}, unmentioned: 'remove' },
        live: { global: { custom: { a: '1' } } },
      },
      but: (input) => ({ ...input, live: { ...input.live, global: null } }),
      says: [],
    },
  ],
  'too-many-removals': [
    {
      fact: 'does not count what the baseline says is absent: that is repair, also as a share',
      of: {
        desired: { absentCustom: names(12), limits: { removals: { max: 2, percent: 20 } } },
        live: { global: { custom: keys(12) } },
        baseline: aBaseline({
          global: {
            settings: { site_name: 'x' },
            custom: new Map(names(12).map((key, at) => [key, at < 3 ? aBaselineValue('old') : { kind: 'absent' }])),
          },
        }),
      },
      says: [
        'refuse global: in global the plan would remove 3 keys, more than guards.removals.max (2)',
        'refuse global: in global the plan would remove 3 of the 12 keys of custom, more than guards.removals.percent (20 %)',
      ],
    },
    {
      fact: 'fires above guards.removals.max',
      of: {
        desired: { absentCustom: names(3), limits: { removals: { max: 2, percent: 100 } } },
        live: { global: { custom: keys(3) } },
      },
      says: ['refuse global: in global the plan would remove 3 keys, more than guards.removals.max (2)'],
    },
    {
      fact: 'fires above the share of a section with ten keys or more, for each scope of its own',
      of: {
        desired: {
          absentCustom: names(3),
          clients: [aDesiredClient({ absentCustom: names(3) })],
        },
        live: {
          global: { custom: keys(10), settings: { site_name: 'x' } },
          clients: [web],
          scopes: { 'id-of-web': { custom: keys(14) } },
        },
      },
      says: [
        'refuse global: in global the plan would remove 3 of the 10 keys of custom, more than guards.removals.percent (20 %)',
        'refuse clients.web: in clients.web the plan would remove 3 of the 14 keys of custom, more than guards.removals.percent (20 %)',
      ],
    },
    {
      fact: 'says both when both limits are passed',
      of: {
        desired: { absentCustom: names(11) },
        live: { global: { custom: keys(12) } },
      },
      says: [
        'refuse global: in global the plan would remove 11 keys, more than guards.removals.max (10)',
        'refuse global: in global the plan would remove 11 of the 12 keys of custom, more than guards.removals.percent (20 %)',
      ],
    },
    {
      fact: 'lets the number and the share be reached',
      of: {
        desired: { absentCustom: names(2), limits: { removals: { max: 2, percent: 20 } } },
        live: { global: { custom: { ...keys(10), n: null } } },
      },
      says: [],
    },
    {
      fact: 'lets a small section lose what it likes, and does not count updates',
      of: {
        desired: {
          absentCustom: names(9),
          settings: { site_name: 'new' },
          limits: { removals: { max: 9, percent: 0 } },
        },
        live: { global: { custom: keys(9), settings: { site_name: 'old' } } },
      },
      says: [],
    },
    {
      fact: 'goes by the number alone in a scope that was not read',
      of: {
        desired: { absentCustom: names(9) },
        live: { global: { custom: keys(10) } },
      },
      but: (input) => ({ ...input, live: { ...input.live, global: null } }),
      says: [],
    },
  ],
  'too-many-updates': [
    {
      fact: 'does not count changes back to the baseline: that is repair',
      of: {
        desired: { custom: keys(6, 'new'), limits: { updates: { max: 5, percent: 50 } } },
        live: { global: { custom: keys(11) } },
        baseline: aBaseline({ global: { custom: { k0: 'new', ...keys(0) } } }),
      },
      says: [],
    },
    {
      fact: 'fires above guards.updates.max and above the share of a section',
      of: {
        desired: { custom: keys(6, 'new'), limits: { updates: { max: 5, percent: 50 } } },
        live: { global: { custom: keys(11) } },
      },
      says: [
        'refuse global: in global the plan would change 6 keys, more than guards.updates.max (5)',
        'refuse global: in global the plan would change 6 of the 11 keys of custom, more than guards.updates.percent (50 %)',
      ],
    },
    {
      fact: 'lets the number and the share be reached, and does not count creates and removals',
      of: {
        desired: {
          custom: new Map([...Object.keys(keys(5)), 'new1', 'new2'].map((key) => [key, plain('new')])),
          absentCustom: ['k9'],
          limits: { updates: { max: 5, percent: 50 } },
        },
        live: { global: { custom: keys(10) } },
      },
      says: [],
    },
  ],
  'cached-reads': [
    {
      fact: 'warns of each full replace on an application with caching on',
      of: {
        desired: {
          application: noCapture,
          settings: { site_name: 'x' },
          clients: [aDesiredClient({ settings: { site_name: 'y' }, features: ['access_issuer'] })],
        },
        live: { global: { settings: { cache_settings: 60 } }, clients: [web] },
      },
      says: [
        'warning global: request c1 replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone',
        'warning clients.web: request c2 replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone',
        'warning clients.web: request c3 replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone',
      ],
    },
    {
      fact: 'takes no value for caching, and no word of it from a client for no caching',
      of: {
        desired: { application: noCapture, settings: { site_name: 'x' } },
        live: { clients: [web], scopes: { 'id-of-web': { inherited: { settings: { cache_settings: 0 } } } } },
      },
      says: [
        'warning global: request c1 replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone',
      ],
    },
    {
      fact: 'goes by what clients inherit where the global scope was not read',
      of: {
        desired: { application: noCapture, clients: [aDesiredClient({ settings: { site_name: 'y' } })] },
        live: {
          global: null,
          clients: [web],
          scopes: { 'id-of-web': { inherited: { settings: { cache_settings: 1 } } } },
        },
      },
      says: [
        'warning clients.web: request c1 replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone',
      ],
    },
    {
      fact: 'says nothing with caching off, as a number, as a text or as inherited',
      of: {
        desired: { application: noCapture, clients: [aDesiredClient({ settings: { site_name: 'y' } })] },
        live: {
          global: null,
          clients: [web],
          scopes: { 'id-of-web': { inherited: { settings: { cache_settings: '0' } } } },
        },
      },
      says: [],
    },
    {
      fact: 'says nothing with the number 0 at the global scope',
      of: {
        desired: { application: noCapture, settings: { site_name: 'x' } },
        live: { global: { settings: { cache_settings: 0 } } },
      },
      says: [],
    },
    {
      fact: 'says nothing of single-key calls',
      of: {
        desired: {
          settings: { site_name: 'x' },
          absentSettings: ['email_method'],
          clients: [aDesiredClient({ features: ['access_issuer'] })],
        },
        live: { global: { settings: { cache_settings: 60, email_method: 'x' } }, clients: [web] },
      },
      says: [],
    },
  ],
};
