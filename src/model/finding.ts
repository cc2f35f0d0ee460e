import type { Target } from './address.ts';
import type { Source } from './source.ts';

export type Severity = 'refuse' | 'warning' | 'info';

/** What a guard says. The message names no secret value. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly target: Target;
  readonly source: Source | null;
  /** false: no entry of `allow` lets it pass, though its guard has one for other findings. */
  readonly overridable?: false;
};
