import { kindOf } from '../../kinds/index.ts';
import { entriesOf } from '../../kinds/kind.ts';
import { formatTarget, globalScope } from '../../model/address.ts';
import { type Change, isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { liveScopeOf } from '../../model/live.ts';
import { sameValue } from '../../model/reads.ts';
import { valueAt } from '../../model/state.ts';
import { isSecret, type Value } from '../../model/value.ts';
import { ownValue } from '../judging/effective-value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Something that makes no difference: a client value equal to the global one, or a feature that another includes. */
export const redundant: Guard = { code: 'redundant', override: 'none', rank: 410, check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.flatMap((change) => {
    const reason = reasonOf(input, change);
    if (reason === null) return [];
    const target = targetOf(change);
    const fact = `${formatTarget(target)}: ${reason}`;
    return [{ code: 'redundant', severity: 'info' as const, fact, cure: '', target, source: change.source }];
  });
}

function reasonOf(input: GuardInput, change: Change): string | null {
  if (!isKeyChange(change)) {
    const words = entriesOf(change.after);
    const [found] = Object.entries(change.property.includes).flatMap(([word, included]) =>
      words.includes(word)
        ? included.filter((other) => words.includes(other)).map((other) => [word, other] as const)
        : [],
    );
    return found === undefined ? null : `${found[0]} includes ${found[1]}, which can be left out`;
  }
  if (!kindOf(change.scope).inherits || change.action === 'remove') return null;
  // Comparing a plain-text secret of the file with the global one would tell whether a guess is right.
  if (isSecret(change.after) && change.after.isOfFile()) return null;
  const inherited = globalValue(input, change);
  const equal = inherited !== undefined && sameValue(inherited, change.after);
  return equal ? 'the client would inherit the same value from the global scope' : null;
}

/** The global value as it will be after the plan. */
function globalValue(input: GuardInput, { section, key, scope }: KeyChange): Value | undefined {
  const { live } = input;
  if (live.global !== null) return ownValue(input, { scope: globalScope, section, key });
  return valueAt(liveScopeOf(live, scope)?.inherited, section, key);
}
