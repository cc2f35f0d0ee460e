import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aDesiredClient,
  aLiveClient,
  anOption,
  callerId,
  changedClient,
  type DecideWish,
  secretReference,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', features: ['login_client'], ipWhitelist: ['10.0.0.0/8'] });
const app = aLiveClient({ id: 'id-of-app' });
/** The caller is declared as well, so that no client of the application is unknown. */
const caller = aDesiredClient({ alias: 'capstan', id: callerId });

const attempts = 'each further attempt before the lock-out makes guessing a password easier';
const lifetime = 'a link that was read or passed on by someone else works for longer';
const link = 'links in e-mails to users are made from it and carry a code that lets its reader in';
const redirects =
  'the login widget may redirect users, with what the sign-in gave them, to every place that the list lets through';
const agents = 'it limits which profiles an agent of the Console may see';
const forAll = '; it counts for the global scope and for other clients that inherit it';

/** A global key with the types of the real catalogue. */
function globally(desired: DecideWish['desired'], settings: Record<string, never> | object): DecideWish {
  return { catalogue, desired: desired ?? {}, live: { options: null, global: { settings: { ...settings } } } };
}

const numbers: readonly GuardCase[] = [
  {
    fact: 'fires for more attempts, and names the clients that inherit them',
    of: {
      catalogue,
      desired: {
        settings: { login_attempts: 10 },
        clients: [caller, aDesiredClient(), aDesiredClient({ alias: 'app' }), aDesiredClient({ alias: 'gone' })],
      },
      live: {
        global: { settings: { login_attempts: '5' } },
        clients: [web, app],
        scopes: { 'id-of-app': { settings: { login_attempts: 3 } } },
      },
    },
    says: [
      `refuse settings.login_attempts: settings.login_attempts would be 10 attempts instead of "5", which is weaker: ${attempts}; it counts for the global scope and for capstan, web`,
    ],
  },
  {
    fact: 'fires for the global scope alone when every client has a value of its own',
    of: {
      catalogue,
      desired: { settings: { login_attempts: 10 }, clients: [caller] },
      live: {
        global: { settings: { login_attempts: 5 } },
        scopes: { [callerId]: { settings: { login_attempts: 3 } } },
      },
    },
    says: [
      `refuse settings.login_attempts: settings.login_attempts would be 10 attempts instead of 5, which is weaker: ${attempts}; it counts for the global scope`,
    ],
  },
  {
    fact: 'fires for a new value that is weaker than the documented default',
    of: globally({ settings: { login_attempts: 7, login_attempts_threshold: 59 } }, {}),
    says: [
      `refuse settings.login_attempts: settings.login_attempts would be 7 attempts instead of 6 (the documented default), which is weaker: ${attempts}${forAll}`,
      `refuse settings.login_attempts_threshold: settings.login_attempts_threshold would be 59 seconds instead of 60 (the documented default), which is weaker: the attempt counter resets sooner${forAll}`,
    ],
  },
  {
    fact: 'fires for zero, which may mean that nothing is counted',
    of: globally(
      { settings: { login_attempts: 0, recover_code_lifetime: -1 } },
      { login_attempts: 3, recover_code_lifetime: 60 },
    ),
    says: [
      `refuse settings.login_attempts: settings.login_attempts would be 0 attempts instead of 3, which may be no limit at all: ${attempts}${forAll}`,
      `refuse settings.recover_code_lifetime: settings.recover_code_lifetime would be -1 seconds instead of 60, which may be no limit at all: ${lifetime}${forAll}`,
    ],
  },
  {
    fact: 'fires for a removal that falls back to a weaker default, or a weaker global value',
    of: {
      catalogue,
      desired: {
        absentSettings: ['login_attempts'],
        clients: [aDesiredClient({ absentSettings: ['login_attempts'] })],
      },
      live: {
        global: { settings: { login_attempts: 5 } },
        clients: [web],
        scopes: { 'id-of-web': { settings: { login_attempts: 4 } } },
      },
    },
    says: [
      `refuse settings.login_attempts: settings.login_attempts would be 6 attempts (the documented default) instead of 5, which is weaker: ${attempts}${forAll}`,
      `refuse clients.web.settings.login_attempts: clients.web.settings.login_attempts would be 6 attempts (the documented default) instead of 4, which is weaker: ${attempts}`,
    ],
  },
  {
    fact: 'fires for a client value that hides a stronger one, known from the global scope or from the reply',
    of: {
      catalogue,
      desired: {
        clients: [aDesiredClient({ settings: { login_attempts: 5 } })],
      },
      live: {
        global: null,
        clients: [web],
        scopes: { 'id-of-web': { inherited: { settings: { login_attempts: 3 } } } },
      },
    },
    says: [
      `refuse clients.web.settings.login_attempts: clients.web.settings.login_attempts would be 5 attempts instead of 3 (inherited), which is weaker: ${attempts}`,
    ],
  },
  {
    fact: 'goes by the end of the plan: a client that loses its value inherits the new global one',
    of: {
      catalogue,
      desired: {
        settings: { login_attempts: 3 },
        clients: [aDesiredClient({ absentSettings: ['login_attempts'] })],
      },
      live: {
        global: { settings: { login_attempts: 9 } },
        clients: [web],
        scopes: { 'id-of-web': { settings: { login_attempts: 4 } } },
      },
    },
    says: [],
  },
  {
    fact: 'warns when a lifetime goes and no one knows what counts without it',
    of: globally({ absentSettings: ['recover_code_lifetime'] }, { recover_code_lifetime: 3600 }),
    says: [
      `warning settings.recover_code_lifetime: settings.recover_code_lifetime is 3600 seconds and would be removed; the default without it is not documented and may be weaker: ${lifetime}${forAll}`,
    ],
  },
  {
    fact: 'says nothing of stronger and equal values, nor of a usual one where nothing is known before',
    of: {
      catalogue,
      desired: {
        settings: { login_attempts: 6, login_attempts_threshold: 60, recover_code_lifetime: 86_400 },
        custom: { verification_code_lifetime: '1' },
        clients: [aDesiredClient({ settings: { login_attempts: 2 } })],
      },
      live: { options: null, global: { settings: { login_attempts: 7 } }, clients: [web] },
    },
    says: [],
  },
  {
    fact: 'fires where the value becomes a secret, which might be anything',
    of: {
      catalogue,
      desired: {
        settings: new Map([['login_attempts', secretReference(99)]]),
        clients: [aDesiredClient({ alias: 'app', absentSettings: ['login_attempts'] })],
      },
      live: {
        global: { settings: { login_attempts: new Secret(1) } },
        clients: [app],
        scopes: { 'id-of-app': { settings: { login_attempts: 1 } } },
      },
    },
    says: ['settings.login_attempts', 'clients.app.settings.login_attempts'].map(
      (name) =>
        `refuse ${name}: ${name} would be a secret, so capstan cannot tell whether it is weaker (write the value itself, or use \${env:NAME}): ${attempts}${name.startsWith('c') ? '' : forAll}`,
    ),
  },
  {
    fact: 'goes by what is usual where there is no number to compare with',
    of: {
      catalogue,
      desired: {
        settings: { recover_code_lifetime: 315_360_000, verification_code_lifetime: 604_800 },
        clients: [
          aDesiredClient({
            settings: { login_attempts: 21, recover_code_lifetime: 86_401, login_attempts_threshold: 59 },
          }),
          aDesiredClient({ alias: 'app', settings: { login_attempts: 20, verification_code_lifetime: 604_801 } }),
        ],
      },
      live: {
        global: { settings: { verification_code_lifetime: 'never' } },
        clients: [web, app],
        scopes: {
          'id-of-web': {
            settings: { login_attempts: new Secret(1), recover_code_lifetime: [5], login_attempts_threshold: '1 h' },
          },
          'id-of-app': { settings: { login_attempts: new Secret(1) } },
        },
      },
    },
    says: [
      `refuse settings.recover_code_lifetime: settings.recover_code_lifetime would be 315360000 seconds; there is no value to compare it with, and 86400 seconds are the most that is usual: ${lifetime}; it counts for the global scope and for app and other clients that inherit it`,
      `refuse clients.app.settings.verification_code_lifetime: clients.app.settings.verification_code_lifetime would be 604801 seconds; there is no value to compare it with, and 604800 seconds are the most that is usual: ${lifetime}`,
      `refuse clients.web.settings.login_attempts: clients.web.settings.login_attempts would be 21 attempts; there is no value to compare it with, and 20 attempts are the most that is usual: ${attempts}`,
      `refuse clients.web.settings.login_attempts_threshold: clients.web.settings.login_attempts_threshold would be 59 seconds; there is no value to compare it with, and 60 seconds are the least that is usual: the attempt counter resets sooner`,
      `refuse clients.web.settings.recover_code_lifetime: clients.web.settings.recover_code_lifetime would be 86401 seconds; there is no value to compare it with, and 86400 seconds are the most that is usual: ${lifetime}`,
    ],
  },
  {
    fact: 'takes a number with a blank for what it most likely means',
    of: globally({ settings: { recover_code_lifetime: 6 } }, { recover_code_lifetime: '5 ' }),
    says: [
      `refuse settings.recover_code_lifetime: settings.recover_code_lifetime would be 6 seconds instead of "5 ", which is weaker: ${lifetime}${forAll}`,
    ],
  },
  {
    fact: 'goes by what is usual where neither the global scope nor what a client inherits was read',
    of: {
      catalogue,
      desired: {
        clients: [
          aDesiredClient({ settings: { login_attempts: 99 } }),
          aDesiredClient({ alias: 'app', settings: { login_attempts: 20 } }),
        ],
      },
      live: { global: null, clients: [web, app] },
    },
    says: [
      `refuse clients.web.settings.login_attempts: clients.web.settings.login_attempts would be 99 attempts; there is no value to compare it with, and 20 attempts are the most that is usual: ${attempts}`,
    ],
  },
];

