import { aDesiredClient, aLiveClient, callerId, changedClient } from '../../support/builders.ts';
import type { GuardCase } from './case.ts';

const office = aLiveClient({ id: 'id-of-web', name: 'Web', ipWhitelist: ['203.0.113.0/24'] });
const list = (...ipAllowList: readonly string[]) => [aDesiredClient({ properties: { ipAllowList } })];
const ofCaller = (...ipAllowList: readonly string[]) => [
  aDesiredClient({ alias: 'capstan', id: callerId, properties: { ipAllowList } }),
];
const callerAt = (...ipWhitelist: readonly string[]) => [
  aLiveClient({ id: callerId, name: 'capstan', features: ['owner'], ipWhitelist }),
];
const opened = (ranges: string): string =>
  `refuse clients.web.ipAllowList: client web could be used from nearly any address: its IP allow list would newly admit ${ranges}; list the addresses from which it is used`;
const isCaller = 'clients.capstan.ipAllowList: client capstan is the API client in use, and';
const keep = 'keep a range that contains the address of this machine';

/** Guards over names and IP allow lists of clients. */
export const propertyCases: Readonly<Record<string, readonly GuardCase[]>> = {
  'opened-to-the-world': [
    {
      fact: 'fires when all of IPv4 or of IPv6 would be let in',
      of: { desired: { clients: list('0.0.0.0/0') }, live: { clients: [office] } },
      says: [opened('all of 0.0.0.0/0')],
    },
    {
      fact: 'fires for IPv6 beside a list that is open for IPv4 already',
      of: {
        desired: { clients: list('0.0.0.0/0', '::/0') },
        live: { clients: [aLiveClient({ id: 'id-of-web' })] },
      },
      says: [opened('all of these together: 0.0.0.0/0, ::/0')],
    },
    {
      fact: 'fires when the world is cut into parts',
      of: { desired: { clients: list('0.0.0.0/1', '128.0.0.0/1') }, live: { clients: [office] } },
      says: [opened('all of these together: 0.0.0.0/1, 128.0.0.0/1')],
    },
    {
      fact: 'fires for a very wide range, also as IPv6 writes IPv4',
      of: { desired: { clients: list('::ffff:64.0.0.0/102') }, live: { clients: [office] } },
      says: [opened('all of 64.0.0.0/6')],
    },
    {
      fact: 'fires when the list would be empty',
      of: { desired: { clients: list() }, live: { clients: [office] } },
      says: [
        'refuse clients.web.ipAllowList: client web could be used from nearly any address: its IP allow list would be empty, and the effect of that is not documented; list the addresses from which it is used',
      ],
    },
    {
      fact: 'fires for an owner too, but for an empty list, which shuts-caller-out refuses',
      of: {
        desired: { clients: [...list('0.0.0.0/0'), aDesiredClient({ alias: 'app', properties: { ipAllowList: [] } })] },
        live: {
          clients: [
            changedClient(office, { features: ['owner'] }),
            changedClient(office, { id: 'id-of-app', features: ['owner'] }),
          ],
        },
      },
      says: [opened('all of 0.0.0.0/0')],
    },
    {
      fact: 'lets a network be added, and an open list be narrowed or cut in other parts',
      of: { desired: { clients: list('203.0.113.0/24', '10.0.0.0/8', '2001:db8::/32') }, live: { clients: [office] } },
      says: [],
    },
    {
      fact: 'lets an open list be cut in other parts',
      of: {
        desired: { clients: list('0.0.0.0/1', '128.0.0.0/1') },
        live: { clients: [aLiveClient({ id: 'id-of-web', ipWhitelist: ['0.0.0.0/0'] })] },
      },
      says: [],
    },
  ],
  'shuts-caller-out': [
    {
      fact: 'fires when the new list of the client in use has nothing of the present one',
      of: { desired: { clients: ofCaller('10.0.0.0/8') }, live: { clients: callerAt('203.0.113.0/24') } },
      says: [`refuse ${isCaller} its new IP allow list contains no address of the current one; ${keep}`],
    },
    {
      fact: 'fires when the list of the client in use would be empty',
      of: { desired: { clients: ofCaller() }, live: { clients: callerAt('203.0.113.0/24') } },
      says: [`refuse ${isCaller} its IP allow list would be empty, which may block everyone; ${keep}`],
    },
    {
      fact: 'fires when another owner could not call any more',
      of: {
        desired: { clients: list() },
        live: { clients: [changedClient(office, { features: ['owner'] })] },
      },
      says: [
        'refuse clients.web.ipAllowList: client web is an owner, and its IP allow list would be empty, which may block everyone; list the addresses from which it is used',
      ],
    },
    {
      fact: 'warns when the list of the client in use gets narrower, where the service looks at it',
      of: { desired: { clients: ofCaller('203.0.113.0/25') }, live: { clients: callerAt('203.0.113.0/24') } },
      says: [
        `warning ${isCaller} its new IP allow list lacks addresses of the current one, perhaps its own; the service refuses a list without the address of the caller`,
      ],
    },
    {
      fact: 'warns as well where the present list is not understood',
      of: { desired: { clients: ofCaller('10.0.0.0/8') }, live: { clients: callerAt('office') } },
      says: [
        `warning ${isCaller} its new IP allow list lacks addresses of the current one, perhaps its own; the service refuses a list without the address of the caller`,
      ],
    },
    {
      fact: 'fires for a narrower list that a full replace would write',
      of: {
        desired: { clients: ofCaller('203.0.113.0/25'), writes: 'replace' },
        live: { clients: callerAt('203.0.113.0/24') },
      },
      says: [
        `refuse ${isCaller} its new IP allow list lacks addresses of the current one, perhaps its own; write the list by a separate request, with application.captureUrl: there the service checks it`,
      ],
    },
    {
      fact: 'lets the list of the client in use get wider',
      of: {
        desired: { clients: ofCaller('203.0.113.0/24', '10.0.0.0/8') },
        live: { clients: callerAt('203.0.113.0/25', '203.0.113.128/25') },
      },
      says: [],
    },
    {
      fact: 'fires for it beside other calls as well',
      of: {
        desired: { clients: ofCaller('203.0.113.0/25'), writes: 'replace', settings: { site_name: 'x' } },
        live: { clients: callerAt('203.0.113.0/24') },
      },
      says: [
        `refuse ${isCaller} its new IP allow list lacks addresses of the current one, perhaps its own; write the list by a separate request, with application.captureUrl: there the service checks it`,
      ],
    },
    {
      fact: 'lets another owner have another list, and a client that is no owner none',
      of: {
        desired: {
          clients: [...list('10.0.0.0/8'), aDesiredClient({ alias: 'app', properties: { ipAllowList: [] } })],
        },
        live: {
          clients: [changedClient(office, { features: ['owner'] }), { ...office, id: 'id-of-app' }],
        },
      },
      says: [],
    },
    {
      fact: 'lets the lists of others change',
      of: { desired: { clients: list('10.0.0.0/8') }, live: { clients: [office] } },
      says: [],
    },
  ],
  'name-taken': [
    {
      fact: 'fires when another client has the name',
      of: {
        desired: { clients: [aDesiredClient({ properties: { name: 'Shop' } })] },
        live: { clients: [office, aLiveClient({ id: 'id-of-shop', name: 'Shop' })] },
      },
      says: [
        'refuse clients.web.name: client web would get a name that is taken: client id-of-shop has this name now, and the service takes each name once; choose another name, or rename the other client first',
      ],
    },
    {
      fact: 'fires when two clients would get the same name',
      of: {
        desired: {
          clients: [
            aDesiredClient({ properties: { name: 'Shop' } }),
            aDesiredClient({ alias: 'app', properties: { name: 'Shop' } }),
          ],
        },
        live: { clients: [office, aLiveClient({ id: 'id-of-app' })] },
      },
      says: [
        'refuse clients.app.name: client app would get a name that is taken: clients.web.name declares it too, and the service takes each name once; choose another name, or rename the other client first',
        'refuse clients.web.name: client web would get a name that is taken: clients.app.name declares it too, and the service takes each name once; choose another name, or rename the other client first',
      ],
    },
    {
      fact: 'lets two clients get different names',
      of: {
        desired: {
          clients: [
            aDesiredClient({ properties: { name: 'Shop' } }),
            aDesiredClient({ alias: 'app', properties: { name: 'App' } }),
          ],
        },
        live: { clients: [office, aLiveClient({ id: 'id-of-app' })] },
      },
      says: [],
    },
    {
      fact: 'lets a client get a name that no other has, its own in other case too',
      of: {
        desired: { clients: [aDesiredClient({ properties: { name: 'WEB' } })] },
        live: { clients: [office, aLiveClient({ id: 'id-of-shop', name: 'Shop' })] },
      },
      says: [],
    },
  ],
};
