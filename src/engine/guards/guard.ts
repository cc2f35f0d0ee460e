import { asSet, canonicalJson, isStructured, type Json } from '../../leaf/json.ts';
import type { Baseline, LiveEdits, Origin } from '../../model/baseline.ts';
import type { Call, Change } from '../../model/change.ts';
import type { Allow, Desired } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveState, ResolvedClient } from '../../model/live.ts';
import type { Undo } from '../../model/run.ts';
import type { Secrecy } from '../../model/secrecy.ts';
import type { Catalogue, SettingType, TypeAt } from '../../model/setting.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { targetIndex } from '../../model/target-pattern.ts';
import { isSecret, type Secret, sealed, type Value } from '../../model/value.ts';

/** Whether two values mean the same for a setting of the type, secrets included: integer 5 and "5" do. */
export function meansTheSame(type: SettingType, a: Value, b: Value): boolean {
  return sealedMeaning(type, a).equals(sealedMeaning(type, b));
}

function sealedMeaning(type: SettingType, value: Value): Secret {
  return sealed((type === 'json' || type === 'set') && !isSecret(value) ? parsed(type, value) : value);
}

// The service may give JSON as text.
function parsed(type: SettingType, value: Json): Json {
  const json = typeof value === 'string' ? parsedText(value) : value;
  return isStructured(json) ? canonicalJson(type === 'set' ? asSet(json) : json) : value;
}

function parsedText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The input of guards: the desired state, the live state, and the plan. */
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
  readonly typeAt: TypeAt;
  /** UTC, YYYY-MM-DD. */
  readonly today: string;
  /** Two weeks later: entries that expire by then are announced. */
  readonly warnUntil: string;
  /** What `--only` names; empty: the plan is not narrowed. */
  readonly only: readonly TargetPattern[];
  /** What was last applied; null: none was given. */
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  /** The run that the plan undoes; null: the plan follows a file. */
  readonly undo: Undo | null;
};

/** The input of guards that need no live state: the file and the day. */
export type FileInput = Pick<GuardInput, 'desired' | 'today' | 'warnUntil'>;

/** The input of the others in `validate`: the file, and what is documented. */
export type FileAlone = FileInput & {
  readonly catalogue: Catalogue;
  /** As changes to an empty application. The live values may be the same, so a plan may have none. */
  readonly asked: readonly Change[];
};

type GuardFacts = {
  /** The code of its findings, and the name of its page under docs/guards/. */
  readonly code: string;
  /** `allow`: an entry of the file's `allow` list, with target and day, turns a refusal into an info. */
  readonly override: 'allow' | 'none';
  /** Findings of lower ranks are shown first. No two guards have the same. */
  readonly rank: number;
};

/** A guard that needs the file and the day alone: `validate` runs it too. */
type FileGuard = GuardFacts & {
  readonly needs: 'file';
  readonly check: (input: FileInput) => readonly Finding[];
};

/** A guard that needs the live state. */
type LiveGuard = GuardFacts & {
  readonly needs?: 'live';
  readonly check: (input: GuardInput) => readonly Finding[];
  /**
   * Its checks on the file alone, for `validate`; left out: none. It refuses what no application can have, and warns
   * about what a plan would refuse unless it is already live.
   */
  readonly checkFile?: (input: FileAlone) => readonly Finding[];
  /** Whether an entry that names the guard and the target allows this finding; left out: it does. */
  readonly allows?: (entry: Allow, finding: Finding, input: GuardInput) => boolean;
};

/** Checks the whole plan and returns findings. Never throws, never changes anything. */
export type Guard = FileGuard | LiveGuard;

/**
 * All findings of all guards, in the order of the list; refusals that the file allows today are infos. An undo has no
 * file that could allow anything, and it restores an earlier state: there, findings that a file could allow are
 * warnings.
 */
export function runGuards(guards: readonly Guard[], input: GuardInput): readonly Finding[] {
  return guards.flatMap((guard) => {
    const findings = guard.check(input);
    if (guard.override === 'none') return findings;
    const { undo } = input;
    return findings.map((finding) => (undo === null ? withAllowance(guard, finding, input) : inUndo(finding, undo)));
  });
}

/** What the guards find by the file and the day alone, in the order of the list. */
export function runFileGuards(guards: readonly Guard[], input: FileAlone): readonly Finding[] {
  return guards.flatMap((guard) => {
    const findings = guard.needs === 'file' ? guard.check(input) : (guard.checkFile?.(input) ?? []);
    return guard.override === 'none' ? findings : findings.map((finding) => allowedAlone(finding, input));
  });
}

// Without the live state, what a plan would refuse is a warning; the file can allow it too.
function allowedAlone(finding: Finding, input: FileAlone): Finding {
  const allowed = allowedBy({ ...finding, severity: 'refuse' }, input, () => true);
  return finding.severity === 'info' || allowed.severity === 'refuse' ? finding : allowed;
}

// With too few owners, no one could repair a mistake.
const alwaysRefuses: ReadonlySet<string> = new Set(['last-owner']);

function inUndo(finding: Finding, { run }: Undo): Finding {
  if (finding.severity !== 'refuse' || alwaysRefuses.has(finding.code)) return finding;
  return { ...finding, severity: 'warning', note: `a warning: it was so before run ${run}` };
}

function withAllowance(guard: Guard, finding: Finding, input: GuardInput): Finding {
  const allows = guard.needs === 'file' ? undefined : guard.allows;
  return allowedBy(finding, input, (entry) => allows?.(entry, finding, input) ?? true);
}

function allowedBy(finding: Finding, { desired, today }: FileInput, lets: (entry: Allow) => boolean): Finding {
  if (finding.severity !== 'refuse' || finding.overridable === false) return finding;
  const allow = targetIndex(desired.allow)
    .matching(finding.target)
    .find((entry) => applies(entry, finding, today) && lets(entry));
  if (allow === undefined) return finding;
  return { ...finding, severity: 'info', note: `allowed until ${allow.until}: ${allow.reason}` };
}

function applies(allow: Allow, finding: Finding, today: string): boolean {
  return allow.guard === finding.code && allow.until >= today;
}
