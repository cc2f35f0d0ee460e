import { kindOf } from '../kinds/index.ts';
import { sameProperty } from '../kinds/kind.ts';
import type { ThingKind } from '../kinds/table.ts';
import { byText } from '../leaf/json.ts';
import { matchesWildcard } from '../leaf/text-search.ts';
import { formatTarget, scopeTarget, type Target } from '../model/address.ts';
import { type Baseline, baselinePropertyOf, baselineValueOf, type LiveEdits, type Origin } from '../model/baseline.ts';
import { type Change, type KeyChange, type PropertyChange, propertyChangesOf, targetOf } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import {
  type LiveState,
  type ResolvedClient,
  type ResolvedThing,
  resolveClients,
  resolveThings,
} from '../model/live.ts';
import type { UndeclaredClient } from '../model/plan.ts';
import type { Undo } from '../model/run.ts';
import type { Secrecy } from '../model/secrecy.ts';
import type { Catalogue } from '../model/setting.ts';
import { cellOfValue, notComparable } from '../model/state.ts';
import { patternIndex, type TargetPattern } from '../model/target-pattern.ts';
import { chooseCalls, orderCalls } from './calls/choose-calls.ts';
import { compareCells, settledCell, typesOf } from './compare/compare-cells.ts';
import { diffStates } from './compare/compare-states.ts';
import { baselineInReach } from './compare/exemptions.ts';
import { runGuards } from './guards/guard.ts';
import { guards } from './guards/index.ts';
import type { PlanParts } from './plan-document/make-plan.ts';

/** Made by `settle`: every secret is sealed in all states. */
export type DecideInput = {
  readonly desired: Desired;
  readonly live: LiveState;
  readonly secrecy: Secrecy;
  readonly catalogue: Catalogue;
  /** Narrows the plan to these targets; empty: everything. */
  readonly only: readonly TargetPattern[];
  /** UTC, YYYY-MM-DD, and the day two weeks later. */
  readonly today: string;
  readonly warnUntil: string;
  /** What was last applied; null: none was given. */
  readonly baseline: Baseline | null;
  readonly liveEdits: LiveEdits;
  /** The run that the plan undoes; null: the plan follows a file. */
  readonly undo: Undo | null;
};

/** Decides which changes are needed and whether they are allowed: the whole core as one pure function. */
export function decide(input: DecideInput): PlanParts {
  const { desired, live, catalogue, today, warnUntil } = input;
  const allClients = resolveClients(desired, live);
  const clients = allClients.filter((client) => isWanted(input.only, client));
  const things = resolveThings(desired, live).filter((thing) => isWanted(input.only, thing));
  const typeAt = typesOf(desired, live, catalogue);
  const { ignore, accept } = desired;
  const rules = { options: live.options, catalogue, ignore, accept, today };
  const diff = diffStates(rules, desired, live, { clients, things });
  const changes = diff.changes.filter((change: Change) => isIn(input.only, targetOf(change)));
  const calls = orderCalls(chooseCalls(input, changes), live.caller);
  const typeMismatches = diff.findings.filter((finding: Finding) => isIn(input.only, finding.target));
  const baseline = baselineInReach(input);
  const origins = originsOf(changes, baseline);
  const judged = runGuards(guards, {
    desired,
    live,
    secrecy: input.secrecy,
    clients,
    changes,
    origins,
    calls,
    catalogue,
    typeAt,
    today,
    warnUntil,
    only: input.only,
    baseline,
    liveEdits: input.liveEdits,
    undo: input.undo,
  });
  const findings = [...typeMismatches, ...judged, ...kindFindings(things, changes)];
  const { notCompared } = diff;
  // An undo changes only what its run touched.
  const unmanaged = input.undo === null ? [...diff.unmanaged, ...undeclaredClients(input, allClients)] : [];
  const only = input.only.map((pattern) => pattern.text);
  return {
    desired,
    live,
    baseline,
    clients,
    things,
    typeAt,
    changes,
    origins,
    findings,
    calls,
    only,
    liveEdits: input.liveEdits,
    unmanaged,
    notCompared,
  };
}