const switches: readonly GuardCase[] = [
  {
    fact: 'fires for a switch that is turned to its weak side, also where no one knows how it stood',
    of: {
      catalogue,
      desired: { settings: { invitation_search_allow_empty: true } },
    },
    says: [
      'refuse settings.invitation_search_allow_empty: settings.invitation_search_allow_empty would be true instead of no value, which is weaker: an agent may list all invitations without a search term; it counts for the global scope and for other clients that inherit it',
    ],
  },
  {
    fact: 'counts what is set globally for a client that has a value of its own which the service ignores',
    of: {
      catalogue,
      desired: { settings: { invitation_search_allow_empty: true }, clients: [caller, aDesiredClient()] },
      live: {
        global: { settings: { invitation_search_allow_empty: false } },
        clients: [web],
        scopes: { 'id-of-web': { settings: { invitation_search_allow_empty: false } } },
      },
    },
    says: [
      'refuse settings.invitation_search_allow_empty: settings.invitation_search_allow_empty would be true instead of false, which is weaker: an agent may list all invitations without a search term; it counts for the global scope and for capstan, web',
    ],
  },
  {
    fact: 'reads switches that are texts, and names a value that no one may see',
    of: {
      catalogue,
      desired: { settings: { invitation_search_allow_empty: 'true' } },
      live: {
        options: [anOption('invitation_search_allow_empty')],
        global: { settings: { invitation_search_allow_empty: new Secret('false') } },
      },
    },
    says: [
      'refuse settings.invitation_search_allow_empty: settings.invitation_search_allow_empty would be "true" instead of a value that is not known, which is weaker: an agent may list all invitations without a search term; it counts for the global scope and for other clients that inherit it',
    ],
  },
  {
    fact: 'warns when the strong side goes and no one knows what counts without it',
    of: {
      catalogue,
      desired: { absentSettings: ['invitation_search_allow_empty'] },
      live: { global: { settings: { invitation_search_allow_empty: 'false' } } },
    },
    says: [
      'warning settings.invitation_search_allow_empty: settings.invitation_search_allow_empty is "false" and would be removed; the default without it is not documented and may be weaker: an agent may list all invitations without a search term; it counts for the global scope and for other clients that inherit it',
    ],
  },
  {
    fact: 'says nothing of the strong side, of a switch that was weak, of one that is no switch, and at a client, where it is ignored',
    of: {
      catalogue,
      desired: {
        settings: { invitation_search_allow_empty: false },
        clients: [aDesiredClient({ settings: { invitation_search_allow_empty: true } })],
      },
      live: { global: { settings: { invitation_search_allow_empty: true } }, clients: [web] },
    },
    says: [],
  },
  {
    fact: 'says nothing when a weak switch is written in another way, or goes',
    of: {
      catalogue,
      desired: { settings: { invitation_search_allow_empty: 'true' }, writes: 'replace' },
      live: {
        options: [anOption('invitation_search_allow_empty', { type: 'json' })],
        global: { settings: { invitation_search_allow_empty: true } },
      },
    },
    but: (input) => ({
      ...input,
      changes: [
        {
          action: 'remove',
          scope: { kind: 'global' },
          section: 'settings',
          key: 'invitation_search_allow_empty',
          type: 'boolean',
          source: null,
          because: 'tombstone',
          before: true,
        },
      ],
    }),
    says: [],
  },
];

