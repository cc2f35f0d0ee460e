import { describe, expect, it } from 'vitest';
import { type Inventory, inventoryOf } from '../../../src/engine/comparison/inventory.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { Side } from '../../../src/model/differences.ts';
import type { Cell, ClientState, ScopeState } from '../../../src/model/state.ts';
import { Secret } from '../../../src/model/value.ts';
import { aCatalogue, someFacts } from '../../support/builders.ts';

type Keys = Readonly<Record<string, Cell>>;
type Wish = { readonly settings?: Keys; readonly custom?: Keys; readonly features?: readonly string[] };

const value = (json: Json): Cell => ({ kind: 'value', json, text: null });
const secret = (fingerprint: string): Cell => {
  return { kind: 'secret', secret: Secret.knownBy(fingerprint, 'address'), by: 'snapshot' };
};
const absent: Cell = { kind: 'absent' };

function scope({ settings = {}, custom = {}, features }: Wish, said: 'all' | 'some'): ScopeState {
  return {
    sections: { settings: new Map(Object.entries(settings)), custom: new Map(Object.entries(custom)) },
    whole: { settings: said === 'all', custom: said === 'all' },
    properties: new Map(features === undefined ? [] : [['features', { value: features }]]),
  };
}

function client(alias: string, own: ScopeState): ClientState {
  return { alias, id: `id-${alias}`, name: null, scope: own };
}

function live(global: Wish, clients: Readonly<Record<string, Wish>>): Side {
  return {
    name: 'live:a.yaml',
    kind: 'live',
    application: { id: 'app', region: 'us' },
    readAt: '2026-11-21T00:00:00.000Z',
    global: scope(global, 'all'),
    clients: new Map(Object.entries(clients).map(([alias, wish]) => [alias, client(alias, scope(wish, 'all'))])),
    allClients: true,
    expected: [],
    options: null,
    digest: null,
  };
}

const catalogue = aCatalogue([
  someFacts('login_attempts', { type: 'integer', group: 'General' }),
  someFacts('cache_settings', { type: 'integer', globalOnly: true }),
]);

/** `section.key: global | client | client`, each as its state. */
function states({ rows }: Inventory): readonly string[] {
  return rows.map(({ section, key, global, cells }) =>
    [`${section}.${key}: ${global.state}`, ...cells.map(({ state }) => state)].join(' | '),
  );
}

describe('an inventory', () => {
  it('tells what a client inherits, what it overrides and what it repeats', () => {
    const inventory = inventoryOf(
      live(
        { settings: { login_attempts: value(5), site_name: value('A') } },
        {
          repeats: { settings: { login_attempts: value('5') } },
          overrides: { settings: { login_attempts: value(7) } },
          inherits: {},
        },
      ),
      catalogue,
    );
    expect(inventory.clients.map(({ name }) => name)).toEqual(['inherits', 'overrides', 'repeats']);
    expect(states(inventory)).toEqual([
      'property.features: unset | silent | silent | silent',
      'settings.login_attempts: own | inherited | overridden | redundant',
      'settings.site_name: own | inherited | inherited | inherited',
    ]);
    expect(inventory.rows[1]).toMatchObject({
      group: 'General',
      cells: [{ value: { kind: 'value', json: 5 } }, {}, {}],
    });
  });

  it('has a row for what one client alone has, and one for the features', () => {
    const inventory = inventoryOf(
      live({}, { a: { custom: { x: value('1') }, features: ['owner'] }, b: { custom: { x: absent, y: absent } } }),
      catalogue,
    );
    expect(states(inventory)).toEqual(['property.features: unset | own | silent', 'custom.x: unset | own | unset']);
    expect(inventory.rows[0]?.cells[0]?.value).toEqual({ kind: 'value', json: ['owner'] });
  });

  it('shows no secret, and compares them by fingerprints of one key alone', () => {
    const inventory = inventoryOf(
      live(
        { settings: { rpx_key: secret('hmac:k:1') } },
        {
          a: { settings: { rpx_key: secret('hmac:k:1') } },
          b: { settings: { rpx_key: secret('hmac:k:2') } },
          c: { settings: { rpx_key: secret('hmac:other:1') } },
          d: { settings: { rpx_key: { kind: 'not-comparable' } } },
        },
      ),
      catalogue,
    );
    expect(states(inventory)[1]).toBe('settings.rpx_key: own | redundant | overridden | not-compared | not-compared');
  });

  it('says that a client value of a global-only setting is ignored', () => {
    const inventory = inventoryOf(
      live({ settings: { cache_settings: value(0) } }, { a: { settings: { cache_settings: value(3) } }, b: {} }),
      catalogue,
    );
    expect(states(inventory)[1]).toBe('settings.cache_settings: own | ignored | inherited');
  });

  it('does not guess what a file leaves out', () => {
    const file: Side = {
      ...live({}, {}),
      kind: 'file',
      readAt: null,
      global: scope({ settings: { site_name: value('A'), email_method: absent } }, 'some'),
      clients: new Map<string, ClientState>([
        ['web', client('web', scope({ settings: { site_name: absent, other: value('x') } }, 'some'))],
        ['id2', { alias: null, id: 'id2', name: 'By name', scope: scope({}, 'some') }],
        ['id1', { alias: null, id: 'id1', name: null, scope: scope({}, 'some') }],
      ]),
    };
    const inventory = inventoryOf(file, catalogue);
    expect(inventory.clients).toEqual([
      { name: 'By name', id: 'id2' },
      { name: 'id1', id: 'id1' },
      { name: 'web', id: 'id-web' },
    ]);
    expect(states(inventory)).toEqual([
      'property.features: unset | silent | silent | silent',
      'settings.other: silent | silent | silent | own',
      'settings.site_name: own | silent | silent | inherited',
    ]);
  });

  it('of a side without a global scope knows nothing of it', () => {
    const inventory = inventoryOf({ ...live({}, { a: { settings: { x: value(1) } } }), global: null }, catalogue);
    expect(states(inventory)).toEqual(['property.features: unset | silent', 'settings.x: silent | own']);
    expect(inventoryOf({ ...live({ settings: { x: value(1) } }, {}) }, catalogue).rows).toHaveLength(1);
  });

  it('takes names like __proto__ for names', () => {
    const wish = { custom: Object.fromEntries([['__proto__', value('1')]]) };
    const inventory = inventoryOf(live(wish, { constructor: wish }), catalogue);
    expect(states(inventory)[1]).toBe('custom.__proto__: own | redundant');
  });
});
