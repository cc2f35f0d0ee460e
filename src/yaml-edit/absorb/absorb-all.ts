import { editParsed, firstWay, noWay, type ReadyEdit, soundAfter, waitingGroups } from '../edit/edit-yaml.ts';
import { planEdit } from '../edit/plan-edit.ts';
import { editsFor, type PlacedEdit, type Sources } from './absorb-row.ts';
import type { EditRequest } from './choose-rows.ts';

/** The files with all edits that are possible: the file of each, and why the others are not. */
export type AllAbsorbed = {
  readonly sources: Sources;
  readonly absorbed: readonly { readonly request: EditRequest; readonly file: string }[];
  readonly refused: readonly { readonly request: EditRequest; readonly reason: string }[];
};

/**
 * Makes the files declare the live values. All requests are planned on one reading of the files and done together, then the
 * files are read once more. Requests that have to wait for others follow. Where a file is not sound afterwards, each half of
 * the requests is tried, down to one.
 */
export function absorbAll(from: Sources, requests: readonly EditRequest[]): AllAbsorbed {
  let sources = from;
  const steps: Step[] = [];
  const open = [requests];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    const step = stepOf(sources, group);
    steps.push(step);
    sources = step.sources;
    open.push(...step.open.filter((one) => one.length > 0).toReversed());
  }
  return { sources, absorbed: steps.flatMap((step) => step.absorbed), refused: steps.flatMap((step) => step.refused) };
}

/** A step, and the groups that are to follow it. */
type Step = AllAbsorbed & { readonly open: readonly (readonly EditRequest[])[] };

function stepOf(sources: Sources, requests: readonly EditRequest[]): Step {
  const step = together(sources, requests);
  const [only] = requests;
  return requests.length === 1 && only !== undefined && step.absorbed.length === 0 ? alone(sources, only) : step;
}

function together(sources: Sources, requests: readonly EditRequest[]): Step {
  const plans = requests.map((request) => planOf(sources, request));
  const refused = plans.flatMap((plan) => ('reason' in plan ? [plan] : []));
  const planned = plans.flatMap((plan) => ('edits' in plan ? [plan] : []));
  const waiting = waitingOf(sources, planned);
  const ready = planned.filter((_, group) => !waiting.has(group));
  const later = planned.filter((_, group) => waiting.has(group)).map(({ request }) => request);
  const next = edited(sources, ready);
  if (next !== undefined && ready.length > 0) {
    return { sources: next, absorbed: ready.map(({ request, file }) => ({ request, file })), refused, open: [later] };
  }
  const others = ready.length > 0 ? ready.map(({ request }) => request) : later;
  const open = [...halvesOf(others), ready.length > 0 ? later : []];
  return { sources, absorbed: [], refused, open };
}

/** Both halves of a list. */
export function halvesOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

type PlacedPlan = Omit<ReadyEdit, 'group'> & { readonly at: number };
type Planned = { readonly request: EditRequest; readonly file: string; readonly edits: readonly PlacedPlan[] };

function planOf(sources: Sources, request: EditRequest): Planned | AllAbsorbed['refused'][number] {
  const decided = editsFor(sources, request);
  if ('reason' in decided) return { request, reason: decided.reason };
  const edits = decided.map((placed) => placedPlan(sources, placed));
  const bad = edits.find((one) => one !== null && 'reason' in one);
  if (bad !== undefined && bad !== null && 'reason' in bad) return { request, reason: bad.reason };
  const open = edits.filter((one) => one !== null && 'plan' in one);
  return { request, file: fileOf(sources, decided), edits: open };
}

/** null: the file says it already. */
function placedPlan(sources: Sources, { at, edit }: PlacedEdit): PlacedPlan | { readonly reason: string } | null {
  const source = sources[at];
  if (source === undefined) return null;
  const plan = planEdit(source, edit);
  if (plan.kind === 'said') return null;
  if (plan.kind === 'refused') return { reason: `${source.shown}: ${plan.reason}` };
  const splices = firstWay(plan);
  return splices === undefined ? { reason: `${source.shown}: ${noWay}` } : { at, plan, splices };
}

function fileOf(sources: Sources, edits: readonly { readonly at: number }[]): string {
  return sources[edits.at(-1)?.at ?? sources.length - 1]?.shown ?? '';
}

function waitingOf(sources: Sources, planned: readonly Planned[]): ReadonlySet<number> {
  const waiting = new Set<number>();
  for (const at of sources.keys()) {
    const here = planned.flatMap(({ edits }, group) =>
      edits.filter((one) => one.at === at).map((one) => ({ ...one, group })),
    );
    for (const group of waitingGroups(here)) waiting.add(group);
  }
  return waiting;
}

/** The files with the edits of all; undefined where one does not come out sound. */
function edited(sources: Sources, planned: readonly Planned[]): Sources | undefined {
  const made = sources.map((source, at) => {
    const here = planned.flatMap(({ edits }) => edits.filter((one) => one.at === at));
    if (here.length === 0) return source;
    const changes = here.map(({ plan }) => plan.change);
    const after = soundAfter(
      source,
      changes,
      here.flatMap(({ splices }) => splices),
    );
    return after === undefined ? undefined : { ...source, ...after };
  });
  const sound = made.filter((one) => one !== undefined);
  return sound.length < made.length ? undefined : sound;
}

/** One request, with every way of each of its edits: what one edit makes is read again before the next. */
function alone(sources: Sources, request: EditRequest): Step {
  const decided = editsFor(sources, request);
  if ('reason' in decided) return { sources, absorbed: [], refused: [{ request, reason: decided.reason }], open: [] };
  const result = [...sources];
  for (const { at, edit } of decided) {
    const source = result[at];
    if (source === undefined) continue;
    const next = editParsed(source, edit);
    if (next.kind === 'refused') {
      return { sources, absorbed: [], refused: [{ request, reason: `${source.shown}: ${next.reason}` }], open: [] };
    }
    result[at] = { ...source, ...next.after };
  }
  return { sources: result, absorbed: [{ request, file: fileOf(sources, decided) }], refused: [], open: [] };
}