const urls: readonly GuardCase[] = [
  {
    fact: 'fires for a URL without https, on this machine, with a wildcard, or with a password',
    of: globally(
      {
        settings: {
          password_recover_url: 'http://127.0.0.1:3000/reset',
          verify_email_url: 'https://user:word@*.example.com/verify',
          rpx_server: 'localhost:8080',
        },
      },
      { password_recover_url: 'https://www.example.com/reset' },
    ),
    says: [
      `refuse settings.password_recover_url: settings.password_recover_url would be a weaker URL (no https, localhost or a loopback address): ${link}${forAll}`,
      `refuse settings.rpx_server: settings.rpx_server would be a weaker URL (localhost or a loopback address): what users enter to sign in, or what the sign-in says of them, is sent there${forAll}`,
      `refuse settings.verify_email_url: settings.verify_email_url would be a weaker URL (a wildcard host, a user name or password): ${link}${forAll}`,
    ],
  },
  {
    fact: 'names only what is new',
    of: globally(
      { settings: { password_recover_url: 'http://*.example.com' } },
      { password_recover_url: 'http://example.com' },
    ),
    says: [
      `refuse settings.password_recover_url: settings.password_recover_url would be a weaker URL (a wildcard host): ${link}${forAll}`,
    ],
  },
  {
    fact: 'fires for what no parser reads as a URL with a host, and for any other such text in its place',
    of: globally(
      { settings: { password_recover_url: 'https://[', rpx_server: '/verify', backplane_server: 'https://[x' } },
      { rpx_server: '/verify2' },
    ),
    says: [
      `refuse settings.backplane_server: settings.backplane_server would be a weaker URL (not a URL that names a host): what users enter to sign in, or what the sign-in says of them, is sent there${forAll}`,
      `refuse settings.password_recover_url: settings.password_recover_url would be a weaker URL (not a URL that names a host): ${link}${forAll}`,
      `refuse settings.rpx_server: settings.rpx_server would be a weaker URL (not a URL that names a host): what users enter to sign in, or what the sign-in says of them, is sent there${forAll}`,
    ],
  },
  {
    fact: 'fires for a removal that uncovers a weak URL of the global scope',
    of: {
      catalogue,
      desired: { clients: [aDesiredClient({ absentSettings: ['password_recover_url'] })] },
      live: {
        global: { settings: { password_recover_url: 'http://example.com' } },
        clients: [web],
        scopes: { 'id-of-web': { settings: { password_recover_url: 'https://example.com' } } },
      },
    },
    says: [
      `refuse clients.web.settings.password_recover_url: clients.web.settings.password_recover_url would be a weaker URL (no https): ${link}`,
    ],
  },
  {
    fact: 'lets a URL move to another host, lose a weakness, go, and be blank',
    of: globally(
      {
        settings: {
          password_recover_url: 'https://other.example.org/reset',
          verify_email_url: 'https://example.com',
          rpx_server: ' ',
          backplane_server: 'backplane.example.com',
        },
        absentSettings: ['capture_server_url'],
      },
      { password_recover_url: 'https://example.com', verify_email_url: 'http://localhost', capture_server_url: 'x' },
    ),
    says: [],
  },
];

