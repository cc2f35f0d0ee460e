import type { Section } from '../../model/address.ts';
import type { SettingType } from '../../model/setting.ts';
import type { Cell } from '../../model/state.ts';
import { isSecret, type KeyedDigest, type Value } from '../../model/value.ts';
import { coerceKey, coerceSecret } from './coerce-value.ts';
import { equivalent, normalizeValue } from './normalize-value.ts';

/** `unknown`: they cannot be compared, such as a fingerprint and a plain value. */
export type CellVerdict = 'same' | 'differs' | 'unknown';

/**
 * Whether two states have the same value for a key, by the meaning of its type. Plans, drift and comparisons all use
 * it. Whether a key exists is known for secrets too.
 */
export function compareCells(type: SettingType, a: Cell, b: Cell): CellVerdict {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind ? 'same' : 'differs';
  const [left, right] = [valueIn(a), valueIn(b)];
  return left === undefined || right === undefined ? 'unknown' : compareValues(type, left, right);
}

function valueIn(cell: Exclude<Cell, { readonly kind: 'absent' }>): Value | undefined {
  if (cell.kind === 'value') return cell.json;
  return cell.kind === 'secret' ? (cell.secret ?? undefined) : undefined;
}

/** The same of two values. */
export function compareValues(type: SettingType, a: Value, b: Value): CellVerdict {
  if (!isSecret(a) && !isSecret(b)) return equivalent(type, a, b) ? 'same' : 'differs';
  if (!isSecret(a) || !isSecret(b)) return 'unknown';
  const same = a.sameAs(b, (value) => normalizeValue(type, value));
  if (same === undefined) return 'unknown';
  return same ? 'same' : 'differs';
}

/** A cell whose fingerprint can be compared with values, if the digest has the same key. */
export function comparableCell(cell: Cell, digest: KeyedDigest): Cell {
  return cell.kind === 'secret' ? { ...cell, secret: cell.secret?.comparableBy(digest) ?? null } : cell;
}

/**
 * A cell of a file in the form that the setting's type has; undefined: it does not fit the type. Maps, lists, and what
 * did not come from YAML have their form already. `live`: the live value, whose form is kept.
 */
export function settledCell(
  section: Section,
  type: SettingType,
  cell: Cell,
  live: Value | undefined,
): Cell | undefined {
  if (cell.kind === 'value' && cell.text !== null) {
    const sent = coerceKey(section, type, cell, live);
    return sent.kind === 'fits' ? { kind: 'value', json: sent.value, text: null } : undefined;
  }
  if (cell.kind !== 'secret' || cell.secret === null || cell.by !== 'value') return cell;
  const converted = coerceSecret(type, cell.secret, live);
  return converted.kind === 'fits' ? { ...cell, secret: converted.secret } : undefined;
}
