import { asWritten } from '../model/as-written.ts';
import type { BaselineValue } from '../model/baseline.ts';
import type { ShownValue } from '../model/shown-value.ts';
import { isSecret, type Value } from '../model/value.ts';
import type { Digest } from '../plan/fingerprints.ts';

export const absent: ShownValue = { kind: 'absent' };
export const notComparable: ShownValue = { kind: 'not-comparable' };
export const notManaged: ShownValue = { kind: 'not-managed' };

/** A value as rows show it; undefined and null are absent. */
export function shownValue(value: Value | undefined, digest: Digest): ShownValue {
  if (value === undefined || value === null) return absent;
  return isSecret(value) ? { kind: 'secret', fingerprint: value.fingerprint(digest) } : { kind: 'value', json: value };
}

/** What a baseline says of a key, as rows show it. What is a secret today is hidden, whatever it was then. */
export function shownBaseline(said: BaselineValue | undefined, isSecretKey: boolean): ShownValue {
  if (said === undefined) return notManaged;
  if (said.kind === 'value' && isSecretKey) return notComparable;
  if (said.kind !== 'value') return said;
  return { kind: 'value', json: asWritten(said) };
}
