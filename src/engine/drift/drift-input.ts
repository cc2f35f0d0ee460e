import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { LiveState } from '../../model/live.ts';
import type { KeyAddress } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import type { Cell } from '../../model/state.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import {
  isSecret,
  type RedactedValue,
  type Secret,
  secretAddress,
  sourceLiteral,
  type Value,
} from '../../model/value.ts';
import type { Digest } from '../plan-document/fingerprints.ts';

/** The inputs of a drift check. */
export type DriftInput = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  /** Narrows the rows to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  readonly baseline: Baseline | null;
};

export const absent: RedactedValue = { kind: 'absent' };
export const notComparable: RedactedValue = { kind: 'not-comparable' };
export const notManaged: RedactedValue = { kind: 'not-managed' };

/** A value as rows show it; undefined and null are absent. */
export function redactedValue(value: Value | undefined, address: KeyAddress, digest: Digest): RedactedValue {
  if (value === undefined || value === null) return absent;
  return isSecret(value) ? redactedSecret(value, address, digest) : { kind: 'value', json: value };
}

/** A baseline value, as rows show it. */
export function redactedBaseline(said: Cell | undefined, address: KeyAddress, digest: Digest): RedactedValue {
  switch (said?.kind) {
    case 'value':
      return { kind: 'value', json: sourceLiteral(said) };
    case 'secret':
      return said.secret === null ? notComparable : redactedSecret(said.secret, address, digest);
    case 'absent':
      return absent;
    case 'not-comparable':
      return notComparable;
    case undefined:
      return notManaged;
  }
}

function redactedSecret(secret: Secret, { clientId, section, key }: KeyAddress, digest: Digest): RedactedValue {
  return { kind: 'secret', fingerprint: secret.fingerprint(digest, secretAddress(clientId, section, key)) };
}