const lists: readonly GuardCase[] = [
  {
    fact: 'fires for an allow list that lets more through, whatever its form',
    of: {
      catalogue,
      desired: {
        settings: { redirect_uri_allow_list: ['www.example.com', 'other.example.org', '*'] },
        clients: [
          aDesiredClient({ settings: { redirect_uri_allow_list: '["a.example.com","b.example.com"]' } }),
          aDesiredClient({ alias: 'app', settings: { redirect_uri_allow_list: 'a.example.com, b.example.com' } }),
        ],
      },
      live: {
        options: null,
        global: { settings: { redirect_uri_allow_list: ['www.example.com', 'old.example.com'] } },
        clients: [web, app],
        scopes: {
          'id-of-web': { settings: { redirect_uri_allow_list: 'a.example.com' } },
          'id-of-app': { settings: { redirect_uri_allow_list: 'a.example.com;c.example.com' } },
        },
      },
    },
    says: [
      `refuse settings.redirect_uri_allow_list: settings.redirect_uri_allow_list would allow more (other.example.org, *, that is everything): ${redirects}${forAll}`,
      `refuse clients.app.settings.redirect_uri_allow_list: clients.app.settings.redirect_uri_allow_list would allow more (b.example.com): ${redirects}`,
      `refuse clients.web.settings.redirect_uri_allow_list: clients.web.settings.redirect_uri_allow_list would allow more (b.example.com): ${redirects}`,
    ],
  },
  {
    fact: 'fires for an allow list that is emptied or removed',
    of: {
      catalogue,
      desired: {
        absentSettings: ['redirect_uri_allow_list'],
        clients: [aDesiredClient({ settings: { redirect_uri_allow_list: '' } })],
      },
      live: {
        options: null,
        global: { settings: { redirect_uri_allow_list: ['www.example.com'] } },
        clients: [web],
      },
    },
    says: [
      `refuse settings.redirect_uri_allow_list: settings.redirect_uri_allow_list would be empty or removed, which disables the check: ${redirects}${forAll}`,
      `refuse clients.web.settings.redirect_uri_allow_list: clients.web.settings.redirect_uri_allow_list would be empty or removed, which disables the check: ${redirects}`,
    ],
  },
  {
    fact: 'fires for what is weak by itself where no one knows the list before',
    of: {
      catalogue,
      desired: {
        clients: [aDesiredClient({ settings: { redirect_uri_allow_list: 'example.com http://a.example.com *' } })],
      },
      live: { global: null, clients: [web] },
    },
    says: [
      `refuse clients.web.settings.redirect_uri_allow_list: clients.web.settings.redirect_uri_allow_list would allow more (http://a.example.com, *, that is everything): ${redirects}`,
    ],
  },
  {
    fact: 'lets a list begin, shrink, be covered by a wildcard, and move to https',
    of: {
      catalogue,
      desired: {
        settings: { redirect_uri_allow_list: ['www.example.com', '*.example.com'] },
        clients: [
          aDesiredClient({ settings: { redirect_uri_allow_list: ['WWW.example.com', 'https://a.example.com'] } }),
          aDesiredClient({ alias: 'app', settings: { redirect_uri_allow_list: ['*.shop.example.com'] } }),
        ],
      },
      live: {
        options: null,
        clients: [web, app],
        scopes: {
          'id-of-web': { settings: { redirect_uri_allow_list: ['*.example.com', 'http://a.example.com', 'x'] } },
          'id-of-app': { settings: { redirect_uri_allow_list: '*' } },
        },
      },
    },
    says: [],
  },
  {
    fact: 'fires for a list in a form that cannot be judged, before or after',
    of: {
      catalogue,
      desired: {
        settings: { redirect_uri_allow_list: { any: ['*'] } },
        clients: [
          aDesiredClient({ settings: { redirect_uri_allow_list: ['example.com'] } }),
          aDesiredClient({ alias: 'app', settings: { redirect_uri_allow_list: [] } }),
        ],
      },
      live: {
        options: [anOption('redirect_uri_allow_list', { type: 'json' })],
        global: { settings: { redirect_uri_allow_list: 'example.com' } },
        clients: [web, app],
        scopes: {
          'id-of-web': { settings: { redirect_uri_allow_list: 5 } },
          'id-of-app': { settings: { redirect_uri_allow_list: true } },
        },
      },
    },
    says: [
      `refuse settings.redirect_uri_allow_list: settings.redirect_uri_allow_list would have a form that capstan cannot judge (write a list of texts): ${redirects}${forAll}`,
      ...['app', 'web'].map((alias) => {
        const name = `clients.${alias}.settings.redirect_uri_allow_list`;
        return `refuse ${name}: ${name} has a live value in a form that capstan cannot judge, so the new value may be weaker: ${redirects}`;
      }),
    ],
  },
  {
    fact: 'fires for a new list that lets all through, or names what no list should',
    of: globally(
      { settings: { redirect_uri_allow_list: ['https://www.example.com', 'http://a.example.com', '*.com', '*'] } },
      {},
    ),
    says: [
      `refuse settings.redirect_uri_allow_list: settings.redirect_uri_allow_list would allow more (http://a.example.com, *.com, *, that is everything): ${redirects}${forAll}`,
    ],
  },
  {
    fact: 'fires when a limit of the agents is emptied or goes',
    of: globally(
      { absentSettings: ['user_distinguisher_field'], settings: { user_distinguisher_field_values: [] } },
      { user_distinguisher_field: 'brand', user_distinguisher_field_values: ['a'] },
    ),
    says: [
      `refuse settings.user_distinguisher_field: settings.user_distinguisher_field would be empty or removed, which disables the check: ${agents}; it counts for the global scope and for other clients that inherit it`,
      `refuse settings.user_distinguisher_field_values: settings.user_distinguisher_field_values would be empty or removed, which disables the check: ${agents}; it counts for the global scope and for other clients that inherit it`,
    ],
  },
  {
    fact: 'fires when a limit of the agents becomes a secret, which might be a blank',
    of: globally(
      {
        settings: new Map([['shop_distinguisher_field_values', secretReference('x')]]),
      },
      { shop_distinguisher_field_values: ['a'] },
    ),
    says: [
      `refuse settings.shop_distinguisher_field_values: settings.shop_distinguisher_field_values would be a secret, so capstan cannot tell whether it is weaker (write the value itself, or use \${env:NAME}): ${agents}${forAll}`,
    ],
  },
  {
    fact: 'fires when a limit of the agents holds for fewer, or has a form that cannot be judged',
    of: {
      ...globally(
        {
          settings: { user_distinguisher_field_values: true },
          clients: [aDesiredClient({ settings: { user_distinguisher_field_values: ['a', 'b'] } })],
        },
        {},
      ),
      live: {
        options: null,
        clients: [web],
        global: { settings: { user_distinguisher_field_values: ['a'] } },
        scopes: { 'id-of-web': { settings: { user_distinguisher_field_values: ['a'] } } },
      },
    },
    says: [
      `refuse settings.user_distinguisher_field_values: settings.user_distinguisher_field_values would have a form that capstan cannot judge (write a list of texts): ${agents}${forAll}`,
      `refuse clients.web.settings.user_distinguisher_field_values: clients.web.settings.user_distinguisher_field_values would allow more (b): ${agents}`,
    ],
  },
  {
    fact: 'lets a limit of the agents stand where there was none or another',
    of: globally(
      { settings: { user_distinguisher_field: 'shop', shop_distinguisher_field_values: ['a'] } },
      { user_distinguisher_field: 'brand', shop_distinguisher_field_values: '' },
    ),
    says: [],
  },
];

