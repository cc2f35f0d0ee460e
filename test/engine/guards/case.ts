import type { Guard, GuardInput } from '../../../src/engine/guards/guard.ts';
import { formatTarget } from '../../../src/model/address.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { aGuardInput, type DecideWish } from '../../support/builders.ts';

/** One fact about a guard: what it says of a decision. Near misses say nothing. */
export type GuardCase = {
  readonly fact: string;
  /** The decision on a file and a live state. */
  readonly of: DecideWish;
  /** Changes to that decision which the rest of the core would not make. */
  readonly but?: (input: GuardInput) => GuardInput;
  /** `severity target: message`, in order. */
  readonly says: readonly string[];
};

export function findingsIn(guard: Guard, { of: wish, but }: GuardCase): readonly Finding[] {
  const input = aGuardInput(wish);
  return guard.check(but === undefined ? input : but(input));
}

/** The findings as a case writes them down. */
export function saysOf(guard: Guard, one: GuardCase): readonly string[] {
  return findingsIn(guard, one).map(
    ({ severity, target, message }) => `${severity} ${formatTarget(target)}: ${message}`,
  );
}
