import type { Json } from '../../leaf/json.ts';
import {
  either,
  isCount,
  isFlag,
  isText,
  listOf,
  membersOf,
  oneOf,
  orMissing,
  orNull,
  type Shape,
} from '../../leaf/json.ts';
import type { CompareRow, Comparison, SideFacts } from '../../model/comparison.ts';
import type { Drift, DriftRow } from '../../model/drift.ts';
import type { Problem, Source } from '../../model/finding.ts';
import type { PlanFinding } from '../../model/plan.ts';
import type { Outcome, RunReport } from '../../model/run.ts';
import type { RedactedValue } from '../../model/value.ts';

// The JSON that commands print for one application, as read from a file. Plans have a schema of their own.

const isJson: Shape<Json> = (value): value is Json => value !== undefined;
const isOne: Shape<1> = (value): value is 1 => value === 1;
const isFalse: Shape<false> = (value): value is false => value === false;
const isSource = membersOf<Source>({ file: isText, line: isCount, column: isCount });
const isTool = membersOf<Drift['tool']>({ name: isText, version: isText });
const isApplication = membersOf<Drift['application']>({ id: isText, region: orNull(isText) });

export const isProblem = membersOf<Problem>({ code: isText, message: isText, cure: isText, source: orNull(isSource) });
export const isProblems = membersOf<{ readonly problems: readonly Problem[]; readonly notes: readonly Problem[] }>({
  problems: listOf(isProblem),
  notes: listOf(isProblem),
});

const isValue: Shape<RedactedValue> = either(
  either(
    membersOf<{ readonly kind: 'value'; readonly json: Json }>({ kind: oneOf('value'), json: isJson }),
    membersOf<{ readonly kind: 'secret'; readonly fingerprint: string | null }>({
      kind: oneOf('secret'),
      fingerprint: orNull(isText),
    }),
  ),
  membersOf<{ readonly kind: 'absent' | 'not-comparable' | 'not-managed' }>({
    kind: oneOf('absent', 'not-comparable', 'not-managed'),
  }),
);

const isFinding = membersOf<PlanFinding>({
  code: isText,
  severity: oneOf('refuse', 'warning', 'info'),
  message: isText,
  target: isText,
  source: orNull(isSource),
  overridable: orMissing(isFalse),
});

export const isDrift = membersOf<Drift>({
  formatVersion: isOne,
  tool: isTool,
  application: isApplication,
  caller: orNull(isText),
  readAt: isText,
  baseline: orNull(membersOf({ name: isText, commit: orNull(isText) })),
  summary: membersOf<Drift['summary']>({
    ...{ pending: isCount, drift: isCount, both: isCount, converged: isCount, unknown: isCount },
    ...{ accepted: isCount, notCompared: isCount },
  }),
  rows: listOf(
    membersOf<DriftRow>({
      target: isText,
      clientId: orNull(isText),
      class: oneOf('pending', 'drift', 'both', 'converged', 'unknown'),
      baseline: isValue,
      live: isValue,
      file: isValue,
      source: orNull(isSource),
      accepted: orNull(membersOf({ until: isText, reason: isText })),
    }),
  ),
  findings: listOf(isFinding),
});

const isSide = membersOf<SideFacts>({
  name: isText,
  kind: oneOf('file', 'snapshot', 'live', 'csv', 'replies'),
  application: isApplication,
  readAt: orNull(isText),
});

const compareClasses = oneOf('differs', 'expected', 'environment', 'foreign-value', 'missing', 'one-sided');

export const isComparison = membersOf<Comparison>({
  formatVersion: isOne,
  tool: isTool,
  a: isSide,
  b: isSide,
  summary: membersOf<Comparison['summary']>({
    ...{ differs: isCount, expected: isCount, environment: isCount, 'foreign-value': isCount, missing: isCount },
    ...{ 'one-sided': isCount, same: isCount, notCompared: isCount, notDeclared: isCount },
  }),
  rows: listOf(
    membersOf<CompareRow>({ target: isText, class: compareClasses, a: isValue, b: isValue, note: orNull(isText) }),
  ),
});

type StoredAs = { readonly target: string; readonly storedAs: Json };

/** The members of the JSON of a run besides the plan. */
export type RunMembers = Omit<RunReport, 'outcomes'> & {
  readonly outcomes: readonly (Omit<Outcome, 'stored'> & { readonly storedAs?: Json | undefined })[];
  readonly storedOtherwise: readonly StoredAs[];
};

export const isRunMembers = membersOf<RunMembers>({
  run: membersOf({ id: isText }),
  result: oneOf(
    ...(['in-sync', 'done', 'refused', 'stale', 'failed', 'interrupted', 'partial', 'unknown'] as const),
    ...(['side-effects', 'stored-otherwise', 'unverified'] as const),
  ),
  outcomes: listOf(
    membersOf<RunMembers['outcomes'][number]>({
      call: isText,
      status: oneOf('done', 'failed', 'not-run', 'unknown'),
      verified: isFlag,
      seen: orNull(oneOf('new', 'old', 'part', 'other')),
      reason: orNull(isText),
      code: orNull(isText),
      storedAs: orMissing(isJson),
    }),
  ),
  storedOtherwise: listOf(membersOf<StoredAs>({ target: isText, storedAs: isJson })),
  sideEffects: listOf(membersOf({ target: isText, message: isText })),
  changedMeanwhile: listOf(isText),
  stoppedBy: orNull(membersOf({ code: isText, message: isText })),
  journalGap: orNull(isText),
});
