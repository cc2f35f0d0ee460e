import { describe, expect, it } from 'vitest';
import type { CellState, Inventory } from '../../../src/engine/comparison/inventory.ts';
import { inventoryHtml } from '../../../src/render/report/inventory.ts';
import { attribute, elementsOf, textOf } from './page-structure.ts';

const states: readonly CellState[] = [
  'own',
  'overridden',
  'redundant',
  'not-compared',
  'ignored',
  'inherited',
  'unset',
  'silent',
];
const long = 'x'.repeat(200);

const inventory: Inventory = {
  side: { name: 'a.yaml', kind: 'file', application: { id: 'app', region: null }, readAt: null },
  clients: states.map((name) => ({ name, id: name === 'own' ? 'own' : null })),
  rows: [
    {
      section: 'settings',
      key: 'a',
      group: null,
      global: { state: 'own', value: { kind: 'value', json: 1 } },
      cells: states.map((state) => ({ state, value: { kind: 'value', json: long } })),
    },
  ],
};

function cells(page: string): readonly string[] {
  const all = elementsOf(page).filter(({ tagName }) => tagName === 'td');
  return all.map((cell) => textOf(cell).replaceAll(/x+/gu, 'x').replace(/\s+/gu, ' ').trim());
}

describe('the page of an inventory', () => {
  it('says in words where each value comes from, and folds long ones', () => {
    expect(cells(inventoryHtml(inventory))).toEqual([
      '1',
      'x…x own',
      'x…x overrides global',
      'x…x same as global',
      'x…x not compared',
      'x…x ignored: global only',
      'inherited',
      'not set',
      'not in the file',
    ]);
    const whole = elementsOf(inventoryHtml(inventory)).map((one) => attribute(one, 'data-csv'));
    expect(whole.filter((text) => text === long)).toHaveLength(5);
  });

  it('of an application without clients or settings says so, and offers what there is', () => {
    const page = (rows: Inventory['rows']) => elementsOf(inventoryHtml({ ...inventory, clients: [], rows }));
    const selects = page(inventory.rows.map((row) => ({ ...row, cells: [] }))).filter(
      ({ tagName }) => tagName === 'select',
    );
    expect(selects.map((one) => attribute(one, 'name'))).toEqual(['section']);
    expect(page([]).map(textOf)).toContain('No setting is set.');
  });
});
