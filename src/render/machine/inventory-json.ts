import type { Inventory, InventoryCell } from '../../engine/comparison/inventory.ts';
import type { SideFacts } from '../../model/comparison.ts';
import { jsonText } from './json.ts';

type InventoryDocument = {
  readonly formatVersion: 1;
  readonly tool: { readonly name: 'capstan'; readonly version: string };
  readonly side: SideFacts;
  readonly clients: Inventory['clients'];
  readonly rows: readonly {
    readonly name: string;
    readonly group: string | null;
    readonly global: InventoryCell;
    /** One for each client, in their order. */
    readonly clients: readonly InventoryCell[];
  }[];
};

/** An inventory as the JSON that its schema describes. Secrets are fingerprints. */
export function inventoryJson({ side, clients, rows }: Inventory, toolVersion: string): string {
  const document: InventoryDocument = {
    formatVersion: 1,
    tool: { name: 'capstan', version: toolVersion },
    side,
    clients,
    rows: rows.map(({ section, key, group, global, cells }) => ({
      name: section === 'property' ? key : `${section}.${key}`,
      group,
      global,
      clients: cells,
    })),
  };
  return jsonText(document);
}