const forWeb = '; it counts for the global scope and for web and other clients that inherit it';
const oddForm = 'would have a form that capstan cannot judge';
const verified = 'people may sign in with an address that is not proven to be theirs';

const hostedLogin: readonly GuardCase[] = [
  {
    fact: 'warns where a strong value leaves one section and stands only in the other, whether it stood there before or not',
    of: {
      catalogue,
      desired: {
        absentSettings: ['authorization.rules.email_is_verified', 'authorization.rules.min_age'],
        absentCustom: ['authorization.rules.ttl'],
        custom: { 'authorization.rules.min_age': '16' },
      },
      live: {
        options: null,
        global: {
          settings: {
            'authorization.rules.email_is_verified': true,
            'authorization.rules.min_age': 16,
            'authorization.rules.ttl': 3600,
          },
          custom: { 'authorization.rules.email_is_verified': 'true', 'authorization.rules.ttl': '3600' },
        },
      },
    },
    says: [
      `warning settings.authorization.rules.email_is_verified: settings.authorization.rules.email_is_verified would be false (the documented default) instead of true, which is weaker, if the service reads settings alone (the documentation does not say which section applies): ${verified}${forAll}`,
      `warning settings.authorization.rules.min_age: settings.authorization.rules.min_age would be empty or removed, which disables the check, if the service reads settings alone (the documentation does not say which section applies): younger users are allowed${forAll}`,
      `warning custom.authorization.rules.ttl: custom.authorization.rules.ttl would be empty or removed, which disables the check, if the service reads custom alone (the documentation does not say which section applies): a device that was left or stolen stays signed in for longer${forAll}`,
    ],
  },
  {
    fact: 'warns where a client gets a weaker value in a section of its own than the one it inherits there',
    of: {
      catalogue,
      desired: { clients: [aDesiredClient({ custom: { 'authorization.rules.min_age': '13' } })] },
      live: {
        options: null,
        clients: [web],
        global: { custom: { 'authorization.rules.min_age': '16' } },
        scopes: { 'id-of-web': { settings: { 'authorization.rules.min_age': 10 } } },
      },
    },
    says: [
      'warning clients.web.custom.authorization.rules.min_age: clients.web.custom.authorization.rules.min_age would be "13" years instead of "16" (inherited), which is weaker, if the service reads custom alone (the documentation does not say which section applies): younger users are allowed',
    ],
  },
  {
    fact: 'lets a weak value leave one section, and a strong one come into the other',
    of: {
      catalogue,
      desired: {
        absentSettings: ['authorization.rules.email_is_verified'],
        custom: { 'authorization.rules.min_age': '18' },
      },
      live: {
        options: null,
        global: {
          settings: { 'authorization.rules.email_is_verified': false, 'authorization.rules.min_age': 18 },
          custom: { 'authorization.rules.email_is_verified': 'true' },
        },
      },
    },
    says: [],
  },
  {
    fact: 'fires for a rule that is switched off, under settings and as a text under custom',
    of: {
      catalogue,
      desired: {
        settings: { 'authorization.rules.email_is_verified': false },
        clients: [aDesiredClient({ custom: { 'authorization.rules.email_is_verified': 'false' } })],
      },
      live: {
        options: null,
        global: { settings: { 'authorization.rules.email_is_verified': true } },
        clients: [web],
        scopes: { 'id-of-web': { custom: { 'authorization.rules.email_is_verified': 'true' } } },
      },
    },
    says: [
      `refuse settings.authorization.rules.email_is_verified: settings.authorization.rules.email_is_verified would be false instead of true, which is weaker: ${verified}; it counts for the global scope and for other clients that inherit it`,
      `refuse clients.web.custom.authorization.rules.email_is_verified: clients.web.custom.authorization.rules.email_is_verified would be "false" instead of "true", which is weaker: ${verified}`,
    ],
  },
  {
    fact: 'fires for every rule that goes, and for one that a client no longer has of its own',
    of: {
      catalogue,
      desired: {
        absentCustom: [
          'authorization.rules.email_is_verified',
          'authorization.rules.min_age',
          'authorization.rules.ttl',
          'authorization.rules.consents',
          'authentication.providers',
        ],
        clients: [aDesiredClient({ absentCustom: ['authentication.second_factor.trust_device_ttl'] })],
      },
      live: {
        global: {
          custom: {
            'authorization.rules.email_is_verified': 'true',
            'authorization.rules.min_age': '16',
            'authorization.rules.ttl': '3600',
            'authorization.rules.consents': '["marketing"]',
            'authentication.providers': '["facebook"]',
          },
        },
        clients: [web],
        scopes: { 'id-of-web': { custom: { 'authentication.second_factor.trust_device_ttl': '0' } } },
      },
    },
    says: [
      `refuse custom.authentication.providers: custom.authentication.providers would be removed, which allows everything: one more outside party can vouch for users${forWeb}`,
      `refuse custom.authorization.rules.consents: custom.authorization.rules.consents would be empty or removed, which disables the check: people get in without a consent that was a condition so far${forWeb}`,
      `refuse custom.authorization.rules.email_is_verified: custom.authorization.rules.email_is_verified would be false (the documented default) instead of "true", which is weaker: ${verified}${forWeb}`,
      `refuse custom.authorization.rules.min_age: custom.authorization.rules.min_age would be empty or removed, which disables the check: younger users are allowed${forWeb}`,
      `refuse custom.authorization.rules.ttl: custom.authorization.rules.ttl would be empty or removed, which disables the check: a device that was left or stolen stays signed in for longer${forWeb}`,
      'refuse clients.web.custom.authentication.second_factor.trust_device_ttl: clients.web.custom.authentication.second_factor.trust_device_ttl would be 2592000 seconds (the documented default) instead of "0", which is weaker: the holder of a trusted device needs only the password for longer',
    ],
  },
  {
    fact: 'counts such a setting in whichever section it stands',
    of: {
      catalogue,
      desired: {
        settings: { 'authentication.second_factor': false, 'authorization.rules.min_age': 18 },
        absentCustom: ['authorization.rules.min_age'],
      },
      live: {
        options: null,
        global: { custom: { 'authentication.second_factor': 'true', 'authorization.rules.min_age': '16' } },
      },
    },
    says: [
      `refuse settings.authentication.second_factor: settings.authentication.second_factor would be false instead of "true", which is weaker: a stolen password alone is enough to sign in${forAll}`,
      `warning custom.authorization.rules.min_age: custom.authorization.rules.min_age would be empty or removed, which disables the check, if the service reads custom alone (the documentation does not say which section applies): younger users are allowed${forAll}`,
    ],
  },
  {
    fact: 'lets rules begin and become stricter, whatever the section',
    of: {
      catalogue,
      desired: {
        settings: { 'authentication.second_factor': true, 'authorization.rules.ttl': 999_999_999 },
        custom: {
          'authorization.rules.email_is_verified': 'true',
          'authorization.rules.legal_accepted': '["b","a"]',
          'authentication.providers': '[]',
          'authentication.second_factor.trust_device_ttl': '0',
          'theming.logoURL': 'https://cdn.example.com/logo.png',
        },
      },
      live: {
        options: null,
        global: { custom: { 'authorization.rules.legal_accepted': '["a"]', 'authentication.providers': '["x"]' } },
      },
    },
    says: [],
  },
  {
    fact: 'names the conditions that go, and says how to write what it cannot judge',
    of: {
      catalogue,
      desired: {
        custom: {
          'authorization.rules.consents': '["marketing"]',
          'authorization.rules.email_is_verified': 'yes',
          'authorization.rules.min_age': 'sixteen',
          'authentication.providers': 'facebook',
          'authentication.providers.custom': 'facebook',
        },
      },
      live: {
        options: null,
        global: {
          custom: {
            'authorization.rules.consents': '["marketing","terms"]',
            'authorization.rules.email_is_verified': 'true',
            'authorization.rules.min_age': '16',
            'authentication.providers': '["facebook"]',
          },
        },
      },
    },
    says: [
      `refuse custom.authentication.providers: custom.authentication.providers ${oddForm} (write a list of texts): one more outside party can vouch for users${forAll}`,
      `refuse custom.authentication.providers.custom: custom.authentication.providers.custom ${oddForm} (write a map): a provider that the customer brings can vouch for users${forAll}`,
      `refuse custom.authorization.rules.consents: custom.authorization.rules.consents would check less (no longer terms): people get in without a consent that was a condition so far${forAll}`,
      `refuse custom.authorization.rules.email_is_verified: custom.authorization.rules.email_is_verified ${oddForm} (write true or false): ${verified}${forAll}`,
      `refuse custom.authorization.rules.min_age: custom.authorization.rules.min_age ${oddForm} (write a whole number, digits alone): younger users are allowed${forAll}`,
    ],
  },
  {
    fact: 'says how to write a number, a switch, a URL, or several, instead of something else',
    of: {
      catalogue,
      desired: {
        settings: {
          login_attempts: [5],
          invitation_search_allow_empty: [true],
          password_recover_url: ['a'],
          'theming.stylesheetURLs': ['https://cdn.example.com/a'],
        },
      },
      live: {
        options: [
          'login_attempts',
          'invitation_search_allow_empty',
          'password_recover_url',
          'theming.stylesheetURLs',
        ].map((name) => anOption(name, { type: 'json' })),
      },
    },
    says: [
      `refuse settings.invitation_search_allow_empty: settings.invitation_search_allow_empty ${oddForm} (write true or false): an agent may list all invitations without a search term${forAll}`,
      `refuse settings.login_attempts: settings.login_attempts ${oddForm} (write a whole number, digits alone): ${attempts}${forAll}`,
      `refuse settings.password_recover_url: settings.password_recover_url ${oddForm} (write a URL): ${link}${forAll}`,
      `refuse settings.theming.stylesheetURLs: settings.theming.stylesheetURLs ${oddForm} (write URLs with commas between them): the owner of the host can restyle the page on which passwords are typed${forAll}`,
    ],
  },
  {
    fact: 'names a list that no one may see where it goes and another counts',
    of: {
      catalogue,
      desired: {
        clients: [aDesiredClient({ absentSettings: ['redirect_uri_allow_list'] })],
        sensitive: ['clients.web.settings.redirect_uri_allow_list'],
      },
      live: {
        global: { settings: { redirect_uri_allow_list: ['www.example.com'] } },
        clients: [web],
        scopes: { 'id-of-web': { settings: { redirect_uri_allow_list: ['a.example.com'] } } },
      },
    },
    says: [
      `refuse clients.web.settings.redirect_uri_allow_list: clients.web.settings.redirect_uri_allow_list has a live value that capstan cannot judge, so the new value may be weaker: ${redirects}`,
    ],
  },
  {
    fact: 'says nothing of custom settings that only have the name of another setting',
    of: { catalogue, desired: { custom: { login_attempts: '999', redirect_uri_allow_list: '*' } } },
    says: [],
  },
];

