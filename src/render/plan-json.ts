import { byText, isJsonObject, type Json, objectFrom } from '../core/model/json.ts';
import type { Plan, PlanChange, PlanFinding, PlanValue } from '../core/model/plan.ts';
import type { Source } from '../core/model/source.ts';

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
    unmanaged: [...plan.unmanaged],
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

// A list keeps its order: it may mean something.
function sortedValue(value: PlanValue): PlanValue {
  if (Array.isArray(value)) return value.map(sortedValue);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return objectFrom(members.map(([key, member]): [string, Json] => [key, sortedValue(member)]));
}
