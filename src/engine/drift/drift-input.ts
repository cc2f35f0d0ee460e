import type { Baseline, BaselineValue } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { LiveState } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { asWritten, isSecret, type Secret, type ShownValue, secretAddress, type Value } from '../../model/value.ts';
import type { Digest } from '../plan-document/fingerprints.ts';

/** What drift is judged by. */
export type DriftFacts = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  /** Narrows the rows to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
};

export const absent: ShownValue = { kind: 'absent' };
export const notComparable: ShownValue = { kind: 'not-comparable' };
export const notManaged: ShownValue = { kind: 'not-managed' };

/** A value as rows show it; undefined and null are absent. */
export function shownValue(value: Value | undefined, address: KeyAddress, digest: Digest): ShownValue {
  if (value === undefined || value === null) return absent;
  return isSecret(value) ? shownSecret(value, address, digest) : { kind: 'value', json: value };
}

/** What a baseline says of a key, as rows show it. */
export function shownBaseline(said: BaselineValue | undefined, address: KeyAddress, digest: Digest): ShownValue {
  switch (said?.kind) {
    case 'value':
      return { kind: 'value', json: asWritten(said) };
    case 'secret':
      return said.secret === null ? notComparable : shownSecret(said.secret, address, digest);
    case 'absent':
      return absent;
    case 'not-comparable':
      return notComparable;
    case undefined:
      return notManaged;
  }
}

function shownSecret(secret: Secret, { clientId, section, key }: KeyAddress, digest: Digest): ShownValue {
  return { kind: 'secret', fingerprint: secret.fingerprint(digest, secretAddress(clientId, section, key)) };
}
