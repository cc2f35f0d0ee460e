import {
  askedNow,
  type Baseline,
  baselineOf,
  chosen,
  type Desk,
  type Done,
  document,
  run,
  wroteNothing,
} from './desk.ts';
import { type Asked, type ExpectedChange, expectedChanges } from './expected-changes.ts';
import { classOf, type Known } from './expected-classes.ts';
import { expectedRefusals } from './expected-refusals.ts';
import type { Turn } from './story.ts';

/** A plan as JSON, or the report of a run, as far as stories look at them. */
export type PlanJson = {
  readonly status: string;
  readonly run?: { readonly id: string };
  readonly result?: string;
  readonly changes: readonly {
    readonly action: string;
    readonly target: string;
    readonly before?: unknown;
    readonly after?: unknown;
    readonly origin: string;
  }[];
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
};

type PlanTurn = Extract<Turn, { do: 'plan' }>;

const formats = ['text', 'markdown', 'html', 'sarif', 'github', 'gitlab'] as const;

/** `plan`: says exactly what differs, and why; and writes nothing. */
export async function playPlan(desk: Desk, turn: PlanTurn): Promise<void> {
  const baseline = baselineOf(desk, turn.against);
  const only = chosen(desk, turn.only);
  const { against, overwrites } = turn;
  const words = { only, baseline: baseline.flag, overwrites };
  const out = turn.save ? 'saved' : 'shown';
  const done = await run(desk, 'plan', (commands) => commands.plan({ ...words, format: 'json' }, out));
  const said = checkPlan(desk, askedNow(desk, only), { ...baseline, overwrites }, done);
  if (turn.save && said !== null) {
    const { files, office } = desk;
    const madeAtMs = office.now().getTime();
    const { known } = baseline;
    desk.saved = { ...said, files, against, known, overwrites, only, madeAtMs, isTampered: false };
  }
  const format = formats[desk.runs.length % formats.length] ?? 'text';
  const shown = await run(desk, `plan as ${format}`, (commands) => commands.plan({ ...words, format }, 'shown'));
  if (shown.code !== done.code)
    desk.violations.push(`plan as ${format} ended with ${shown.code}, as json with ${done.code}`);
}

type Said = { readonly changes: readonly ExpectedChange[]; readonly isBlocked: boolean };
type Against = Baseline & { readonly overwrites: boolean };

/** Compares a plan with what the story knows; null: there was none to hold. */
function checkPlan(desk: Desk, asked: Asked, { known, isGone, overwrites }: Against, done: Done): Said | null {
  const broken = (text: string): void => void desk.violations.push(`plan: ${text}`);
  wroteNothing(done).forEach(broken);
  if (isGone) {
    if (done.code !== 65) broken(`a baseline that is not there ended with ${done.code}: ${done.told}`);
    return null;
  }
  const changes = expectedChanges(asked, 'left alone');
  const refusals = expectedRefusals(asked, { known, overwrites, protect: desk.story.protect });
  const refused = codesIn(done);
  const code = codeOfPlan(refusals, changes);
  if (done.code !== code) broken(`ended with ${done.code} and not ${code}: ${done.told}${codesIn(done).join(' ')}`);
  planLies(document<PlanJson>(done), changes, known).forEach(broken);
  const isSame = refused.length === refusals.size && refused.every((one) => refusals.has(one));
  if (!isSame) broken(`refused by ${refused.join(' ')} and not by ${[...refusals].join(' ')}`);
  return { changes, isBlocked: refusals.size > 0 };
}

function codeOfPlan(refusals: ReadonlySet<string>, changes: readonly ExpectedChange[]): number {
  if (refusals.size > 0) return 5;
  return changes.length > 0 ? 2 : 0;
}

function codesIn(done: Done): readonly string[] {
  const { findings } = document<Partial<PlanJson>>(done);
  return [...new Set((findings ?? []).filter(({ severity }) => severity === 'refuse').map(({ code }) => code))];
}

/** Where a plan is not what differs: a change too many or too few, another value, another reason. */
function planLies({ changes }: PlanJson, expected: readonly ExpectedChange[], known: Known): readonly string[] {
  const said = new Map(changes.map((change) => [change.target, change]));
  const wanted = new Map(expected.map((change) => [change.target, change]));
  return [
    ...[...said.keys()]
      .filter((target) => !wanted.has(target))
      .map((target) => `${target} is in the plan for no reason`),
    ...[...wanted].flatMap(([target, change]) => {
      const own = said.get(target);
      if (own === undefined) return [`${target} is not in the plan`];
      const origin = classOf(change, known);
      return [
        ...(own.action === change.action ? [] : [`${target}: ${own.action} and not ${change.action}`]),
        ...(own.origin === origin ? [] : [`${target}: ${own.origin} and not ${origin}`]),
        ...(change.isSecret || isShown(own, change) ? [] : [`${target}: other values than there are`]),
      ];
    }),
  ];
}

function isShown(own: PlanJson['changes'][number], { before, after }: ExpectedChange): boolean {
  return textOf(own.before) === before && textOf(own.after) === after;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? [...new Set(value.map(String))].sort().join(' ') : String(value);
}
