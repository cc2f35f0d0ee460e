import type { Inventory, InventoryCell } from '../../../src/engine/comparison/inventory.ts';
import type { Report } from '../../../src/render/report/report.ts';
import { aRow } from './sample-reports.ts';

/** A report with one text in every place that a text of the outside can come to. */
export function reportOf(text: string): Report {
  return {
    kind: 'plan',
    title: text,
    verdict: { level: 'refused', text },
    facts: [{ label: text, value: text }],
    columns: [text, `${text}2`],
    groups: [
      {
        scope: text,
        clientId: text,
        rows: [
          aRow({
            target: text,
            name: text,
            kind: 'create',
            values: [{ kind: 'absent' }, { kind: 'value', json: text }],
            impact: text,
            risk: text,
            tags: [text],
            source: { file: text, line: 1, column: 2 },
            author: { name: text, commit: text },
            actions: [{ title: text, command: text }],
          }),
          aRow({
            target: `${text} 2`,
            name: text,
            kind: 'update',
            values: [
              { kind: 'secret', fingerprint: text },
              { kind: 'value', json: [text] },
            ],
          }),
          aRow({
            target: `${text} 3`,
            name: text,
            kind: 'update',
            values: [{ kind: 'absent' }, { kind: 'value', json: { [text]: `${text}${'x'.repeat(120)}` } }],
          }),
        ],
      },
    ],
    findings: [
      {
        code: text,
        severity: 'refuse',
        message: text,
        target: text,
        source: { file: text, line: 1, column: 2 },
        cure: [text],
      },
    ],
    sections: [{ title: text, items: [text] }],
    digest: text,
  };
}

/** The same for an inventory. */
export function inventoryOfText(text: string): Inventory {
  const cell = (state: InventoryCell['state']): InventoryCell => ({ state, value: { kind: 'value', json: text } });
  return {
    side: { name: text, kind: 'live', application: { id: text, region: text }, readAt: text },
    clients: [{ name: text, id: `${text} id` }],
    rows: [
      { section: 'property', key: 'features', group: null, global: cell('unset'), cells: [cell('own')] },
      { section: 'settings', key: text, group: text, global: cell('own'), cells: [cell('inherited')] },
      { section: 'custom', key: text, group: null, global: cell('silent'), cells: [cell('unset')] },
    ],
  };
}
