import type { Target } from './address.ts';
import type { Source } from './source.ts';

/** `refuse`: the plan is blocked. `warning`: someone should look. `info`: good to know. */
export type Severity = 'refuse' | 'warning' | 'info';

/** What a guard says. Its texts name no secret value. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, without a full stop. */
  readonly fact: string;
  /** What to do about it; '' when there is nothing to say. */
  readonly cure: string;
  /** Why it does not refuse here, although it would: an entry of `allow`, or an undo. */
  readonly note?: string;
  readonly target: Target;
  readonly source: Source | null;
  /** false: no entry of `allow` lets it pass, though its guard has one for other findings. */
  readonly overridable?: false;
};

/** A finding in one sentence, as plans hold it. */
export function findingText({ fact, cure, note }: Finding): string {
  return `${fact}${cure === '' ? '' : `; ${cure}`}${note === undefined ? '' : ` (${note})`}`;
}
