import { beyondPlan, beyondSignal, undone } from './check-effects.ts';
import { commandsIn, type PlanWords } from './commands.ts';
import {
  askedNow,
  baselineOf,
  chosen,
  type Desk,
  type Done,
  document,
  run,
  type SavedPlan,
  wroteNothing,
} from './desk.ts';
import { type ExpectedChange, expectedChanges } from './expected-changes.ts';
import type { Known } from './expected-classes.ts';
import { expectedRefusals } from './expected-refusals.ts';
import type { Meanwhile, Turn } from './story.ts';
import type { PlanJson } from './turn-of-plan.ts';
import { wantedOf } from './wanted.ts';

const planLifetimeMs = 72 * 3_600_000;

type ApplyTurn = Extract<Turn, { do: 'apply' }>;

/** `apply`: does what the plan says and nothing else, or nothing at all. */
export async function playApply(desk: Desk, turn: ApplyTurn): Promise<void> {
  const baseline = baselineOf(desk, turn.against);
  const only = chosen(desk, turn.only);
  const { overwrites } = turn;
  const asked = askedNow(desk, only);
  const changes = expectedChanges(asked, 'left alone');
  const refusals = expectedRefusals(asked, { known: baseline.known, overwrites, protect: desk.story.protect });
  const words = { only, baseline: baseline.flag, overwrites, format: 'json' } as const;
  const codes = baseline.isGone ? [65] : [refusals.size > 0 ? 5 : 0];
  await applied(desk, { changes, codes, meanwhile: turn.meanwhile, words, what: 'file' });
}

/** `apply PLAN`: carries out what was approved, or nothing. */
export async function playApplySaved(desk: Desk, meanwhile: Meanwhile | null): Promise<void> {
  const { saved } = desk;
  if (saved === null) return;
  const asked = askedNow(desk, saved.only);
  const changes = expectedChanges(asked, 'left alone');
  const { overwrites } = saved;
  const refusals = expectedRefusals(asked, { known: knownNow(desk, saved), overwrites, protect: desk.story.protect });
  const codes = codesOfSaved(desk, changes, refusals);
  const words = { only: [], baseline: undefined, overwrites: false, format: 'json' } as const;
  await applied(desk, { changes, codes, meanwhile, words, what: 'saved' });
}

/** A commit stays what it was, whatever became of its name; a file is read again. */
function knownNow(desk: Desk, { against, known }: SavedPlan): Known {
  return against === 'file' || against === 'snapshot' ? baselineOf(desk, against).known : known;
}

function codesOfSaved(
  desk: Desk,
  changes: readonly ExpectedChange[],
  refusals: ReadonlySet<string>,
): readonly number[] {
  const { saved, office, files } = desk;
  if (saved === null) return [];
  const isExpired = office.now().getTime() - saved.madeAtMs > planLifetimeMs;
  // Whatever else is wrong with it may be said first.
  if (saved.isTampered) return saved.isBlocked || isExpired ? [5, 7, 65] : [65];
  if (saved.isBlocked) return [5];
  if (isExpired) return [7];
  // With another baseline the plan may be another one, or refused.
  const isOtherBaseline = JSON.stringify(knownNow(desk, saved)) !== JSON.stringify(saved.known);
  if (isOtherBaseline) return [0, 5, 7, 65];
  const isSame = refusals.size === 0 && JSON.stringify(changes) === JSON.stringify(saved.changes);
  return codesOfWhole(isSame && !endedSince(desk, saved), JSON.stringify(files) === JSON.stringify(saved.files));
}

/** What another file asks for may be the same, and which application it is for is in it too. */
function codesOfWhole(isSame: boolean, isSameFile: boolean): readonly number[] {
  if (isSameFile) return isSame ? [0] : [7];
  return isSame ? [0, 7] : [7, 65];
}

/** That something of the file came to its end is a finding that no one has seen. */
function endedSince({ office }: Desk, { files, madeAtMs }: SavedPlan): boolean {
  const [then, now] = [new Date(madeAtMs), office.now()].map((day) => day.toISOString().slice(0, 10));
  return wantedOf(files).accept.some(({ until }) => until >= (then ?? '') && until < (now ?? ''));
}

