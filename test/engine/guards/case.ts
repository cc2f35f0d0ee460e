import type { Guard, GuardInput } from '../../../src/engine/guards/guard.ts';
import { formatTarget } from '../../../src/model/address.ts';
import { type Finding, findingText } from '../../../src/model/finding.ts';
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

/** The members of the input that the guard looks at. */
export function lookedAt(guard: Guard, { of: wish, but }: GuardCase): readonly PropertyKey[] {
  const made = aGuardInput(wish);
  const seen = new Set<PropertyKey>();
  const watched = new Proxy(but === undefined ? made : but(made), {
    get(input, name) {
      seen.add(name);
      return Reflect.get(input, name);
    },
  });
  guard.check(watched);
  return [...seen];
}

/** The findings as a case writes them down. */
export function saysOf(guard: Guard, one: GuardCase): readonly string[] {
  return findingsIn(guard, one).map(
    (finding) => `${finding.severity} ${formatTarget(finding.target)}: ${findingText(finding)}`,
  );
}
