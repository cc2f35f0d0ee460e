import { isUntold, type RecordedCall, type RunFacts } from '../core/model/run-record.ts';
import type { RunRow, ShownRun, UnreadableRun } from './run-row.ts';

/** What `runs --format json` prints; described by schemas/runs.schema.json. */
export function runsJson(rows: readonly RunRow[], unreadable: readonly UnreadableRun[]): unknown {
  return { runs: rows.map(rowJson), unreadable: unreadable.map(({ path, reason }) => ({ path, reason })) };
}

/** What `runs RUN --format json` prints; described by the same schema. */
export function runShownJson({ row, verification, calls }: ShownRun): unknown {
  return {
    run: rowJson(row),
    verification: verification.kind,
    reason: verification.kind === 'verified' ? null : verification.reason,
    calls:
      calls === null
        ? row.facts.calls.map(({ shape }) => callJson(shape, null))
        : calls.map((call) => callJson(call.shape, row.end === null && isUntold(call) ? null : call)),
  };
}

function rowJson({ state, path, facts, end }: RunRow): unknown {
  const { run, startedAt, tool, application, caller, actor, commit, file, undoes, planDigest, calls } = facts;
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
  { id, method, path, replaces, targets }: RunFacts['calls'][number]['shape'],
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
