import { byText, isJsonObject, type Json, objectFrom } from '../../leaf/json.ts';
import type { Problem, Source } from '../../model/finding.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue } from '../../model/plan.ts';
import { isUntold, type RecordedCall, type RunHeader, type RunReport } from '../../model/run.ts';
import { visibleJson } from '../escape/visible-text.ts';
import type { RunRow, ShownRun, UnreadableRun } from '../text/run-text.ts';

/** The plan with its members in the documented order and maps sorted, so that equal plans give equal bytes. */
export function planJson(plan: Plan): Plan {
  return {
    formatVersion: plan.formatVersion,
    status: plan.status,
    tool: { name: plan.tool.name, version: plan.tool.version },
    application: { id: plan.application.id, region: plan.application.region },
    caller: plan.caller,
    source: plan.source,
    readAt: plan.readAt,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    baseline: plan.baseline === null ? null : { name: plan.baseline.name, commit: plan.baseline.commit },
    configDigest: plan.configDigest,
    digest: plan.digest,
    ...(plan.literals === undefined ? {} : { literals: plan.literals }),
    seal: plan.seal,
    only: [...plan.only],
    overwriteDrift: plan.overwriteDrift,
    summary: summary(plan.summary),
    changes: plan.changes.map(change),
    findings: plan.findings.map(finding),
    calls: plan.calls.map(({ id, method, path, replaces, targets }) => ({
      id,
      method,
      path,
      replaces,
      targets: [...targets],
    })),
    fingerprints: sortedMap(plan.fingerprints),
    unmanaged: plan.unmanaged.map((entry) =>
      typeof entry === 'string' ? entry : { client: entry.client, name: entry.name },
    ),
  };
}

function summary({ create, update, remove, features, unmanaged, notCompared }: Plan['summary']): Plan['summary'] {
  return { create, update, remove, features, unmanaged, notCompared };
}

function change(entry: PlanChange): PlanChange {
  return {
    action: entry.action,
    target: entry.target,
    ...(entry.clientId === undefined ? {} : { clientId: entry.clientId }),
    ...(entry.before === undefined ? {} : { before: sortedValue(entry.before) }),
    ...(entry.after === undefined ? {} : { after: sortedValue(entry.after) }),
    origin: entry.origin,
    call: entry.call,
    source: place(entry.source),
  };
}

function finding({ code, severity, message, target, source }: PlanFinding): PlanFinding {
  return { code, severity, message, target, source: place(source) };
}

function place(source: Source | null): Source | null {
  return source === null ? null : { file: source.file, line: source.line, column: source.column };
}

function sortedMap(map: Plan['fingerprints']): Plan['fingerprints'] {
  return objectFrom(Object.entries(map).sort(([a], [b]) => byText(a, b)));
}

// A list keeps its order, which may be significant.
function sortedValue(value: PlanValue): PlanValue {
  if (Array.isArray(value)) return value.map(sortedValue);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return objectFrom(members.map(([key, member]): [string, Json] => [key, sortedValue(member)]));
}

/** The JSON of `apply --format json`: the plan and its outcome; described by schemas/run.schema.json. */
export function runJson(plan: Plan, report: RunReport): object {
  return {
    ...planJson(plan),
    run: { id: report.run.id },
    result: report.result,
    outcomes: report.outcomes.map(({ status, verified, seen, call, reason, code, stored }) => ({
      status,
      verified,
      seen,
      call,
      reason,
      code,
      ...(stored?.[0] === undefined ? {} : { storedAs: stored[0].value }),
    })),
    storedOtherwise: report.outcomes.flatMap(({ stored }) =>
      (stored ?? []).map(({ target, value }) => ({ target, storedAs: value })),
    ),
    sideEffects: report.sideEffects.map(({ target, message }) => ({ target, message })),
    changedMeanwhile: [...report.changedMeanwhile],
    stoppedBy: report.stoppedBy && { code: report.stoppedBy.code, message: report.stoppedBy.message },
    journalGap: report.journalGap,
  };
}

/** The JSON of problems and notes; described by schemas/problems.schema.json. */
export function problemsJson(problems: readonly Problem[], notes: readonly Problem[]): unknown {
  return { problems: problems.map(ordered), notes: notes.map(ordered) };
}

function ordered({ code, message, cure, source }: Problem): Problem {
  return { code, message, cure, source: source && { file: source.file, line: source.line, column: source.column } };
}

/** The JSON of `runs --format json`; described by schemas/runs.schema.json. */
export function runsJson(rows: readonly RunRow[], unreadable: readonly UnreadableRun[]): unknown {
  return { runs: rows.map(rowJson), unreadable: unreadable.map(({ path, reason }) => ({ path, reason })) };
}

/** The JSON of `runs RUN --format json`; described by the same schema. */
export function runShownJson({ row, verification, calls }: ShownRun): unknown {
  return {
    run: rowJson(row),
    verification: verification.kind,
    reason: verification.kind === 'verified' ? null : verification.reason,
    calls:
      calls === null
        ? row.header.calls.map(({ shape }) => callJson(shape, null))
        : calls.map((call) => callJson(call.shape, row.end === null && isUntold(call) ? null : call)),
  };
}

function rowJson({ state, path, header, end }: RunRow): unknown {
  const { run, startedAt, tool, application, caller, actor, commit, file, undoes, planDigest, calls } = header;
  return {
    run,
    state,
    result: end?.result ?? null,
    startedAt,
    endedAt: end?.at ?? null,
    application: { id: application.id, region: application.region },
    caller,
    actor,
    commit,
    file,
    undoes,
    planDigest,
    tool: { name: tool.name, version: tool.version },
    calls: calls.length,
    journal: path,
  };
}

function callJson(
  { id, method, path, replaces, targets }: RunHeader['calls'][number]['shape'],
  call: RecordedCall | null,
): unknown {
  const outcome = call?.outcome ?? null;
  return {
    call: id,
    method,
    path,
    replaces,
    targets: [...targets],
    state: call?.state ?? null,
    outcome: outcome && {
      status: outcome.status,
      verified: outcome.verified,
      seen: outcome.seen,
      reason: outcome.reason,
      code: outcome.code,
    },
  };
}

/** The layout of every `--format json`: indented by two, one newline at the end, no control characters. */
export function jsonText(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}
