import type { DecideInput } from '../engine/decide.ts';
import { driftRows } from '../engine/drift/find-drift.ts';
import type { Digest } from '../engine/plan-document/digests.ts';
import { canonicalJson, type Json } from '../leaf/json.ts';
import { formatTarget } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { DriftRow } from '../model/differences.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { type AllAbsorbed, absorbAll, halvesOf } from '../yaml-edit/absorb/absorb-all.ts';
import { sourceText } from '../yaml-edit/absorb/absorb-row.ts';
import { chooseRows, type EditRequest, type LeftOut } from '../yaml-edit/absorb/choose-rows.ts';
import { settledAnew } from './run-context.ts';

/** A file of the configuration with its text. */
export type FileText = { readonly shown: string; readonly text: string };

/** What the texts would declare if they were on disk; `reason`: why that cannot be determined. */
export type Reading =
  | { readonly kind: 'desired'; readonly desired: Desired }
  | { readonly kind: 'bad'; readonly reason: string };

export type AbsorbInput = {
  /** The input of the drift comparison; `only` is not used. */
  readonly facts: DecideInput;
  readonly digest: Digest;
  /** The targets of `--only`. */
  readonly named: readonly TargetPattern[];
  /** The configuration files in merge order; the last one is the named file. */
  readonly files: readonly FileText[];
  /** Reads the files with these texts instead of their content. */
  readonly read: (files: readonly FileText[]) => Promise<Reading>;
};

export type AbsorbResult = {
  /** All files, with their new texts. */
  readonly files: readonly FileText[];
  readonly absorbed: readonly { readonly target: string; readonly file: string }[];
  readonly leftOut: readonly LeftOut[];
};

type State = Pick<AllAbsorbed, 'sources' | 'absorbed'>;

/**
 * The new texts, which declare the live values. They are verified as a whole: absorbed rows must no longer differ, and
 * everything else must be unchanged. Writes nothing.
 */
export async function absorbDrift(input: AbsorbInput): Promise<AbsorbResult> {
  const before = rowsOf(input, input.facts.desired);
  const { named, facts, files } = input;
  const chosen = chooseRows({ rows: before.rows, named, ignore: facts.desired.ignore, live: facts.live });
  const start: Settled = {
    state: { sources: files.map(({ shown, text }) => sourceText(shown, text)), absorbed: [] },
    waiting: chosen.wishes,
    refused: [],
  };
  const trial: Trial = (state) => mismatchOf(input, before, state);
  const quick = await settle(start, async () => null);
  const isGood = quick.state.absorbed.length === 0 || (await trial(quick.state)) === null;
  const { state, refused } = isGood ? quick : await settle(start, trial);
  const order = new Map(chosen.wishes.map((wish, at) => [wish.target, at]));
  const inOrder = <T extends { readonly target: string }>(rows: readonly T[]): readonly T[] =>
    rows.toSorted((a, b) => (order.get(a.target) ?? 0) - (order.get(b.target) ?? 0));
  return {
    files: textsOf(state),
    absorbed: inOrder(absorbedOf(state)),
    leftOut: [
      ...inOrder(refused.map(({ request, reason }) => ({ target: request.target, reason }))),
      ...chosen.leftOut,
    ],
  };
}

function absorbedOf({ absorbed }: State): AbsorbResult['absorbed'] {
  return absorbed.map(({ request, file }) => ({ target: request.target, file }));
}

/** Why a state is not acceptable; null: it is. */
type Trial = (state: State) => Promise<string | null>;
type Settled = {
  readonly state: State;
  readonly waiting: readonly EditRequest[];
  readonly refused: AllAbsorbed['refused'];
};

/**
 * Applies the edits together, each if possible; where the result is not acceptable the halves are tried, down to one edit.
 * An edit may enable others, for example when an alias of an anchor is removed: refused edits are tried again as long as
 * any succeeds.
 */
async function settle(from: Settled, trial: Trial): Promise<Settled> {
  let { state } = from;
  const refused: AllAbsorbed['refused'][number][] = [];
  const open = [from.waiting];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    const step = await tried(state, group, trial);
    state = step.state;
    for (const one of step.refused) refused.push(one);
    open.push(...step.open.toReversed());
  }
  const waiting = refused.map(({ request }) => request);
  const isOver = waiting.length === 0 || waiting.length === from.waiting.length;
  return isOver ? { state, waiting, refused } : settle({ state, waiting, refused }, trial);
}

/** The state with the edits of a group, and the groups that are to follow. */
type Tried = Omit<Settled, 'waiting'> & { readonly open: readonly (readonly EditRequest[])[] };

async function tried(state: State, group: readonly EditRequest[], trial: Trial): Promise<Tried> {
  const { sources, absorbed, refused } = absorbAll(state.sources, group);
  const next = { sources, absorbed: [...state.absorbed, ...absorbed] };
  const reason = absorbed.length === 0 ? null : await trial(next);
  if (reason === null) return { state: next, refused, open: [] };
  const requests = absorbed.map(({ request }) => request);
  if (requests.length > 1) return { state, refused, open: halvesOf(requests) };
  return { state, refused: [...refused, ...requests.map((request) => ({ request, reason }))], open: [] };
}

async function mismatchOf(input: AbsorbInput, before: Rows, state: State): Promise<string | null> {
  const reading = await input.read(textsOf(state));
  if (reading.kind === 'bad') return reading.reason;
  return stillDifferent(before, rowsOf(input, reading.desired), absorbedOf(state));
}

/** Whether the written files declare what was absorbed and nothing else new; null: they do. */
export function mismatchWith(input: AbsorbInput, written: Desired, { absorbed }: AbsorbResult): string | null {
  return stillDifferent(rowsOf(input, input.facts.desired), rowsOf(input, written), absorbed);
}

function textsOf({ sources }: Pick<State, 'sources'>): readonly FileText[] {
  return sources.map(({ shown, mark, text }) => ({ shown, text: `${mark}${text}` }));
}

type Rows = { readonly rows: readonly DriftRow[]; readonly typeMismatches: ReadonlySet<string> };

function rowsOf({ facts, digest }: AbsorbInput, desired: Desired): Rows {
  const { rows, parts } = driftRows({ ...settledAnew(facts, desired), only: [] }, digest);
  const typeMismatches = parts.findings
    .filter(({ code }) => code === 'wrong-type')
    .map(({ target }) => formatTarget(target));
  return { rows, typeMismatches: new Set(typeMismatches) };
}

/** Why the remaining differences are not those expected after absorbing, as half a sentence; null: they are. */
function stillDifferent(before: Rows, after: Rows, absorbed: AbsorbResult['absorbed']): string | null {
  const gone = new Set(absorbed.map(({ target }) => target));
  const open = (rows: readonly DriftRow[]): readonly DriftRow[] => rows.filter((row) => row.class !== 'converged');
  const left = open(after.rows);
  if (left.some(({ target }) => gone.has(target))) return 'a file cannot declare exactly the live value';
  if ([...after.typeMismatches].some((target) => !before.typeMismatches.has(target)))
    return 'the live value does not fit its type';
  const wanted = open(before.rows).filter(({ target }) => !gone.has(target));
  const isSame = wanted.map(identity).sort().join('\n') === left.map(identity).sort().join('\n');
  return isSame ? null : 'it would change other parts of the file';
}

function identity({ target, live, file }: DriftRow): string {
  return canonicalJson([target, live as unknown as Json, file as unknown as Json]);
}
