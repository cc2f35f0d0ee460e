import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { DesiredValue } from '../../../src/model/desired.ts';
import { Secret } from '../../../src/model/value.ts';
import {
  aBaseline,
  aDesiredClient,
  aLiveClient,
  anAccept,
  anAllow,
  anOption,
  aProtection,
  callerId,
  notCompared,
  plain,
  readOnlyOf,
  secretLiteral,
  secretReference,
  tombstone,
} from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web' });

const verifiedRule = 'authorization.rules.email_is_verified';

/** Guards over single keys. */
export const settingCases: Readonly<Record<string, readonly GuardCase[]>> = {
  protected: [
    {
      fact: 'fires for a key, for all of a client and for all of the global scope',
      of: {
        desired: {
          settings: { site_name: 'new' },
          clients: [aDesiredClient({ settings: { site_name: 'new' }, features: [] })],
          protect: [aProtection('settings.site_*'), aProtection('clients.web')],
        },
        live: { clients: [web] },
      },
      says: [
        'refuse settings.site_name: settings.site_name is protected by capstan.protect.yaml:4 (settings.site_*): contract',
        'refuse clients.web.settings.site_name: clients.web.settings.site_name is protected by capstan.protect.yaml:4 (clients.web): contract',
        'refuse clients.web.features: clients.web.features is protected by capstan.protect.yaml:4 (clients.web): contract',
      ],
    },
    {
      fact: 'fires for a removal that a tombstone asks for',
      of: {
        desired: { absentCustom: ['a'], protect: [aProtection('global', 'frozen')] },
        live: { global: { custom: { a: '1' } } },
      },
      says: ['refuse custom.a: custom.a is protected by capstan.protect.yaml:4 (global): frozen'],
    },
    {
      fact: 'says nothing of a protected key that stays as it is, nor of its namesakes elsewhere',
      of: {
        desired: {
          settings: { site_name: 'same' },
          custom: { site_name: 'new' },
          clients: [aDesiredClient({ custom: { site_name: 'new' } })],
          protect: [aProtection('settings.site_name'), aProtection('clients.web.features')],
        },
        live: { global: { settings: { site_name: 'same' } }, clients: [web] },
      },
      says: [],
    },
    {
      fact: 'fires for a new override of a protected global key, live globally or not, and whatever protects it',
      of: {
        desired: {
          clients: [aDesiredClient({ settings: { site_name: 'new', email_method: 'ses' }, custom: { a: '1' } })],
          protect: [aProtection('settings.email_*', 'mail'), aProtection('global', 'frozen')],
        },
        live: { global: { settings: { site_name: 'same' } }, clients: [web] },
      },
      says: [
        'refuse clients.web.settings.email_method: clients.web.settings.email_method would override settings.email_method for client web, and settings.email_method is protected by capstan.protect.yaml:4 (settings.email_*): mail',
        'refuse clients.web.settings.site_name: clients.web.settings.site_name would override settings.site_name for client web, and settings.site_name is protected by capstan.protect.yaml:4 (global): frozen',
      ],
    },
    {
      fact: 'fires for a new override of what the client inherits, where the global scope was not read',
      of: {
        desired: {
          clients: [aDesiredClient({ custom: { a: '1' } })],
          protect: [aProtection('global', 'frozen')],
        },
        live: { global: null, clients: [web], scopes: { 'id-of-web': { inherited: { custom: { a: '0' } } } } },
      },
      says: [
        'refuse clients.web.custom.a: clients.web.custom.a would override custom.a for client web, and custom.a is protected by capstan.protect.yaml:4 (global): frozen',
      ],
    },
    {
      fact: 'says nothing of an override that exists already or goes, nor of one of another key',
      of: {
        desired: {
          clients: [
            aDesiredClient({ settings: { site_name: 'new', email_method: 'ses' }, absentSettings: ['rpx_realm'] }),
          ],
          protect: [aProtection('settings.site_name'), aProtection('settings.rpx_realm')],
        },
        live: {
          global: { settings: { site_name: 'same', rpx_realm: 'a' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { site_name: 'own', rpx_realm: 'b' } } },
        },
      },
      says: [],
    },
    {
      fact: 'fires for a client that is named by its id, whatever its alias is, and for no other client',
      of: {
        desired: {
          clients: [
            aDesiredClient({ alias: 'renamed', id: 'id-of-web', settings: { site_name: 'new' }, features: [] }),
            aDesiredClient({ alias: 'id-of-web', id: 'other', settings: { site_name: 'new' } }),
          ],
          protect: [aProtection('clients.@id-of-web.settings.site_name'), aProtection('clients.@id-of-web.features')],
        },
        live: { clients: [web, aLiveClient({ id: 'other' })] },
      },
      says: [
        'refuse clients.renamed.settings.site_name: clients.renamed.settings.site_name is protected by capstan.protect.yaml:4 (clients.@id-of-web.settings.site_name): contract',
        'refuse clients.renamed.features: clients.renamed.features is protected by capstan.protect.yaml:4 (clients.@id-of-web.features): contract',
      ],
    },
    {
      fact: 'fires for a setting that may stand in either section, whichever of the two is protected',
      of: {
        catalogue,
        desired: {
          settings: { [verifiedRule]: false },
          custom: { 'authorization.rules.min_age': '12' },
          clients: [
            aDesiredClient({ settings: { [verifiedRule]: false }, custom: { 'authorization.rules.ttl': '5' } }),
            aDesiredClient({ alias: 'app', custom: { [verifiedRule]: 'false' } }),
          ],
          protect: [
            aProtection(`custom.${verifiedRule}`),
            aProtection('settings.authorization.rules.m*', 'age'),
            aProtection('settings.authorization.rules.ttl', 'ttl'),
            aProtection(`clients.@id-of-app.settings.${verifiedRule}`, 'app'),
          ],
        },
        live: {
          options: null,
          global: { settings: { 'authorization.rules.min_age': 16 } },
          clients: [web, aLiveClient({ id: 'id-of-app', name: 'App' })],
        },
      },
      says: [
        `refuse settings.${verifiedRule}: settings.${verifiedRule} is the setting that custom.${verifiedRule} is too, and that is protected by capstan.protect.yaml:4 (custom.${verifiedRule}): contract`,
        'refuse custom.authorization.rules.min_age: custom.authorization.rules.min_age is the setting that settings.authorization.rules.min_age is too, and that is protected by capstan.protect.yaml:4 (settings.authorization.rules.m*): age',
        `refuse clients.app.custom.${verifiedRule}: clients.app.custom.${verifiedRule} is the setting that clients.app.settings.${verifiedRule} is too, and that is protected by capstan.protect.yaml:4 (clients.@id-of-app.settings.${verifiedRule}): app`,
        `refuse clients.web.settings.${verifiedRule}: clients.web.settings.${verifiedRule} would override custom.${verifiedRule} for client web, and custom.${verifiedRule} is protected by capstan.protect.yaml:4 (custom.${verifiedRule}): contract`,
        'refuse clients.web.custom.authorization.rules.ttl: clients.web.custom.authorization.rules.ttl would override settings.authorization.rules.ttl for client web, and settings.authorization.rules.ttl is protected by capstan.protect.yaml:4 (settings.authorization.rules.ttl): ttl',
      ],
    },
    {
      fact: 'says nothing of such a setting where a pattern protects a section that does not hold it',
      of: {
        catalogue,
        desired: {
          settings: { [verifiedRule]: true },
          clients: [aDesiredClient({ settings: { [verifiedRule]: true } })],
          protect: [aProtection('custom.*'), aProtection('clients.web.custom.auth*')],
        },
        live: { options: null, clients: [web], global: { settings: { [verifiedRule]: false } } },
      },
      says: [],
    },
  ],
  'secret-in-file': [
    {
      fact: 'fires for a secret whose value stands in the file, whether or not it is live, and never repeats it',
      of: {
        desired: {
          settings: new Map([['rpx_key', secretLiteral('hunter2')]]),
          clients: [
            aDesiredClient({
              custom: new Map([
                ['z', secretLiteral('hunter2')],
                ['partner_token', secretLiteral('hunter2')],
              ]),
            }),
          ],
        },
        live: { global: { settings: { rpx_key: new Secret('hunter2') } } },
      },
      says: [
        'refuse settings.rpx_key: settings.rpx_key is a secret and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
        'refuse clients.web.custom.partner_token: clients.web.custom.partner_token is a secret and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
        'refuse clients.web.custom.z: clients.web.custom.z is a secret and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
      ],
    },
    {
      fact: 'warns of what only looks like a secret, and of what another source knows as one',
      of: {
        desired: {
          custom: { api_token: 'x', db: 'postgres://app:hunter2@db', partner: 'none', page_token: 'x' },
          public: ['custom.page_token'],
        },
        baseline: aBaseline({
          global: { custom: new Map([['partner', { kind: 'secret', secret: null, by: 'reference' }]]) },
        }),
      },
      says: [
        'warning custom.api_token: custom.api_token looks like a secret by its name, and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read; if it is not a secret, list custom.api_token under public',
        'warning custom.db: custom.db looks like a secret, since a source has a URL with a password there, and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read; if it is not a secret, list custom.db under public',
        'warning custom.partner: custom.partner is a secret in the baseline git:capstan/production, and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
      ],
    },
    {
      fact: 'fires for what the catalogue knows as a secret, and warns of a value beside a reference of the global scope',
      of: {
        desired: {
          settings: { rpx_key: 'hunter2' },
          custom: new Map([['partner', secretReference('hunter3')]]),
          clients: [aDesiredClient({ custom: { partner: 'hunter4' } })],
        },
        live: { clients: [web] },
      },
      says: [
        'refuse settings.rpx_key: settings.rpx_key is a secret and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
        'warning clients.web.custom.partner: clients.web.custom.partner comes from a secret in another scope, and its value is in the file; write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read',
      ],
    },
    {
      fact: 'is content with a reference, a reference without a value and a plain value',
      of: {
        desired: {
          settings: new Map([
            ['rpx_key', secretReference('x')],
            ['backplane_password', notCompared],
            ['site_name', plain('x')],
          ]),
        },
      },
      says: [],
    },
  ],
  'damaged-secret': [
    {
      fact: 'fires for each kind of damage that would be written, and says which variable has it',
      of: {
        desired: {
          settings: new Map([['rpx_key', secretReference('new-key\n', 'ends')]]),
          custom: new Map([['partner', secretReference('***', 'mask')]]),
          clients: [
            aDesiredClient({ alias: 'web', custom: new Map([['code', secretReference('null', 'placeholder')]]) }),
          ],
        },
        live: { global: { settings: { rpx_key: 'old' } }, clients: [web] },
      },
      says: [
        'refuse settings.rpx_key: settings.rpx_key would get a damaged secret: CAPSTAN_VAR_X begins or ends with a blank, a line break or an invisible character; set it without them (use printf, not echo)',
        'refuse custom.partner: custom.partner would get a damaged secret: CAPSTAN_VAR_X contains a mask instead of the secret; set it to the secret itself',
        'refuse clients.web.custom.code: clients.web.custom.code would get a damaged secret: CAPSTAN_VAR_X contains a placeholder instead of the secret; set it to the secret itself',
      ],
    },
    {
      fact: 'fires for what a plain reference gives to a key that is a secret',
      of: {
        desired: {
          settings: new Map([
            ['rpx_key', { ...plain('ENC[AES256_GCM,data:x]'), origin: 'variable' } as DesiredValue],
            ['site_name', { ...plain('ENC[AES256_GCM,data:x]'), origin: 'variable' } as DesiredValue],
          ]),
        },
      },
      says: [
        'refuse settings.rpx_key: settings.rpx_key would get a damaged secret: its variable contains an encrypted text; decrypt it before capstan reads it',
      ],
    },
    {
      fact: 'lets pass what is live already, and a secret that only is short or odd',
      of: {
        desired: {
          settings: new Map([['rpx_key', secretReference('***', 'mask')]]),
          custom: new Map([['partner', secretReference('a b')]]),
        },
        live: { global: { settings: { rpx_key: '***' } } },
      },
      says: [],
    },
  ],
  'secret-in-plain-value': [
    {
      fact: 'fires where the name of a client or of a key contains one, and shows neither',
      of: {
        desired: { clients: [aDesiredClient()] },
        live: {
          callerSecret: new Secret('caller-secret-1'),
          global: { custom: { 'x-caller-secret-1': 'y' } },
          clients: [
            { ...web, name: 'App caller-secret-1' },
            { ...web, id: 'other', name: 'caller-secret-1' },
          ],
          scopes: { 'id-of-web': { settings: { 'caller-secret-1': 'y' } } },
        },
      },
      says: [
        "warning custom.(a name that shows a secret): the name of a key in custom contains the caller's own secret, so it is not shown; give it another name, and change the secret, because it may have been read",
        "warning clients.web.settings.(a name that shows a secret): the name of a key in clients.web.settings contains the caller's own secret, so it is not shown; give it another name, and change the secret, because it may have been read",
        "warning clients.web: the name of the client id-of-web contains the caller's own secret, so it is not shown; give it another name, and change the secret, because it may have been read",
        "warning clients.@other: the name of the client other contains the caller's own secret, so it is not shown; give it another name, and change the secret, because it may have been read",
      ],
    },
    {
      fact: 'refuses to write what stands in the place of a name that shows one',
      of: {
        desired: { clients: [aDesiredClient({ properties: { name: '(secret) id-of-web' } })] },
        live: { clients: [web] },
      },
      says: ['refuse clients.web.name: the name that the file gives web contains a secret; write another one'],
    },
    {
      fact: 'fires where a plain live value contains a known secret or that of the caller, which are 8 characters or longer',
      of: {
        desired: { clients: [aDesiredClient()], sensitive: ['custom.short'] },
        live: {
          callerSecret: new Secret('caller-secret-1'),
          global: {
            settings: { rpx_key: 'rpx-secret-1' },
            custom: {
              short: '1234567',
              note: 'the key is rpx-secret-1',
              map: [{ 'x caller-secret-1': true }],
              basic: Buffer.from(`${callerId}:caller-secret-1`).toString('base64'),
              near: 'rpx-secret-2 1234567',
            },
          },
          clients: [web],
          scopes: { 'id-of-web': { custom: { url: 'https://example.com/?k=rpx-secret-1' } } },
        },
      },
      says: [
        'warning custom.note: the live value of custom.note contains the secret settings.rpx_key, so it is hidden like a secret; remove the secret from it, and change the secret, because it may have been read',
        "warning custom.map: the live value of custom.map contains the caller's own secret, so it is hidden like a secret; remove the secret from it, and change the secret, because it may have been read",
        "warning custom.basic: the live value of custom.basic contains the caller's own secret, so it is hidden like a secret; remove the secret from it, and change the secret, because it may have been read",
        'warning clients.web.custom.url: the live value of clients.web.custom.url contains the secret settings.rpx_key, so it is hidden like a secret; remove the secret from it, and change the secret, because it may have been read',
      ],
    },
    {
      fact: 'says nothing of a client that the file does not declare',
      of: {
        live: {
          global: { settings: { rpx_key: 'rpx-secret-1' } },
          clients: [web],
          scopes: { 'id-of-web': { custom: { url: 'https://example.com/?k=rpx-secret-1' } } },
        },
      },
      says: [],
    },
    {
      fact: 'does not take a few words at a name that looks secret for a secret that others might show',
      of: {
        live: {
          global: {
            custom: { password_label: 'Password', hint: 'Forgot your Password?', api_token: 'x7Qp29Lm', t: 'no' },
          },
        },
      },
      says: [],
    },
  ],
  'secret-removed': [
    {
      fact: 'fires for a secret that only the baseline knows, whatever the alias of its client is now',
      of: {
        desired: { clients: [aDesiredClient({ alias: 'renamed', id: 'id-of-web', absentCustom: ['partner'] })] },
        live: { clients: [web], scopes: { 'id-of-web': { custom: { partner: 'hunter2' } } } },
        baseline: aBaseline({
          global: null,
          clients: {
            web: {
              id: 'id-of-web',
              settings: new Map([['partner', { kind: 'secret', secret: null, by: 'snapshot' }]]),
            },
          },
        }),
      },
      says: [
        'refuse clients.renamed.custom.partner: clients.renamed.custom.partner is a secret; once deleted, it can be restored only from a copy of your own',
      ],
    },
    {
      fact: 'fires for what is sealed although no source says why, and not for a value that only shows a secret of another key',
      of: {
        desired: { absentCustom: ['sealed', 'note'] },
        live: {
          global: {
            settings: { rpx_key: 'rpx-secret-1' },
            custom: { sealed: new Secret('hunter2'), note: 'the key is rpx-secret-1' },
          },
        },
      },
      says: [
        'refuse custom.sealed: custom.sealed is a secret; once deleted, it can be restored only from a copy of your own',
      ],
    },
    {
      fact: 'says how to end a false alarm',
      of: {
        desired: { absentCustom: ['token_page_title', 'public_token'], public: ['custom.public_token'] },
        live: { global: { custom: { token_page_title: 'x', public_token: 'x' } } },
      },
      says: [
        'refuse custom.token_page_title: custom.token_page_title is a secret; once deleted, it can be restored only from a copy of your own; if it is not a secret, list it under public',
      ],
    },
    {
      fact: 'fires when a tombstone would delete a secret',
      of: {
        desired: { absentSettings: ['rpx_key'] },
        live: { global: { settings: { rpx_key: new Secret('hunter2') } } },
      },
      says: [
        'refuse settings.rpx_key: settings.rpx_key is a secret; once deleted, it can be restored only from a copy of your own',
      ],
    },
    {
      fact: 'lets a secret change and an ordinary key go',
      of: {
        desired: { settings: new Map([['rpx_key', secretReference('new')]]), absentSettings: ['site_name'] },
        live: { global: { settings: { rpx_key: new Secret('old'), site_name: 'x' } } },
      },
      says: [],
    },
  ],
  'publishes-secret': [
    {
      fact: 'fires for a secret by the catalogue, by its name and by sensitive, in whatever form the list has',
      of: {
        desired: {
          settings: { jump_publish_settings: 'site_name, rpx_key,other_token' },
          sensitive: ['clients.web.custom.partner'],
          clients: [aDesiredClient({ settings: { jump_publish_settings: '["partner"]' } })],
        },
        live: { global: { settings: { jump_publish_settings: 'site_name' } }, clients: [web] },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name rpx_key, a secret, and a widget publish writes the named settings to a public file; remove rpx_key from the list',
        'refuse settings.jump_publish_settings: jump_publish_settings would name other_token, a secret, and a widget publish writes the named settings to a public file; remove other_token from the list; if it is not a secret, list it under public',
        'refuse clients.web.settings.jump_publish_settings: jump_publish_settings would name partner, a secret, and a widget publish writes the named settings to a public file; remove partner from the list',
      ],
    },
    {
      fact: 'reads a name with its section in front, and refuses what may stand for many names',
      of: {
        desired: {
          settings: { jump_publish_settings: 'custom.partner_pw settings.site_name custom.x_token' },
          sensitive: ['custom.partner_pw'],
          clients: [aDesiredClient({ settings: { jump_publish_settings: '*' } })],
        },
        live: { clients: [web] },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name partner_pw, a secret, and a widget publish writes the named settings to a public file; remove partner_pw from the list',
        'refuse settings.jump_publish_settings: jump_publish_settings would name x_token, a secret, and a widget publish writes the named settings to a public file; remove x_token from the list; if it is not a secret, list it under public',
        'refuse clients.web.settings.jump_publish_settings: jump_publish_settings would hold *, which may stand for secrets too; list the names themselves',
      ],
    },
    {
      fact: 'reads a list and a map alike',
      of: {
        desired: { settings: { jump_publish_settings: { b: ['rpx_key'], a: 'x_token' } } },
        live: { options: [anOption('jump_publish_settings', { type: 'json' })] },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name x_token, a secret, and a widget publish writes the named settings to a public file; remove x_token from the list; if it is not a secret, list it under public',
        'refuse settings.jump_publish_settings: jump_publish_settings would name rpx_key, a secret, and a widget publish writes the named settings to a public file; remove rpx_key from the list',
      ],
    },
    {
      fact: 'fires for a key that the file fills with a secret, with or without a value at hand',
      of: {
        desired: {
          settings: { jump_publish_settings: 'one two' },
          clients: [
            aDesiredClient({
              custom: new Map([
                ['one', secretReference('x')],
                ['two', notCompared],
              ]),
            }),
          ],
        },
        live: { clients: [web] },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name one, a secret, and a widget publish writes the named settings to a public file; remove one from the list',
        'refuse settings.jump_publish_settings: jump_publish_settings would name two, a secret, and a widget publish writes the named settings to a public file; remove two from the list',
      ],
    },
    {
      fact: 'fires at a client for a key that is secret at the global scope',
      of: {
        desired: {
          sensitive: ['custom.partner'],
          clients: [aDesiredClient({ settings: { jump_publish_settings: 'partner' } })],
        },
        live: { clients: [web] },
      },
      says: [
        'refuse clients.web.settings.jump_publish_settings: jump_publish_settings would name partner, a secret, and a widget publish writes the named settings to a public file; remove partner from the list',
      ],
    },
    {
      fact: 'lets names be published that are no secrets here',
      of: {
        desired: {
          settings: { jump_publish_settings: 'site_name', site_name: 'rpx_key' },
          custom: { jump_publish_settings: 'rpx_key' },
          sensitive: ['clients.other.custom.partner'],
          clients: [
            aDesiredClient({ alias: 'other' }),
            aDesiredClient({ settings: { jump_publish_settings: 'partner' } }),
          ],
        },
        live: { clients: [web, aLiveClient({ id: 'id-of-other' })] },
      },
      says: [],
    },
    {
      fact: 'fires for what only the baseline knows as a secret, and lets what is public pass',
      of: {
        desired: {
          settings: { jump_publish_settings: 'partner_pw page_token' },
          public: ['custom.page_token'],
        },
        baseline: aBaseline({
          global: { custom: new Map([['partner_pw', { kind: 'secret', secret: null, by: 'reference' }]]) },
        }),
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name partner_pw, a secret, and a widget publish writes the named settings to a public file; remove partner_pw from the list',
      ],
    },
    {
      fact: 'lets a list go, stay, and be a number, which names nothing',
      of: {
        desired: {
          settings: { jump_publish_settings: 5 },
          clients: [aDesiredClient({ absentSettings: ['jump_publish_settings'] })],
        },
        live: {
          clients: [web],
          scopes: { 'id-of-web': { settings: { jump_publish_settings: 'rpx_key' } } },
          options: [anOption('jump_publish_settings', { type: 'integer' })],
        },
      },
      says: [],
    },
    {
      fact: 'is content with a list that names nothing',
      of: { desired: { settings: { jump_publish_settings: ' , ' } } },
      says: [],
    },
    {
      fact: 'fires for a list that is itself a secret, since no one can see what it names',
      of: {
        desired: { settings: new Map([['jump_publish_settings', secretReference('rpx_key')]]) },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings comes from a secret, so that its names cannot be checked; list the names themselves',
      ],
    },
    {
      fact: 'fires for a secret that the live list names already',
      of: {
        desired: { custom: new Map([['partner', secretReference('s3cret')]]) },
        live: { global: { settings: { jump_publish_settings: 'site_name,partner' } } },
      },
      says: [
        'refuse custom.partner: jump_publish_settings names partner, so that the next widget publish would write this secret to a public file; remove partner from that list first',
      ],
    },
    {
      fact: 'reads a name that JSON hides behind an escape',
      of: { desired: { settings: { jump_publish_settings: '["rpx\\u005fkey"]' } } },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name rpx_key, a secret, and a widget publish writes the named settings to a public file; remove rpx_key from the list',
      ],
    },
    {
      fact: 'fires for a global secret that a client inherits and publishes by a list of its own',
      of: {
        desired: {
          custom: new Map([['partner', secretReference('s3cret')]]),
          clients: [aDesiredClient(), aDesiredClient({ alias: 'app' })],
        },
        live: {
          clients: [web, aLiveClient({ id: 'id-of-app' })],
          scopes: { 'id-of-web': { settings: { jump_publish_settings: 'partner' } } },
        },
      },
      says: [
        'refuse custom.partner: client web inherits it, and jump_publish_settings there names partner, so that the next widget publish would write this secret to a public file; remove partner from that list first',
      ],
    },
    {
      fact: 'fires when a client would give up its list for a global one that names its secret',
      of: {
        desired: {
          sensitive: ['clients.web.custom.partner'],
          clients: [aDesiredClient({ absentSettings: ['jump_publish_settings'] })],
        },
        live: {
          global: { settings: { jump_publish_settings: 'site_name partner rpx_key' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { jump_publish_settings: 'site_name rpx_key' } } },
        },
      },
      says: [
        'refuse clients.web.settings.jump_publish_settings: without jump_publish_settings of its own the client publishes by the global list, which names partner, a secret here; keep a list at the client, or remove partner from the global one',
      ],
    },
    {
      fact: 'fires when a client would give up a public value for the secret one that it inherits',
      of: {
        desired: {
          sensitive: ['custom.partner'],
          clients: [aDesiredClient({ absentCustom: ['partner'] })],
        },
        live: {
          global: { custom: { partner: new Secret('s3cret') } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { jump_publish_settings: 'partner' }, custom: { partner: 'public' } } },
        },
      },
      says: [
        'refuse clients.web.custom.partner: jump_publish_settings names partner, so that the next widget publish would write this secret to a public file; remove partner from that list first',
      ],
    },
    {
      fact: 'lets a secret be set when the same plan takes it out of the list, or puts the client under a list without it',
      of: {
        desired: {
          settings: { jump_publish_settings: 'site_name' },
          custom: new Map([['partner', secretReference('s3cret')]]),
          clients: [
            aDesiredClient({
              absentSettings: ['jump_publish_settings'],
              custom: new Map([['partner', secretReference('s3cret')]]),
            }),
          ],
        },
        live: {
          global: { settings: { jump_publish_settings: 'site_name partner' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { jump_publish_settings: 'partner' } } },
        },
      },
      says: [],
    },
    {
      fact: 'blames the list alone when the plan sets a secret and begins to publish it',
      of: {
        desired: {
          settings: { jump_publish_settings: 'partner' },
          custom: new Map([['partner', secretReference('s3cret')]]),
        },
      },
      says: [
        'refuse settings.jump_publish_settings: jump_publish_settings would name partner, a secret, and a widget publish writes the named settings to a public file; remove partner from the list',
      ],
    },
    {
      fact: 'lets a secret be set that no list names',
      of: {
        desired: { custom: new Map([['partner', secretReference('s3cret')]]) },
        live: { global: { settings: { jump_publish_settings: 'site_name' } } },
      },
      says: [],
    },
    {
      fact: 'lets the list be taken away',
      of: {
        desired: { absentSettings: ['jump_publish_settings'] },
        live: { global: { settings: { jump_publish_settings: 'rpx_key' } } },
      },
      says: [],
    },
  ],
  'unknown-setting': [
    {
      fact: 'fires for a new top-level key that the options reply does not know',
      of: {
        desired: { settings: { site_nam: 'x', widget_colour: 'red' } },
      },
      says: [
        'refuse settings.site_nam: settings.site_nam is not a setting that the application knows; did you mean "site_name"?',
        'refuse settings.widget_colour: settings.widget_colour is not a setting that the application knows; if it is a setting of your own, move it under custom',
      ],
    },
    {
      fact: 'only warns without an options reply, and goes by the catalogue',
      of: {
        desired: { settings: { site_nam: 'x', widget_colour: 'red', site_name: 'x' } },
        live: { options: null },
      },
      says: [
        'warning settings.site_nam: settings.site_nam is not a setting that capstan knows, and the application does not tell its own; did you mean "site_name"?',
        'warning settings.widget_colour: settings.widget_colour is not a setting that capstan knows, and the application does not tell its own; if it is a setting of your own, move it under custom',
      ],
    },
    {
      fact: 'sends custom names to their section: those that the options reply lists, and those of Hosted Login',
      of: {
        catalogue,
        desired: { settings: { my_own: 'x', 'authentication.second_factor': true, my_owm: 'x' } },
        live: { options: [anOption('site_name'), anOption('my_own', { group: 'Custom' })] },
      },
      says: [
        'refuse settings.authentication.second_factor: settings.authentication.second_factor is not a setting that the application knows; it is a custom setting there: move it under custom',
        'refuse settings.my_owm: settings.my_owm is not a setting that the application knows; if it is a setting of your own, move it under custom',
        'refuse settings.my_own: settings.my_own is not a setting that the application knows; it is a custom setting there: move it under custom',
      ],
    },
    {
      fact: 'trusts the options reply over the catalogue',
      of: {
        desired: { settings: { site_name: 'x' } },
        live: { options: [anOption('user_name')] },
      },
      says: [
        'refuse settings.site_name: settings.site_name is not a setting that the application knows; if it is a setting of your own, move it under custom',
      ],
    },
    {
      fact: 'lets known keys, custom keys and keys that are live already be written',
      of: {
        desired: {
          settings: { site_name: 'x', widget_colour: 'red' },
          custom: { my_own: '1' },
          absentSettings: ['widget_size'],
        },
        live: { global: { settings: { widget_colour: 'blue', widget_size: '1' } } },
      },
      says: [],
    },
  ],
  'value-not-allowed': [
    {
      fact: 'fires for a value that the options reply does not list, new or changed',
      of: {
        desired: { settings: { backplane_version: 'v9', email_method: 'fax' } },
        live: {
          global: { settings: { email_method: 'ses' } },
          options: [
            anOption('backplane_version', { values: ['v1.1', 'v1.2'] }),
            anOption('email_method', { values: ['ses'] }),
          ],
        },
      },
      says: [
        'refuse settings.backplane_version: settings.backplane_version: the application allows only "v1.1", "v1.2"',
        'refuse settings.email_method: settings.email_method: the application allows only "ses"',
      ],
    },
    {
      fact: 'lets listed values through, as values or as texts, and anything where the list is empty',
      of: {
        desired: { settings: { email_method: 'ses', login_attempts: 5, cache_settings: 7, site_name: 'any' } },
        live: {
          options: [
            anOption('email_method', { values: ['other', 'ses'] }),
            anOption('login_attempts', { type: 'integer', values: ['5'] }),
            anOption('cache_settings', { type: 'integer', values: [7] }),
            anOption('site_name'),
          ],
        },
      },
      says: [],
    },
    {
      fact: 'goes by the documents where the application does not tell',
      of: {
        desired: { settings: { backplane_version: 'v9', email_method: 'fax' }, custom: { backplane_version: 'v9' } },
        live: { options: [anOption('email_method')] },
        catalogue,
      },
      says: [
        'refuse settings.backplane_version: settings.backplane_version: the documents allow only "v1.0", "v1.1", "v1.2"',
      ],
    },
    {
      fact: 'knows that a number of attempts, seconds or years cannot be negative',
      of: {
        desired: {
          settings: { login_attempts: -1, recover_code_lifetime: 0, cache_settings: -1 },
          custom: { 'authorization.rules.min_age': '-5', 'authorization.rules.ttl': '5' },
        },
        catalogue,
      },
      says: [
        'refuse settings.login_attempts: settings.login_attempts: a number of attempts cannot be negative',
        'refuse custom.authorization.rules.min_age: custom.authorization.rules.min_age: a number of years cannot be negative',
      ],
    },
    {
      fact: 'compares structures whatever their keys are called',
      of: {
        desired: { settings: { one: { toString: 'x' }, two: { toString: 'x' } } },
        live: {
          options: [
            anOption('one', { type: 'json', values: [{ toString: 'x' }] }),
            anOption('two', { type: 'json', values: ['[object Object]'] }),
          ],
        },
      },
      says: ['refuse settings.two: settings.two: the application allows only "[object Object]"'],
    },
    {
      fact: 'does not judge removals, custom keys, secrets and unknown keys',
      of: {
        desired: {
          settings: new Map([
            ['rpx_key', secretReference('x')],
            ['widget', plain('x')],
          ]),
          custom: { email_method: 'fax' },
          absentSettings: ['email_method'],
        },
        live: {
          global: { settings: { email_method: 'fax' } },
          options: [anOption('email_method', { values: ['ses'] }), anOption('rpx_key', { values: ['y'] })],
        },
      },
      says: [],
    },
  ],
  'ambiguous-name': [
    {
      fact: 'fires for a custom key that the options reply or the catalogue knows, new or changed',
      of: {
        desired: { custom: { site_name: 'x', user_name: 'x' } },
        live: { global: { custom: { site_name: 'y' } }, options: [anOption('user_name')] },
      },
      says: [
        'refuse custom.site_name: custom.site_name has the name of a known setting, and the service would not use it as that setting; move site_name to settings, or give the custom key another name',
        'refuse custom.user_name: custom.user_name has the name of a known setting, and the service would not use it as that setting; move user_name to settings, or give the custom key another name',
      ],
    },
    {
      fact: 'goes by the catalogue without an options reply',
      of: { desired: { custom: { site_name: 'x', user_name: 'x' } }, live: { options: null } },
      says: [
        'refuse custom.site_name: custom.site_name has the name of a known setting, and the service would not use it as that setting; move site_name to settings, or give the custom key another name',
      ],
    },
    {
      fact: 'lets settings of Hosted Login be custom, unless the options reply knows them',
      of: {
        catalogue,
        desired: {
          custom: { 'authentication.second_factor': 'true', 'authorization.rules.ttl': '60' },
          clients: [aDesiredClient({ custom: { 'theming.logoURL': 'https://example.com/a.png' } })],
        },
        live: { options: [anOption('authorization.rules.ttl')], clients: [web] },
      },
      says: [
        'refuse custom.authorization.rules.ttl: custom.authorization.rules.ttl has the name of a known setting, and the service would not use it as that setting; move authorization.rules.ttl to settings, or give the custom key another name',
      ],
    },
    {
      fact: 'lets those be custom without an options reply',
      of: { catalogue, desired: { custom: { 'authentication.second_factor': 'true' } }, live: { options: null } },
      says: [],
    },
    {
      fact: 'lets names be custom that the options reply lists as such, whatever the catalogue says',
      of: {
        catalogue,
        desired: { custom: { site_name: 'x', my_own: 'x', near: 'x' } },
        live: {
          options: [
            anOption('site_name', { group: 'Custom' }),
            anOption('my_own', { group: 'Custom' }),
            anOption('near', { group: 'custom' }),
          ],
        },
      },
      says: [
        'refuse custom.near: custom.near has the name of a known setting, and the service would not use it as that setting; move near to settings, or give the custom key another name',
      ],
    },
    {
      fact: 'lets such a key go, and names of its own be used',
      of: {
        desired: { custom: { my_own: 'x' }, absentCustom: ['site_name'], settings: { site_name: 'x' } },
        live: { global: { custom: { site_name: 'y' } } },
      },
      says: [],
    },
  ],
  'global-only': [
    {
      fact: 'fires for a global-only key that is new at a client',
      of: {
        desired: { clients: [aDesiredClient({ settings: { invitation_search_allow_empty: true } })] },
        live: { clients: [web] },
      },
      says: [
        'refuse clients.web.settings.invitation_search_allow_empty: clients.web.settings.invitation_search_allow_empty: the service ignores invitation_search_allow_empty for a client; set it under the top-level settings',
      ],
    },
    {
      fact: 'goes by the catalogue where the options reply does not know the key',
      of: {
        desired: { clients: [aDesiredClient({ settings: { invitation_search_allow_empty: true } })] },
        live: { clients: [web], options: [] },
      },
      says: [
        'refuse clients.web.settings.invitation_search_allow_empty: clients.web.settings.invitation_search_allow_empty: the service ignores invitation_search_allow_empty for a client; set it under the top-level settings',
      ],
    },
    {
      fact: 'trusts the options reply over the catalogue',
      of: {
        desired: { clients: [aDesiredClient({ settings: { invitation_search_allow_empty: true } })] },
        live: { clients: [web], options: [anOption('invitation_search_allow_empty', { type: 'boolean' })] },
      },
      says: [],
    },
    {
      fact: 'lets the key be set at the global scope, change where it is, stand under custom, and others be set',
      of: {
        desired: {
          settings: { invitation_search_allow_empty: true },
          clients: [
            aDesiredClient({
              settings: { invitation_search_allow_empty: true, site_name: 'x', user_thing: 'x' },
              custom: { invitation_search_allow_empty: 'x' },
            }),
          ],
        },
        live: { clients: [web], scopes: { 'id-of-web': { settings: { invitation_search_allow_empty: false } } } },
      },
      says: [],
    },
  ],
  'stale-widget': [
    {
      fact: 'warns of a changed key that is published, by the list of its own client or the one it inherits',
      of: {
        desired: {
          settings: { site_name: 'new' },
          clients: [
            aDesiredClient({ settings: { site_name: 'new' } }),
            aDesiredClient({ alias: 'app', absentCustom: ['a'] }),
          ],
        },
        live: {
          global: { settings: { site_name: 'old', jump_publish_settings: 'site_name a' } },
          clients: [web, aLiveClient({ id: 'id-of-app' })],
          scopes: {
            'id-of-web': { settings: { site_name: 'old', jump_publish_settings: ['site_name'] } },
            'id-of-app': { custom: { a: '1' } },
          },
        },
      },
      says: [
        'warning settings.site_name: settings.site_name is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value',
        'warning clients.app.custom.a: clients.app.custom.a is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value',
        'warning clients.web.settings.site_name: clients.web.settings.site_name is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value',
      ],
    },
    {
      fact: 'says nothing of a secret, of what only another client publishes, and of a list that is new',
      of: {
        desired: {
          settings: new Map([
            ['rpx_key', secretReference('new')],
            ['email_method', plain('ses')],
          ]),
          clients: [
            aDesiredClient({ settings: { site_name: 'new' } }),
            aDesiredClient({ alias: 'app', settings: { jump_publish_settings: ['site_name', 'email_method'] } }),
          ],
        },
        live: {
          global: { settings: { rpx_key: new Secret('old'), jump_publish_settings: 'rpx_key' } },
          clients: [web, aLiveClient({ id: 'id-of-app' })],
          scopes: {
            'id-of-web': { settings: { site_name: 'old' } },
            'id-of-app': { settings: { jump_publish_settings: ['site_name'] } },
          },
        },
      },
      says: [],
    },
    {
      fact: 'warns of a key that clients inherit and publish by lists of their own',
      of: {
        desired: {
          settings: { site_name: 'new', email_method: 'ses' },
          clients: [aDesiredClient(), aDesiredClient({ alias: 'app' }), aDesiredClient({ alias: 'own' })],
        },
        live: {
          clients: [web, aLiveClient({ id: 'id-of-app' }), aLiveClient({ id: 'id-of-own' })],
          scopes: {
            'id-of-web': { settings: { jump_publish_settings: ['site_name'] } },
            'id-of-app': { settings: { jump_publish_settings: 'site_name' } },
            'id-of-own': { settings: { jump_publish_settings: 'site_name', site_name: 'mine' } },
          },
        },
      },
      says: [
        'warning settings.site_name: settings.site_name is published by clients that inherit it (jump_publish_settings of app, web); run settings/widget/publish after the apply, until then the public copy keeps the old value',
      ],
    },
    {
      fact: 'goes by the list in the reply of a client where the global scope was not read',
      of: {
        desired: { clients: [aDesiredClient({ settings: { site_name: 'new' } })] },
        live: {
          global: null,
          clients: [web],
          scopes: {
            'id-of-web': {
              settings: { site_name: 'old' },
              inherited: { settings: { jump_publish_settings: 'site_name' } },
            },
          },
        },
      },
      says: [
        'warning clients.web.settings.site_name: clients.web.settings.site_name is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value',
      ],
    },
    {
      fact: 'says nothing of other keys, of features, and where a client has a list of its own',
      of: {
        desired: {
          settings: { email_method: 'new' },
          clients: [aDesiredClient({ settings: { site_name: 'new' }, features: ['owner'] })],
        },
        live: {
          global: { settings: { jump_publish_settings: 'site_name' } },
          clients: [web],
          scopes: {
            'id-of-web': {
              settings: { jump_publish_settings: 'other' },
              inherited: { settings: { jump_publish_settings: 'site_name' } },
            },
          },
        },
      },
      says: [],
    },
    {
      fact: 'says nothing of a scope that was not read, nor of a list that is hidden',
      of: {
        desired: { settings: { site_name: 'new' }, clients: [aDesiredClient({ settings: { site_name: 'new' } })] },
        live: {
          global: { settings: { site_name: 'old', jump_publish_settings: new Secret('site_name') } },
          clients: [web],
        },
      },
      but: (input) => ({ ...input, live: readOnlyOf(input.live) }),
      says: [],
    },
  ],
  'stored-otherwise': [
    {
      fact: 'says what to write where blanks, case or order are all that differs',
      of: {
        desired: {
          settings: { site_name: ' Example Shop', user_search_display_fields: ['b', 'a'] },
          custom: { 'two words': 'A' },
        },
        live: {
          global: {
            settings: { site_name: 'example shop', user_search_display_fields: ['a', 'b'] },
            custom: { 'two words': 'a' },
          },
        },
      },
      says: [
        'info settings.site_name: settings.site_name differs from the live value only in blanks, case or order, and the plan writes it; if the service keeps it as it is now, write `site_name: "example shop"` into the file, or run `capstan absorb --only settings.site_name`',
        'info settings.user_search_display_fields: settings.user_search_display_fields differs from the live value only in blanks, case or order, and the plan writes it; if the service keeps it as it is now, write `user_search_display_fields: ["a","b"]` into the file, or run `capstan absorb --only settings.user_search_display_fields`',
        'info custom.two words: custom.two words differs from the live value only in blanks, case or order, and the plan writes it; if the service keeps it as it is now, write `"two words": "a"` into the file, or run `capstan absorb --only \'custom.two words\'`',
      ],
    },
    {
      fact: 'names absorb alone where the value is too long for a line',
      of: {
        desired: { custom: { terms: `A${' b'.repeat(100)}` } },
        live: { global: { custom: { terms: `a${' b'.repeat(100)}` } } },
      },
      says: [
        'info custom.terms: custom.terms differs from the live value only in blanks, case or order, and the plan writes it; if the service keeps it as it is now, run `capstan absorb --only custom.terms`',
      ],
    },
    {
      fact: 'says nothing of other words, of new keys, of removals and of secrets',
      of: {
        desired: {
          settings: { site_name: 'Example Shops', rpx_key: 'CANARY' },
          custom: { new_key: 'A' },
          absentCustom: ['old_key'],
        },
        live: {
          global: { settings: { site_name: 'example shop', rpx_key: new Secret('canary') }, custom: { old_key: 'a' } },
        },
      },
      says: [],
    },
  ],
  redundant: [
    {
      fact: 'mentions a client value that is, or becomes, the global one',
      of: {
        desired: {
          settings: { site_name: 'new' },
          clients: [aDesiredClient({ settings: { site_name: 'new', email_method: 'ses' } })],
        },
        live: {
          global: { settings: { email_method: 'ses', site_name: 'old' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { site_name: 'x' } } },
        },
      },
      says: [
        'info clients.web.settings.email_method: clients.web.settings.email_method: the client would inherit the same value from the global scope',
        'info clients.web.settings.site_name: clients.web.settings.site_name: the client would inherit the same value from the global scope',
      ],
    },
    {
      fact: 'goes by what the client inherits where the global scope was not read',
      of: {
        desired: { clients: [aDesiredClient({ custom: { a: '1', b: '1' } })] },
        live: {
          global: null,
          clients: [web],
          scopes: { 'id-of-web': { inherited: { custom: { a: '1' }, settings: { b: '1' } } } },
        },
      },
      says: [
        'info clients.web.custom.a: clients.web.custom.a: the client would inherit the same value from the global scope',
      ],
    },
    {
      fact: 'mentions a secret from outside of the file, and never one that the file has in clear, which may be a guess',
      of: {
        desired: {
          clients: [
            aDesiredClient({ settings: new Map([['rpx_key', secretReference('same')]]) }),
            aDesiredClient({ alias: 'app', settings: new Map([['rpx_key', secretLiteral('same')]]) }),
          ],
        },
        live: {
          global: { settings: { rpx_key: new Secret('same') } },
          clients: [web, aLiveClient({ id: 'id-of-app' })],
        },
      },
      says: [
        'info clients.web.settings.rpx_key: clients.web.settings.rpx_key: the client would inherit the same value from the global scope',
      ],
    },
    {
      fact: 'mentions direct_read_access beside direct_access',
      of: {
        desired: { clients: [aDesiredClient({ features: ['direct_access', 'direct_read_access'] })] },
        live: { clients: [web] },
      },
      says: [
        'info clients.web.features: clients.web.features: direct_access includes direct_read_access, which can be left out',
      ],
    },
    {
      fact: 'says nothing of other values, of removals, of the global scope, and of one of the two features',
      of: {
        desired: {
          settings: { email_method: 'ses' },
          clients: [
            aDesiredClient({
              settings: { site_name: 'mine', login_attempts: 7 },
              absentSettings: ['default_flow_version'],
              features: ['direct_access'],
            }),
            aDesiredClient({ alias: 'app', custom: { a: '1' }, features: ['direct_read_access'] }),
          ],
        },
        live: {
          global: { settings: { site_name: 'other', default_flow_version: '1', login_attempts: '7' } },
          clients: [web, aLiveClient({ id: 'id-of-app' })],
          scopes: { 'id-of-web': { settings: { default_flow_version: '1' } } },
        },
      },
      says: [],
    },
    {
      fact: 'says nothing where no one knows what the client inherits',
      of: {
        desired: { clients: [aDesiredClient({ custom: { a: '1' } })] },
        live: { global: null, clients: [web] },
      },
      says: [],
    },
  ],
  expired: [
    {
      fact: 'warns of what ended yesterday: an allow, an accept and tombstones of all scopes',
      of: {
        desired: {
          allow: [anAllow('protected', 'settings.site_name', '2026-11-20')],
          accept: [anAccept('settings.login_attempts', 5, '2026-11-20')],
          absentSettings: new Map([
            ['old_b', tombstone('2026-11-20')],
            ['old_a', tombstone('2026-11-20')],
          ]),
          clients: [
            aDesiredClient({ alias: 'web', absentCustom: new Map([['old', tombstone('2026-11-20')]]) }),
            aDesiredClient({ alias: 'app', absentCustom: new Map([['old', tombstone('2026-11-20')]]) }),
          ],
        },
      },
      says: [
        'warning global: the allow entry of protected for settings.site_name ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
        'warning global: the accept entry of settings.login_attempts ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
        'warning settings.old_a: the absent entry of settings.old_a ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
        'warning settings.old_b: the absent entry of settings.old_b ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
        'warning clients.app.custom.old: the absent entry of clients.app.custom.old ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
        'warning clients.web.custom.old: the absent entry of clients.web.custom.old ended after 2026-11-20 and has no effect; remove it from the file, or set a later day',
      ],
    },
    {
      fact: 'announces an end from two weeks before until its last day',
      of: {
        desired: {
          allow: [anAllow('protected', 'settings.a', '2026-11-21'), anAllow('protected', 'settings.b', '2026-12-05')],
        },
      },
      says: [
        'info global: the allow entry of protected for settings.a ends after 2026-11-21',
        'info global: the allow entry of protected for settings.b ends after 2026-12-05',
      ],
    },
    {
      fact: 'says nothing of an end further off, nor of a tombstone without one',
      of: {
        desired: {
          allow: [anAllow('protected', 'settings.a', '2026-12-06')],
          accept: [anAccept('settings.login_attempts', 5, '2026-12-06')],
          absentSettings: new Map([
            ['old', tombstone('2026-12-06')],
            ['older', tombstone()],
          ]),
        },
      },
      says: [],
    },
  ],
};
