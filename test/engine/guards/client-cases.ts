import { aDesiredClient, aLiveClient, callerId, changedClient } from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const web = aLiveClient({ id: 'id-of-web', name: 'Web', features: ['direct_access'] });
const secondOwner = aLiveClient({ id: 'id-of-second', name: 'Second', features: ['owner'] });
const capstan = { alias: 'capstan', id: callerId };

/** Guards over clients and their features. */
export const clientCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'caller-loses-owner': [
    {
      fact: 'fires when the client in use would lose owner',
      of: {
        desired: { clients: [aDesiredClient({ ...capstan, features: ['direct_access'] })] },
        live: { clients: [secondOwner] },
      },
      says: [
        'refuse clients.capstan.features: client capstan is the API client in use, and it would lose owner; keep owner in its features, or run with the credentials of another owner',
      ],
    },
    {
      fact: 'fires when login_client would take the effect of owner',
      of: { desired: { clients: [aDesiredClient({ ...capstan, features: ['login_client', 'owner'] })] } },
      says: [
        'refuse clients.capstan.features: client capstan is the API client in use, and login_client excludes owner, so it would lose its access; remove login_client from its features',
      ],
    },
    {
      fact: 'fires when an empty allow list would be written back to the client in use',
      of: {
        desired: {
          writes: 'replace',
          clients: [aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] })],
        },
        live: { clients: [aLiveClient({ id: callerId, features: ['owner'], ipWhitelist: [] })] },
      },
      says: [
        'refuse clients.capstan.features: client capstan is the API client in use, and its allow list was read as empty, and a full replace would write that list back, which may block everyone; write the features by a separate request, with application.captureUrl and without writes: replace',
      ],
    },
    {
      fact: 'lets the features of the client in use be written alone, whatever its allow list',
      of: {
        desired: { clients: [aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] })] },
        live: { clients: [aLiveClient({ id: callerId, features: ['owner'], ipWhitelist: [] })] },
      },
      says: [],
    },
    {
      fact: 'lets an allow list that admits someone be written back',
      of: {
        desired: {
          writes: 'replace',
          clients: [aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] })],
        },
      },
      says: [],
    },
    {
      fact: 'leaves an allow list that was not read to incomplete-read',
      of: {
        desired: {
          writes: 'replace',
          clients: [aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] })],
        },
        live: { clients: [aLiveClient({ id: callerId, features: ['owner'], ipWhitelist: null })] },
      },
      says: [],
    },
    {
      fact: 'judges the caller by its id although the list of clients lacks it',
      of: {
        desired: {
          writes: 'replace',
          clients: [aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] })],
        },
      },
      but: (input) => ({ ...input, live: { ...input.live, clients: new Map() } }),
      says: [],
    },
    {
      fact: 'lets the client in use gain a feature beside owner',
      of: { desired: { clients: [aDesiredClient({ ...capstan, features: ['direct_access', 'owner'] })] } },
      says: [],
    },
    {
      fact: 'lets another client lose owner',
      of: {
        desired: { clients: [aDesiredClient({ alias: 'second', features: ['direct_access'] })] },
        live: { clients: [secondOwner] },
      },
      says: [],
    },
  ],
  'last-owner': [
    {
      fact: 'fires when fewer owners than guards.minimumOwners would remain',
      of: {
        desired: {
          limits: { minimumOwners: 2 },
          clients: [aDesiredClient({ alias: 'second', features: ['direct_access'] })],
        },
        live: { clients: [secondOwner] },
      },
      says: [
        'refuse clients.second.features: client second would lose owner: 1 of 2 owners would remain, and guards.minimumOwners is 2',
      ],
    },
    {
      fact: 'does not name a client that never was owner',
      of: {
        desired: {
          limits: { minimumOwners: 2 },
          clients: [
            aDesiredClient({ alias: 'second', features: ['direct_access'] }),
            aDesiredClient({ features: ['access_issuer'] }),
          ],
        },
        live: { clients: [secondOwner, web] },
      },
      says: [
        'refuse clients.second.features: client second would lose owner: 1 of 2 owners would remain, and guards.minimumOwners is 2',
      ],
    },
    {
      fact: 'does not count an owner that becomes a login client',
      of: {
        desired: {
          limits: { minimumOwners: 2 },
          clients: [aDesiredClient({ alias: 'second', features: ['login_client', 'owner'] })],
        },
        live: { clients: [secondOwner] },
      },
      says: [
        'refuse clients.second.features: client second would lose owner: 1 of 2 owners would remain, and guards.minimumOwners is 2',
      ],
    },
    {
      fact: 'names every client that would lose owner',
      of: {
        desired: {
          clients: [
            aDesiredClient({ ...capstan, features: [] }),
            aDesiredClient({ alias: 'second', features: ['direct_access'] }),
          ],
        },
        live: { clients: [secondOwner] },
      },
      says: [
        'refuse clients.capstan.features: client capstan would lose owner: 0 of 2 owners would remain, and guards.minimumOwners is 1',
        'refuse clients.second.features: client second would lose owner: 0 of 2 owners would remain, and guards.minimumOwners is 1',
      ],
    },
    {
      fact: 'counts a client that becomes owner in the same plan',
      of: {
        desired: {
          limits: { minimumOwners: 2 },
          clients: [
            aDesiredClient({ alias: 'second', features: ['direct_access'] }),
            aDesiredClient({ alias: 'web', features: ['owner'] }),
          ],
        },
        live: { clients: [secondOwner, web] },
      },
      says: [],
    },
    {
      fact: 'does not count a client whose reply lacks the list of features',
      of: {
        desired: {
          limits: { minimumOwners: 2 },
          clients: [aDesiredClient({ alias: 'second', features: ['direct_access'] })],
        },
        live: { clients: [secondOwner, aLiveClient({ id: 'x', features: null })] },
      },
      says: [
        'refuse clients.second.features: client second would lose owner: 1 of 2 owners would remain, and guards.minimumOwners is 2',
      ],
    },
    {
      fact: 'does not blame a plan for too few owners that were there before',
      of: {
        desired: {
          limits: { minimumOwners: 3 },
          clients: [aDesiredClient({ alias: 'web', features: ['access_issuer'] })],
        },
        live: { clients: [web] },
      },
      says: [],
    },
    {
      fact: 'lets owner move from one client to another although there are too few',
      of: {
        desired: {
          limits: { minimumOwners: 3 },
          clients: [aDesiredClient({ alias: 'second', features: [] }), aDesiredClient({ features: ['owner'] })],
        },
        live: { clients: [secondOwner, web] },
      },
      says: [],
    },
    {
      fact: 'does not name a client that stays or becomes owner beside one that does not',
      of: {
        desired: {
          limits: { minimumOwners: 4 },
          clients: [
            aDesiredClient({ alias: 'second', features: [] }),
            aDesiredClient({ alias: 'third', features: [] }),
            aDesiredClient({ features: ['owner'] }),
            aDesiredClient({ ...capstan, features: ['access_issuer', 'owner'] }),
          ],
        },
        live: { clients: [secondOwner, { ...secondOwner, id: 'id-of-third' }, web] },
      },
      says: [
        'refuse clients.second.features: client second would lose owner: 2 of 3 owners would remain, and guards.minimumOwners is 4',
        'refuse clients.third.features: client third would lose owner: 2 of 3 owners would remain, and guards.minimumOwners is 4',
      ],
    },
    {
      fact: 'lets an owner go while guards.minimumOwners remain',
      of: {
        desired: { clients: [aDesiredClient({ alias: 'second', features: ['direct_access'] })] },
        live: { clients: [secondOwner] },
      },
      says: [],
    },
  ],
  'incomplete-read': [
    {
      fact: 'fires when a full replace would reset an allow list that the reply lacks',
      of: {
        desired: { writes: 'replace', clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { ipWhitelist: null })] },
      },
      says: [
        'refuse clients.web.features: the response for client web lacks ipWhitelist; writing the client could open it to the world or strip it of its features, so its features cannot be changed',
      ],
    },
    {
      fact: 'finds that call among others, and does not take the call of another client for it',
      of: {
        desired: {
          writes: 'replace',
          settings: { site_name: 'x' },
          clients: [
            aDesiredClient({ features: ['access_issuer'] }),
            aDesiredClient({ alias: 'second', features: ['access_issuer', 'owner'] }),
          ],
        },
        live: { clients: [changedClient(web, { ipWhitelist: null }), secondOwner] },
      },
      says: [
        'refuse clients.web.features: the response for client web lacks ipWhitelist; writing the client could open it to the world or strip it of its features, so its features cannot be changed',
      ],
    },
    {
      fact: 'fires for a missing list of features whatever the call',
      of: {
        desired: { clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { features: null, ipWhitelist: null })] },
      },
      says: [
        'refuse clients.web.features: the response for client web lacks features; writing the client could open it to the world or strip it of its features, so its features cannot be changed',
      ],
    },
    {
      fact: 'names both lists when both are missing',
      of: {
        desired: { writes: 'replace', clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { features: null, ipWhitelist: null })] },
      },
      says: [
        'refuse clients.web.features: the response for client web lacks features and ipWhitelist; writing the client could open it to the world or strip it of its features, so its features cannot be changed',
      ],
    },
    {
      fact: 'does not need the allow list for a call that sets features alone',
      of: {
        desired: { clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { ipWhitelist: null })] },
      },
      says: [],
    },
    {
      fact: 'is content with an empty allow list',
      of: {
        desired: { writes: 'replace', clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [changedClient(web, { ipWhitelist: [] })] },
      },
      says: [],
    },
    {
      fact: 'says nothing of a client that was not read',
      of: {
        desired: { writes: 'replace', clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [web] },
      },
      but: (input) => ({ ...input, live: { ...input.live, clients: new Map() } }),
      says: [],
    },
  ],
  'vendor-managed': [
    {
      fact: 'fires when a Hosted Login client would lose the global verify_email_url that it lives on',
      of: {
        desired: { absentSettings: ['verify_email_url'], clients: [aDesiredClient({})] },
        live: {
          global: { settings: { verify_email_url: 'https://example.com/verify' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { janrainOidcClientId: 'x' } } },
        },
      },
      says: [
        "refuse settings.verify_email_url: settings.verify_email_url: it is mandatory for a Hosted Login client; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'lets the global verify_email_url go when each Hosted Login client has its own',
      of: {
        desired: { absentSettings: ['verify_email_url'], clients: [aDesiredClient({})] },
        live: {
          global: { settings: { verify_email_url: 'https://example.com/verify' } },
          clients: [web],
          scopes: {
            'id-of-web': { settings: { janrainOidcClientId: 'x', verify_email_url: 'https://example.com/own' } },
          },
        },
      },
      says: [],
    },
    {
      fact: 'fires for a client that has the feature metadata',
      of: {
        desired: { clients: [aDesiredClient({ features: ['direct_access'] })] },
        live: { clients: [aLiveClient({ id: 'id-of-web', features: ['metadata'] })] },
      },
      says: [
        "refuse clients.web.features: clients.web.features: clients with the feature metadata are set up by the vendor, and a change drops it; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'fires when metadata would be given',
      of: {
        desired: { clients: [aDesiredClient({ features: ['metadata'] })] },
        live: { clients: [web] },
      },
      says: [
        "refuse clients.web.features: clients.web.features: only the vendor can grant the feature metadata; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'fires for the features of a Hosted Login client',
      of: {
        desired: { clients: [aDesiredClient({ features: ['access_issuer'] })] },
        live: { clients: [web], scopes: { 'id-of-web': { settings: { janrainOidcClientId: 'oidc' } } } },
      },
      says: [
        "refuse clients.web.features: clients.web.features: Hosted Login clients are created and changed with their OIDC client; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'fires when the tie to the OIDC client would change',
      of: {
        desired: { clients: [aDesiredClient({ settings: { janrainOidcClientId: 'other' } })] },
        live: { clients: [web], scopes: { 'id-of-web': { settings: { janrainOidcClientId: 'oidc' } } } },
      },
      says: [
        "refuse clients.web.settings.janrainOidcClientId: clients.web.settings.janrainOidcClientId: it ties the client to its OIDC client and must not change; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'fires when the tie or the address beside it would go',
      of: {
        desired: { clients: [aDesiredClient({ absentSettings: ['janrainOidcClientId', 'verify_email_url'] })] },
        live: {
          clients: [web],
          scopes: { 'id-of-web': { settings: { janrainOidcClientId: 'oidc', verify_email_url: 'https://x' } } },
        },
      },
      says: [
        "refuse clients.web.settings.janrainOidcClientId: clients.web.settings.janrainOidcClientId: it ties the client to its OIDC client and must not change; ask the vendor's support, and remove it from the file",
        "refuse clients.web.settings.verify_email_url: clients.web.settings.verify_email_url: it is mandatory for a Hosted Login client; ask the vendor's support, and remove it from the file",
      ],
    },
    {
      fact: 'lets the address of a Hosted Login client change',
      of: {
        desired: { clients: [aDesiredClient({ settings: { verify_email_url: 'https://y' } })] },
        live: {
          clients: [web],
          scopes: { 'id-of-web': { settings: { janrainOidcClientId: 'oidc', verify_email_url: 'https://x' } } },
        },
      },
      says: [],
    },
    {
      fact: 'lets the address of another client go, and that of the global scope',
      of: {
        desired: {
          absentSettings: ['verify_email_url'],
          clients: [aDesiredClient({ absentSettings: ['verify_email_url'], features: ['access_issuer'] })],
        },
        live: {
          global: { settings: { verify_email_url: 'https://x' } },
          clients: [web],
          scopes: { 'id-of-web': { settings: { janrainOidcClientId: null, verify_email_url: 'https://x' } } },
        },
      },
      says: [],
    },
    {
      fact: 'lets a tie be made, and a custom key of that name change',
      of: {
        desired: {
          clients: [
            aDesiredClient({ settings: { janrainOidcClientId: 'new' }, custom: { janrainOidcClientId: 'other' } }),
          ],
        },
        live: { clients: [web], scopes: { 'id-of-web': { custom: { janrainOidcClientId: 'x' } } } },
      },
      says: [],
    },
  ],
  'exclusive-feature': [
    {
      fact: 'fires when login_client would be joined with another feature',
      of: {
        desired: { clients: [aDesiredClient({ features: ['login_client', 'access_issuer', 'owner'] })] },
        live: { clients: [web] },
      },
      says: [
        'refuse clients.web.features: login_client cannot be combined with access_issuer, owner; give client web one or the other',
      ],
    },
    {
      fact: 'lets login_client stand alone',
      of: {
        desired: { clients: [aDesiredClient({ features: ['login_client'] })] },
        live: { clients: [web] },
      },
      says: [],
    },
    {
      fact: 'lets other features stand together',
      of: {
        desired: { clients: [aDesiredClient({ features: ['access_issuer', 'owner'] })] },
        live: { clients: [web] },
      },
      says: [],
    },
  ],
  'unknown-feature': [
    {
      fact: 'fires for a name that no one documents, and says what was meant',
      of: {
        desired: { clients: [aDesiredClient({ features: ['direct_acces', 'zzz'] })] },
        live: { clients: [web] },
      },
      says: [
        'refuse clients.web.features: direct_acces is not a documented feature; did you mean "direct_access"?',
        'refuse clients.web.features: zzz is not a documented feature',
      ],
    },
    {
      fact: 'lets a name stay that is live on the client',
      of: {
        desired: { clients: [aDesiredClient({ features: ['image_create', 'access_issuer'] })] },
        live: { clients: [aLiveClient({ id: 'id-of-web', features: ['image_create'] })] },
      },
      says: [],
    },
  ],
  'found-by-name': [
    {
      fact: 'fires when a client found by its name would gain features',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Web', features: ['direct_access', 'access_issuer', 'owner'] })] },
        live: { clients: [web] },
      },
      says: [
        'refuse clients.web.features: client web is found by its name and would gain access_issuer, owner; identify it by id (id-of-web) instead of find',
      ],
    },
    {
      fact: 'lets a client found by its name lose features',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Web', features: [] })] },
        live: { clients: [web] },
      },
      says: [],
    },
    {
      fact: 'lets a client named by its id gain features',
      of: {
        desired: { clients: [aDesiredClient({ features: ['owner'] })] },
        live: { clients: [web] },
      },
      says: [],
    },
  ],
  'client-missing': [
    {
      fact: 'fires for an id that no client has',
      of: { desired: { clients: [aDesiredClient({ id: 'nobody' })] }, live: { clients: [web] } },
      says: [
        'refuse clients.web: client web: no client has the id nobody; capstan does not create clients, so correct the file, remove the client from it, or create it first',
      ],
    },
    {
      fact: 'says in an undo how the rest of the run is undone',
      of: { desired: { clients: [aDesiredClient({ id: 'nobody' })] }, live: { clients: [web] } },
      but: (input) => ({ ...input, undo: { run: 'r', expected: new Map(), secrets: [], files: [] } }),
      says: [
        'refuse clients.web: client web: no client has the id nobody, which the run changed; capstan does not create clients, so undo the rest with --only, such as --only global or --only clients.ALIAS',
      ],
    },
    {
      fact: 'fires for a name that no client has, and does not repeat it',
      of: { desired: { clients: [aDesiredClient({ name: 'Nobody' })] }, live: { clients: [web] } },
      says: [
        'refuse clients.web: client web: no client has the name given under find; capstan does not create clients, so correct the file, remove the client from it, or create it first',
      ],
    },
    {
      fact: 'tells the name that a slip stands for',
      of: { desired: { clients: [aDesiredClient({ name: 'Wbe' })] }, live: { clients: [web] } },
      says: [
        'refuse clients.web: client web: no client has the name given under find; did you mean "Web"? capstan does not create clients, so correct the file, remove the client from it, or create it first',
      ],
    },
    {
      fact: 'tells the only name that begins with the same words',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Partner  ' })] },
        live: { clients: [web, aLiveClient({ id: 'other', name: 'Partner Export' })] },
      },
      says: [
        'refuse clients.web: client web: no client has the name given under find; did you mean "Partner Export"? capstan does not create clients, so correct the file, remove the client from it, or create it first',
      ],
    },
    {
      fact: 'tells none of several names that begin with the same words',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Partner' })] },
        live: {
          clients: [
            aLiveClient({ id: 'one', name: 'Partner Export' }),
            aLiveClient({ id: 'other', name: 'Partner Import' }),
          ],
        },
      },
      says: [
        'refuse clients.web: client web: no client has the name given under find; capstan does not create clients, so correct the file, remove the client from it, or create it first',
      ],
    },
    {
      fact: 'fires for a name that two clients have',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Web' })] },
        live: { clients: [web, aLiveClient({ id: 'other', name: 'Web' })] },
      },
      says: ['refuse clients.web: client web: 2 clients have the name given under find; name the right one by id'],
    },
    {
      fact: 'fires for the second of two aliases of one client',
      of: {
        desired: { clients: [aDesiredClient({ alias: 'web' }), aDesiredClient({ alias: 'also', id: 'id-of-web' })] },
        live: { clients: [web] },
      },
      says: ['refuse clients.web: client web: it refers to the same live client as also; keep one of the two'],
    },
    {
      fact: 'is content with one client by its id and one by its name',
      of: {
        desired: { clients: [aDesiredClient({ name: 'Web' }), aDesiredClient(capstan)] },
        live: { clients: [web] },
      },
      says: [],
    },
    {
      fact: 'does not ask for a client that --only leaves out',
      of: {
        desired: { clients: [aDesiredClient({ id: 'nobody' })] },
        only: ['clients.other', 'global'],
      },
      says: [],
    },
  ],
};