function isIn(only: readonly TargetPattern[], target: Target): boolean {
  return only.length === 0 || patternIndex(only).covering(target).length > 0;
}

function undeclaredClients(
  { live, only }: DecideInput,
  declared: readonly ResolvedClient[],
): readonly UndeclaredClient[] {
  const ids = new Set(declared.flatMap((client) => (client.kind === 'found' ? [client.scope.clientId] : [])));
  const others = only.length > 0 ? [] : [...live.clients.values()].filter((client) => !ids.has(client.id));
  return others.map(({ id, name }) => ({ client: id, name })).sort((a, b) => byText(a.client, b.client));
}

// A declared client that `--only` leaves out neither blocks the plan nor counts as unmanaged.
function isWanted(
  only: readonly TargetPattern[],
  { desired }: { readonly desired: { readonly alias: string; readonly kind?: ThingKind } },
): boolean {
  return (
    only.length === 0 ||
    only.some(
      ({ of, alias }) => of === (desired.kind ?? 'client') && alias !== null && matchesWildcard(alias, desired.alias),
    )
  );
}

/** Findings on kinds without guards of their own in the list: missing things, and the findings of the kind itself. */
function kindFindings(things: readonly ResolvedThing[], changes: readonly Change[]): readonly Finding[] {
  return [...things.flatMap(missing), ...propertyChangesOf(changes).flatMap(complaints)];
}

// capstan creates no things. The code is that of clients: its page says what to do.
function missing({ desired, scope, live }: ResolvedThing): readonly Finding[] {
  if (live !== null) return [];
  const { noun } = kindOf(scope);
  return [
    {
      code: 'client-missing',
      severity: 'refuse',
      fact: `${noun} ${desired.alias}: no ${noun} has the id ${desired.id}`,
      cure: `capstan does not create a ${noun}, so correct the file, take it out of there, or create it first`,
      target: scopeTarget(scope),
      source: desired.source,
    },
  ];
}

function complaints(change: PropertyChange): readonly Finding[] {
  const { scope, property, before, after, source } = change;
  return kindOf(scope).guards.flatMap(({ code, property: name, check }) => {
    const found = name === property.name ? check({ before, after }) : null;
    if (found === null) return [];
    const { severity, fact, cure } = found;
    const target = targetOf(change);
    return [{ code, severity, fact: `${formatTarget(target)} ${fact}`, cure, target, source }];
  });
}

/** Why each change is needed. Without a baseline nothing is known about any. */
export function originsOf(changes: readonly Change[], baseline: Baseline | null): ReadonlyMap<Change, Origin> {
  if (baseline === null) return new Map();
  return new Map(
    changes.map((change) => {
      return [change, change.action === 'property' ? propertyOrigin(change, baseline) : keyOrigin(change, baseline)];
    }),
  );
}

function propertyOrigin({ scope, property, before, after }: PropertyChange, baseline: Baseline): Origin {
  const said = baselinePropertyOf(baseline, scope, property.name);
  if (said === undefined) return 'pending';
  return named({ file: !sameProperty(property, said, after), live: !sameProperty(property, said, before) });
}

function keyOrigin(change: KeyChange, baseline: Baseline): Origin {
  const { section, type } = change;
  const said = baselineValueOf(baseline, change.scope, section, change.key);
  // The baseline does not manage the key and the file does: that is what changed, whatever happened in the live
  // application.
  if (said === undefined) return 'pending';
  const before = change.action === 'create' ? undefined : change.before;
  const after = change.action === 'remove' ? undefined : change.after;
  // What does not fit the type is not what was sent.
  const then = settledCell(section, type, said, before) ?? notComparable;
  const [file, live] = [compareCells(type, then, cellOfValue(after)), compareCells(type, then, cellOfValue(before))];
  return file === 'unknown' || live === 'unknown'
    ? 'unknown'
    : named({ file: file === 'differs', live: live === 'differs' });
}

function named(changed: { readonly file: boolean; readonly live: boolean }): Origin {
  if (!changed.file) return 'drift';
  return changed.live ? 'both' : 'pending';
}
