import type { Policy } from './desired.ts';
import type { Json } from './json.ts';
import type { Scope, Section } from './scope.ts';
import type { Secret } from './secret.ts';
import type { TargetPattern } from './target-pattern.ts';

/** What the baseline says of one key. */
export type BaselineValue =
  /** `text` is the source text of a scalar, null for maps, lists and values that did not come from YAML. */
  | { readonly kind: 'value'; readonly json: Json; readonly text: string | null }
  | { readonly kind: 'absent' }
  /**
   * A secret; null: its variable is not set. `by`: the reference of a file, a fingerprint of a snapshot (`look`: which hid
   * it for its name or form alone), or `value`: one that turned out to be secret.
   */
  | {
      readonly kind: 'secret';
      readonly secret: Secret | null;
      readonly by: 'reference' | 'snapshot' | 'look' | 'value';
    }
  /** Something was there, and what it was is not known. */
  | { readonly kind: 'not-comparable' };

export type BaselineScope = {
  readonly sections: Readonly<Record<Section, ReadonlyMap<string, BaselineValue>>>;
  /** Whether a key of the section that is not listed was absent; otherwise nothing is known of it. */
  readonly whole: Readonly<Record<Section, boolean>>;
  /** null: nothing is known of the features. */
  readonly features: readonly string[] | null;
};

/** One client of a baseline: one of a file has an alias, one of a snapshot its id alone. It is found by its id first. */
export type BaselineClient = (
  | { readonly id: string | null; readonly alias: string }
  | { readonly id: string; readonly alias: null }
) & {
  /** The name that the client is found by. */
  readonly name: string | null;
  readonly scope: BaselineScope;
};

/** What was last applied. */
export type Baseline = {
  /** As it was asked for: `git:REF`, or the name of a file. */
  readonly name: string;
  /** The commit that a Git ref stood for; null for files. */
  readonly commit: string | null;
  /** A file that the commit does not have, so that nothing counts as applied; null: the baseline was read. */
  readonly missing: string | null;
  /** null: the baseline does not manage the scope. */
  readonly global: BaselineScope | null;
  readonly clients: readonly BaselineClient[];
  /** What the baseline left as it was: nothing is known of these. Aliases are those of the baseline. */
  readonly ignore: readonly TargetPattern[];
  /** What it accepted, so that `unmentioned: remove` did not reach it; null: no file but what live was, which is whole. */
  readonly accepted: readonly TargetPattern[] | null;
  /** Whether `unmentioned: remove` of a file spares a key for what is known of the key today. */
  readonly isSpared?: (scope: Scope, section: Section, key: string) => boolean;
  /** What was a secret then is one now: a file that no longer says so must not bring it to light. */
  readonly sensitive: readonly TargetPattern[];
  /** null: a snapshot has none. `protectFiles`: whether those of then are known. */
  readonly policy: (Policy & { readonly protectFiles: 'known' | 'unknown' }) | null;
};

/**
 * What becomes of live values that changed since the baseline. `kept`: a change that would undo them is refused.
 * `overwritten`: whoever asked for the plan said that they may go. `shown`: nothing is to be applied.
 */
export type LiveEdits = 'kept' | 'overwritten' | 'shown';

/** Why desired and live differ: the file changed since the baseline, live did, or both; unknown without a baseline. */
export type Origin = 'pending' | 'drift' | 'both' | 'unknown';
