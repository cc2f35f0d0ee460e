import type { Target } from '../../model/address.ts';
import type { Accept } from '../../model/desired.ts';
import { patternIndex, targetIndex } from '../../model/pattern-index.ts';
import type { SettingType } from '../../model/setting.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { isSecret, sealed, type Value } from '../../model/value.ts';
import { equivalent } from './normalize-value.ts';

/** What the file leaves as it is, and the day (UTC, YYYY-MM-DD) on which that is asked. */
export type Untouched = {
  readonly ignore: readonly TargetPattern[];
  readonly accept: readonly Accept[];
  readonly today: string;
};

export function isIgnored(rules: Pick<Untouched, 'ignore'>, target: Target): boolean {
  return rules.ignore.length > 0 && patternIndex(rules.ignore).matching(target).length > 0;
}

/** The accepts for this target that still hold today; the last day counts. */
export function acceptsFor(rules: Untouched, target: Target): readonly Accept[] {
  return targetIndex(rules.accept)
    .matching(target)
    .filter((accept) => accept.until >= rules.today);
}

/** Whether this live value is known drift that is to be left as it is. */
export function isAccepted(rules: Untouched, target: Target, live: Value, type: SettingType): boolean {
  return acceptsFor(rules, target).some((accept) => {
    // What was accepted as an ordinary value may have turned out to be a secret.
    return equivalent(type, isSecret(live) ? sealed(accept.live) : accept.live, live);
  });
}