const features: readonly GuardCase[] = [
  {
    fact: 'fires when a client gains owner or direct_access, and mentions what else it gains',
    of: {
      catalogue,
      desired: {
        clients: [
          aDesiredClient({ features: ['direct_access', 'direct_read_access', 'access_issuer'] }),
          aDesiredClient({ alias: 'app', features: ['owner'] }),
        ],
      },
      live: { clients: [web, app] },
    },
    says: [
      'refuse clients.app.features: client app would gain owner, which lets it change every setting, client and record of the application; its allow list (ipWhitelist) admits every address',
      'refuse clients.web.features: client web would gain direct_access, which lets it read and write all user records',
      'warning clients.web.features: client web would gain access_issuer, which lets it issue access tokens for other clients',
    ],
  },
  {
    fact: 'names both powers of one grant, and only mentions that a client may read',
    of: {
      catalogue,
      desired: {
        clients: [
          aDesiredClient({ features: ['access_issuer', 'direct_read_access'] }),
          aDesiredClient({ alias: 'app', features: [] }),
        ],
      },
      live: { clients: [changedClient(web, { ipWhitelist: null }), app] },
    },
    says: [
      'warning clients.web.features: client web would gain access_issuer, which lets it issue access tokens for other clients; and direct_read_access, which lets it read all user records',
    ],
  },
  {
    fact: 'says nothing when power is lost, included in another, unknown, or given to nobody',
    of: {
      catalogue,
      desired: {
        clients: [
          aDesiredClient({ features: ['direct_read_access'] }),
          aDesiredClient({ alias: 'app', features: ['access_issuer', 'direct_access'] }),
          aDesiredClient({ alias: 'new', features: ['login_client', 'teleport'] }),
        ],
      },
      live: {
        clients: [
          changedClient(web, { features: ['direct_access'] }),
          changedClient(app, { features: ['owner'] }),
          aLiveClient({ id: 'id-of-new', features: [] }),
        ],
      },
    },
    says: [],
  },
  {
    fact: 'does not need the client itself to judge its features',
    of: {
      catalogue,
      desired: { clients: [aDesiredClient({ features: ['owner'] })] },
      live: { clients: [web] },
    },
    but: (input) => ({ ...input, live: { ...input.live, clients: new Map() } }),
    says: [
      'refuse clients.web.features: client web would gain owner, which lets it change every setting, client and record of the application',
    ],
  },
];

/** The guard that knows which way settings get weaker, over the real catalogue. */
export const securityCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'security-lowered': [...numbers, ...switches, ...urls, ...lists, ...hostedLogin, ...features],
};
