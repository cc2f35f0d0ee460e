import type { Inventory, InventoryCell } from '../../../src/engine/comparison/inventory.ts';
import type { Json } from '../../../src/leaf/json.ts';

const cell = (state: InventoryCell['state'], json: Json): InventoryCell => ({ state, value: { kind: 'value', json } });
const unset: InventoryCell = { state: 'unset', value: { kind: 'absent' } };

const clients = Array.from({ length: 9 }, (_, at) => ({
  name: `Client ${at + 1}`,
  id: `sandboxclient${at}`.padEnd(32, '0'),
}));

function each(...cells: readonly [InventoryCell, ...InventoryCell[]]): readonly InventoryCell[] {
  return clients.map((_, at) => cells[at % cells.length] ?? cells[0]);
}

/** An inventory that is wider than any screen, with a cell of each kind. */
export const aWideInventory: Inventory = {
  side: {
    name: 'live:a.yaml',
    kind: 'live',
    application: { id: 'app', region: 'us' },
    readAt: '2026-11-27T23:51:08.759Z',
  },
  clients,
  rows: [
    {
      section: 'property',
      key: 'features',
      group: null,
      global: unset,
      cells: each(
        cell('own', ['login_client']),
        cell('own', ['access_issuer', 'direct_access', 'owner']),
        cell('own', []),
      ),
    },
    {
      section: 'settings',
      key: 'password_recover_url',
      group: 'Transactional Emails',
      global: cell(
        'own',
        'https://www.example.com/a/very/long/path/that/goes/on/and/on/and/on/reset-password-for-everyone',
      ),
      cells: each(cell('inherited', 'x'), cell('overridden', 'https://app.example.com'), cell('redundant', 'x')),
    },
    {
      section: 'settings',
      key: 'default_flow_version',
      group: 'General Settings',
      global: cell('own', '20170915215708415365'),
      cells: each(cell('inherited', 'x'), cell('ignored', 'y'), unset, {
        state: 'silent',
        value: { kind: 'not-managed' },
      }),
    },
  ],
};
