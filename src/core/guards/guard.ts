import type { Baseline, LiveEdits, Origin } from '../model/baseline.ts';
import type { Call } from '../model/call.ts';
import type { Change } from '../model/change.ts';
import type { Allow, Desired } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import type { LiveState } from '../model/live.ts';
import type { ResolvedClient } from '../model/resolved-clients.ts';
import type { Secrecy } from '../model/secrecy.ts';
import type { Catalogue } from '../model/setting.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import type { Undo } from '../model/undo.ts';

/** What guards look at: what is asked, what is there, and what would be done. */
export type GuardInput = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly secrecy: Secrecy;
  readonly clients: readonly ResolvedClient[];
  readonly changes: readonly Change[];
  /** Why each change is needed; none without a baseline. */
  readonly origins: ReadonlyMap<Change, Origin>;
  readonly calls: readonly Call[];
  readonly catalogue: Catalogue;
  /** UTC, YYYY-MM-DD. */
  readonly today: string;
  /** Two weeks later: what ends by then is announced. */
  readonly soon: string;
  /** What `--only` names; empty: the plan is not narrowed. */
  readonly only: readonly TargetPattern[];
  /** What was last applied; null: nobody said. */
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  /** The run that the plan takes back; null: the plan follows a file. */
  readonly undo: Undo | null;
};

/** Looks at the plan as a whole and says what it dislikes. Never throws, never changes anything. */
export type Guard = {
  /** The code of its findings, and the name of its page under docs/guards/. */
  readonly code: string;
  /** `allow`: an entry of the file's `allow` list, with target and day, turns a refusal into an info. */
  readonly override: 'allow' | 'none';
  readonly check: (input: GuardInput) => readonly Finding[];
  /** Whether an entry that names the guard and the target lets this finding pass; left out: it does. */
  readonly allows?: (entry: Allow, finding: Finding, input: GuardInput) => boolean;
};