type Applying = {
  readonly changes: readonly ExpectedChange[];
  /** The codes that may come of it if nothing happens meanwhile. */
  readonly codes: readonly number[];
  readonly meanwhile: Meanwhile | null;
  readonly words: PlanWords;
  readonly what: 'file' | 'saved';
};

async function applied(desk: Desk, applying: Applying): Promise<void> {
  const { changes, meanwhile, words, what } = applying;
  const broken = (text: string): void => void desk.violations.push(`apply (${what}): ${text}`);
  const answer = meanwhile?.at === 'question' ? answerOf(desk, meanwhile, broken) : null;
  const done = await run(desk, `apply ${what}`, (commands) => commands.apply(words, what, answer), meanwhile);
  const possible = codesAfter(applying);
  if (!possible.includes(done.code))
    broken(`ended with ${done.code} and not ${possible.join(' or ')}: ${done.told}${done.out.slice(0, 2000)}`);
  beyondPlan(done, changes).forEach(broken);
  beyondSignal(done, meanwhile).forEach(broken);
  remember(desk, done);
  if ([5, 7, 65, 75].includes(done.code) || meanwhile?.what === 'declined') wroteNothing(done).forEach(broken);
  if (done.code !== 0) return;
  undone(desk.office.sandbox.state(), changes, done).forEach(broken);
  await isInSync(desk, words, what, broken);
}

function remember(desk: Desk, done: Done): void {
  const { effects, outside } = done.ledger;
  if (effects.size === 0) return;
  desk.runs.push({ id: document<PlanJson>(done).run?.id ?? '', effects, outside });
}

function codesAfter({ meanwhile, codes, changes }: Applying): readonly number[] {
  // What is read afterwards may be another world, in which another plan is made, or none.
  if (meanwhile?.at === 'read') return codes.includes(65) ? codes : [...codes, 0, 5, 6, 7];
  // Without anything to do there is no question and no write.
  if (!codes.includes(0) || changes.length === 0) return codes;
  switch (meanwhile?.what) {
    case undefined:
    case 'second-run':
      return codes;
    case 'declined':
      return [130, ...codes.filter((code) => code !== 0)];
    case 'SIGINT':
      return [...codes, 130];
    case 'SIGTERM':
      return [...codes, 143];
    case 'edit':
      return [...codes, 5, 6, 7];
  }
}

/** What goes on while the question stands; then it is answered. */
function answerOf(desk: Desk, meanwhile: Meanwhile, broken: (text: string) => void): () => Promise<string | null> {
  return async () => {
    desk.tally.count(`meanwhile ${meanwhile.what}`);
    if (meanwhile.what === 'edit') desk.office.edit(meanwhile.edit);
    if (meanwhile.what === 'declined') return 'no';
    if (meanwhile.what === 'second-run') {
      const words = { only: [], baseline: 'none', overwrites: false, format: 'json' } as const;
      const { code } = await commandsIn(desk.office).apply(words, 'file', null);
      if (code !== 75) broken(`a second run beside it ended with ${code} and not 75`);
    }
    return 'yes';
  };
}

/** After a run that is done and that no one disturbed, a plan has nothing to do. */
async function isInSync(desk: Desk, words: Applying['words'], what: Applying['what'], broken: (text: string) => void) {
  const only = what === 'saved' ? (desk.saved?.only ?? []) : words.only;
  const asked = askedNow(desk, only);
  const known = { known: null, overwrites: false, protect: desk.story.protect };
  if (expectedChanges(asked, 'left alone').length > 0 || expectedRefusals(asked, known).size > 0) return;
  const again = await run(desk, 'plan after apply', (commands) =>
    commands.plan({ ...words, only, baseline: 'none' }, 'shown'),
  );
  if (again.code !== 0) broken(`a plan afterwards ended with ${again.code}: ${again.told}`);
}
