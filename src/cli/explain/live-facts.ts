import type { Inventory, InventoryCell, InventoryRow } from '../../engine/comparison/inventory.ts';
import { formatTarget, type Target } from '../../model/address.ts';
import { redactedValueText, shortened } from '../../render/text/value-text.ts';
import type { Fact } from './explanation.ts';

// More than one screen of them does not help.
const maxShown = 40;
const maxInheriting = 10;
const longestValue = 200;

/** The live values at the targets, where they come from, and which clients inherit them. */
export function liveFacts({ rows, clients }: Inventory, isAsked: (target: Target) => boolean): readonly Fact[] {
  const names = clients.map(({ name }) => name);
  const lines = rows.flatMap((row) => rowLines(row, names, isAsked));
  const more = lines.length - maxShown;
  const shown = more > 0 ? [...lines.slice(0, maxShown), `and ${more} more`] : lines;
  return (shown.length === 0 ? ['no value under this name'] : shown).map((line): Fact => ['live', line]);
}

function rowLines(
  row: InventoryRow,
  names: readonly string[],
  isAsked: (target: Target) => boolean,
): readonly string[] {
  const isGlobal = row.section !== 'property' && isAsked(targetOf(row, null));
  const own = names.flatMap((name, at) => {
    const cell = row.cells[at];
    return cell !== undefined && (isGlobal || isAsked(targetOf(row, name))) ? [{ name, cell }] : [];
  });
  // The clients that inherit are listed once, below the inherited value.
  const told = isGlobal ? own.filter(({ cell }) => !isInherited(cell)) : own;
  const lines = told.flatMap(({ name, cell }) => cellLine(targetOf(row, name), cell));
  if (!isGlobal) return lines;
  const heirs = own.filter(({ cell }) => cell.state === 'inherited').map(({ name }) => name);
  return [...cellLine(targetOf(row, null), row.global), ...heirsLine(heirs), ...lines];
}

function isInherited({ state }: InventoryCell): boolean {
  return state === 'inherited' || state === 'unset';
}

function targetOf({ section, key }: InventoryRow, alias: string | null): Target {
  if (section === 'property') return { kind: 'property', of: 'client', alias: alias ?? '', property: key };
  return { kind: 'key', alias, section, key };
}

const remarks: Readonly<Partial<Record<InventoryCell['state'], string>>> = {
  inherited: 'inherited from the global scope',
  redundant: 'the same as the global value',
  ignored: 'no effect: it works only globally',
};

function cellLine(target: Target, { state, value }: InventoryCell): readonly string[] {
  const name = formatTarget(target);
  if (value.kind === 'absent') return [`${name}  (not set)`];
  const remark = remarks[state];
  const text = shortened(redactedValueText(value), longestValue);
  return [`${name}  ${text}${remark === undefined ? '' : `, ${remark}`}`];
}

function heirsLine(heirs: readonly string[]): readonly string[] {
  if (heirs.length === 0) return [];
  const more = heirs.length - maxInheriting;
  return [`inherited by ${heirs.slice(0, maxInheriting).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}
