import type { DecideInput } from '../engine/decide.ts';
import { driftRows } from '../engine/drift/find-drift.ts';
import type { Digest } from '../engine/plan-document/digests.ts';
import { canonicalJson, type Json } from '../leaf/json.ts';
import { formatTarget } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { DriftRow } from '../model/differences.ts';
import type { TargetPattern } from '../model/target-pattern.ts';
import { absorbWish, type Sources, sourceText } from '../yaml-edit/absorb/absorb-row.ts';
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

type State = { readonly sources: Sources; readonly absorbed: AbsorbResult['absorbed'] };
type Outcome = State | { readonly reason: string };

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
  return {
    files: textsOf(state),
    absorbed: state.absorbed,
    leftOut: [...refused, ...chosen.leftOut],
  };
}

/** Why a state is not acceptable; null: it is. */
type Trial = (state: State) => Promise<string | null>;
type Settled = {
  readonly state: State;
  readonly waiting: readonly EditRequest[];
  readonly refused: readonly LeftOut[];
};

/**
 * Applies one edit after the other, each if possible. An edit may enable others, for example when an alias of an anchor
 * is removed: refused edits are tried again as long as any succeeds.
 */
async function settle(from: Settled, trial: Trial): Promise<Settled> {
  let { state } = from;
  const waiting: EditRequest[] = [];
  const refused: LeftOut[] = [];
  for (const wish of from.waiting) {
    const next = added(state, wish);
    const reason = 'reason' in next ? next.reason : await trial(next);
    if ('sources' in next && reason === null) state = next;
    else {
      waiting.push(wish);
      refused.push({ target: wish.target, reason: reason ?? '' });
    }
  }
  const isOver = waiting.length === 0 || waiting.length === from.waiting.length;
  return isOver ? { state, waiting, refused } : settle({ state, waiting, refused }, trial);
}

function added({ sources, absorbed }: State, wish: EditRequest): Outcome {
  const result = absorbWish(sources, wish);
  if (result.kind === 'left-out') return { reason: result.reason };
  return { sources: result.sources, absorbed: [...absorbed, { target: wish.target, file: result.file }] };
}

async function mismatchOf(input: AbsorbInput, before: Rows, { sources, absorbed }: State): Promise<string | null> {
  const reading = await input.read(textsOf({ sources }));
  if (reading.kind === 'bad') return reading.reason;
  return stillDifferent(before, rowsOf(input, reading.desired), absorbed);
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
