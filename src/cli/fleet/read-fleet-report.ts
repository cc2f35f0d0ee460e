import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  either,
  isCount,
  isFlag,
  isText,
  type Json,
  listOf,
  membersOf,
  oneOf,
  orMissing,
  orNull,
  type Shape,
} from '../../leaf/json.ts';
import { scanJson } from '../../leaf/parse-json.ts';
import { errorCode } from '../../leaf/system-text.ts';
import type { CompareRow, Comparison, Drift, DriftRow, SideFacts } from '../../model/differences.ts';
import type { Problem, Source } from '../../model/finding.ts';
import type { PlanFinding } from '../../model/plan.ts';
import type { Outcome, RunReport } from '../../model/run.ts';
import type { RedactedValue } from '../../model/value.ts';
import { endWith } from '../../workflows/ending.ts';
import type { Session } from '../terminal/session.ts';
import type { FleetReport, FleetResult } from './fleet-report.ts';

// The JSON that commands print for one application, as read from a file. Plans have a schema of their own.

const isJson: Shape<Json> = (value): value is Json => value !== undefined;
const isOne: Shape<1> = (value): value is 1 => value === 1;
const isFalse: Shape<false> = (value): value is false => value === false;
const isSource = membersOf<Source>({ file: isText, line: isCount, column: isCount });
const isTool = membersOf<Drift['tool']>({ name: isText, version: isText });
const isApplication = membersOf<Drift['application']>({ id: isText, region: orNull(isText) });

const isProblem = membersOf<Problem>({ code: isText, message: isText, cure: isText, source: orNull(isSource) });
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

// A value nests at most 64 levels, and is some levels below the top of the report.
const maxDepth = 90;
const maxBytes = 512 * 1024 * 1024;

const isAnything: Shape<unknown> = (_value): _value is unknown => true;
const isDuration: Shape<number> = (value): value is number => typeof value === 'number' && value >= 0;

const isResult = membersOf<FleetResult>({
  name: isText,
  file: isText,
  wave: isText,
  application: orNull(isText),
  exitCode: orNull(isCount),
  says: isText,
  durationSeconds: isDuration,
  result: isAnything,
});

const isReport = membersOf<FleetReport>({
  formatVersion: isOne,
  kind: oneOf('capstan-fleet'),
  command: oneOf('plan', 'apply', 'drift', 'compare', 'validate'),
  fleet: orNull(isText),
  shard: orNull(membersOf({ index: isCount, count: isCount })),
  exitCode: isCount,
  all: listOf(isText),
  applications: listOf(isResult),
  problems: orMissing(listOf(isProblem)),
});

/** Reads a fleet report from a file; ends with 65 if it is not one. Each result is validated where it is shown. */
export async function readFleetReport(path: string, { cwd, files }: Session): Promise<FleetReport> {
  const place = resolve(cwd, path);
  files.note(place, 'read');
  const text = await textOf(place, path);
  const content: unknown = scanJson(text, maxDepth).kind === 'sound' ? parsed(text) : undefined;
  if (isReport(content)) return content;
  throw noReport(path, 'is not a fleet report that this version of capstan wrote');
}

async function textOf(place: string, path: string): Promise<string> {
  try {
    const found = await stat(place);
    if (found.isFile() && found.size <= maxBytes) return await readFile(place, 'utf8');
  } catch (cause) {
    throw noReport(path, `cannot be read (${errorCode(cause)})`);
  }
  throw noReport(path, 'is not a file, or is too large for a report');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for reports that cannot be trusted. */
export function noReport(path: string, why: string): Error {
  return endWith('invalidFile', {
    code: 'report-malformed',
    message: `${path} ${why}.`,
    cure: 'Name a file that `capstan plan --fleet FILE --shard I/N --report FILE` wrote, or drift, compare or apply.',
  });
}
