import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/engine/comparison/inventory.ts';
import { inventoryCsv } from '../../src/render/report/inventory.ts';
import { inventoryOfText } from './html/nasty-report.ts';
import { nastyTexts } from './nasty-texts.ts';

const value = (json: string | number | readonly string[]) => ({ kind: 'value', json }) as const;
const unset = { state: 'unset', value: { kind: 'absent' } } as const;

const inventory: Inventory = {
  side: { name: 'live:a.yaml', kind: 'live', application: { id: 'app', region: null }, readAt: null },
  clients: [
    { name: 'web', id: 'webid' },
    { name: '=web2', id: null },
  ],
  rows: [
    {
      section: 'property',
      key: 'features',
      group: null,
      global: unset,
      cells: [{ state: 'own', value: value(['owner']) }, unset],
    },
    {
      section: 'settings',
      key: 'ttl',
      group: null,
      global: { state: 'own', value: value(9) },
      cells: [
        { state: 'inherited', value: value(9) },
        { state: 'overridden', value: value(-1) },
      ],
    },
    {
      section: 'settings',
      key: 'rpx_key',
      group: null,
      global: { state: 'own', value: { kind: 'secret', fingerprint: 'hmac:k:1234567890abcdef' } },
      cells: [unset, { state: 'own', value: value('a "b", c\nd') }],
    },
  ],
};

describe('an inventory as CSV', () => {
  it('has a row for each scope, its own values, and no formula', () => {
    expect(inventoryCsv(inventory).split('\r\n')).toEqual([
      '"client name","client id","features","settings.ttl","settings.rpx_key"',
      '"global","","","9","(secret) 12345678"',
      '"web","webid","[""owner""]","",""',
      '"\'=web2","","","\'-1","a ""b"", c\\nd"',
      '',
    ]);
  });

  it.each([...nastyTexts, '=1', '+1', '-1', '@x', '\t=1', '\r=1'])('stays one table with %j in every cell', (text) => {
    const lines = inventoryCsv(inventoryOfText(text)).split('\r\n');
    expect(lines).toHaveLength(4);
    for (const line of lines.slice(0, 3)) {
      const cells = line.slice(1, -1).split(/(?<!")(?:"")*","/u);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(cells.filter((cell) => /^[=+\-@]/u.test(cell))).toEqual([]);
    }
  });
});
