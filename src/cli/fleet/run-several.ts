import { type KnownPlaces, noKnownPlaces } from '../../config/files/disk-tree.ts';
import { remembered } from '../../leaf/work.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { problemsJson } from '../../render/machine/json.ts';
import { shareNetwork } from '../../service/client/create-api.ts';
import { loadedAhead } from '../../workflows/context.ts';
import { exitCode } from '../exit-codes.ts';
import { attempted, type FileResult, type FileWork, isJsonWanted } from '../file-work.ts';
import type { CommonFlags, FleetView, Session } from '../terminal/session.ts';
import { checkSharedTargets, type KnownApplication } from './check-shared-targets.ts';
import { type Account, accountOf, type Board, boardOn } from './fleet-progress.ts';
import { type HeldBack, heading, heldBack, inTurn } from './in-turn.ts';

/**
 * How many applications run at the same time. A shared limit bounds their requests to one host; this limit bounds
 * memory, and lets one application be prepared while others wait for responses.
 */
const maxAtOnce = 16;

/** The result of a file, with its buffered output. */
type Done = { readonly result: FileResult; readonly words: HeldBack | null };

/** Runs several files. Files that wait for each other run one after the other; results are printed in order. */
export async function runSeveral(flags: CommonFlags, session: Session, work: FileWork): Promise<readonly FileResult[]> {
  const network = shareNetwork();
  // When files run one by one, a file may change before its turn: the user answers questions meanwhile, and an earlier
  // file may write a shared one.
  const ahead = work.pace === 'one-by-one' ? undefined : loadedAhead(placesFor(work));
  const together = { ...session, network, ahead };
  const board = work.pace === 'one-by-one' ? null : boardOn(session, flags.file.length);
  const account = accountOf(flags.file.map((file) => nameOf(file, flags)));
  const results: FileResult[] = [];
  try {
    session.tellWork?.(account.text);
    const applications = await checkSharedTargets(flags, together, work.readClients);
    const queueOf = (file: string): string => (work.pace === 'one-by-one' ? '' : (applications.get(file)?.key ?? file));
    const worker = workerOf(flags, work, { session: together, applications, queueOf, board, account });
    for (const places of wavesOf(flags, work)) {
      const isStopped = work.afterFailure === 'stop' && results.some(({ exitCode: code }) => code !== exitCode.done);
      await inTurn<Done>({
        groups: groupsOf(places, (place) => queueOf(flags.file[place] ?? '')),
        width: maxAtOnce,
        work: isStopped ? async () => untouched : worker,
        tell: async (done, place) => {
          board?.hide();
          results.push(kept(await said(flags.file[place] ?? '', done, flags, session), flags));
        },
      });
    }
  } finally {
    board?.close();
    session.tellWork?.(null);
    await network.close();
  }
  const left = flags.file.filter((_, at) => isLeft(results[at]));
  if (left.length > 0) await session.stderr(untouchedText(left, flags, session));
  return results;
}

// An apply may take hours: a protect file that is written meanwhile, to stop it, holds for all that has not begun.
function placesFor({ command }: FileWork): KnownPlaces | null {
  return command === 'apply' ? null : noKnownPlaces();
}

/** Files that were not selected were left on purpose. */
function isLeft(result: FileResult | undefined): boolean {
  return result?.untouched === true && result.says === undefined;
}

/** The part of a result that is kept after printing: the output of a thousand applications would fill the memory. */
function kept({ view, json, ...facts }: FileResult, flags: CommonFlags): FileResult {
  const { format } = flags;
  const isView = view !== undefined && format !== 'text' && format !== 'json';
  return { ...facts, text: '', json: isJsonWanted(flags) ? json : null, ...(isView ? { view } : {}) };
}

type Queues = {
  readonly session: Session;
  readonly applications: ReadonlyMap<string, KnownApplication>;
  readonly queueOf: (file: string) => string;
  readonly board: Board | null;
  readonly account: Account;
};

function workerOf(
  flags: CommonFlags,
  work: FileWork,
  { session, applications, queueOf, board, account }: Queues,
): (place: number) => Promise<Done> {
  const troubled = new Set<string>();
  const one = work.pace === 'one-by-one' ? atOnce : laterOn(board);
  return async (place) => {
    const file = flags.file[place] ?? '';
    if (troubled.has(queueOf(file))) return untouched;
    const signal = session.interruption.code();
    if (signal !== null) return { result: notBegun(file, signal), words: null };
    const begun = session.now().getTime();
    account.begun(nameOf(file, flags));
    const done = await one(file, flags, session, work);
    account.done(nameOf(file, flags));
    session.ahead?.forget(file);
    if (work.afterFailure === 'stop' && done.result.exitCode !== 0) troubled.add(queueOf(file));
    const facts = { application: applications.get(file)?.id ?? null, durationSeconds: secondsSince(begun, session) };
    return { ...done, result: { ...done.result, ...facts } };
  };
}

// A clock that is set back must not produce a negative duration.
function secondsSince(begun: number, { now }: Session): number {
  return Math.max(0, now().getTime() - begun) / 1000;
}

const untouched: Done = {
  result: { exitCode: exitCode.done, text: '', json: null, untouched: true },
  words: null,
};

function notBegun(file: string, code: number): FileResult {
  const message = `${file} was not started: the run was interrupted.`;
  const problems = [{ code: 'interrupted', message, cure: 'Run it again.', source: null }];
  return { exitCode: code, text: '', json: problemsJson(problems, []), problems };
}

type Attempt = (...args: Parameters<typeof attempted>) => Promise<Done>;

function laterOn(board: Board | null): Attempt {
  return async (file, flags, session, work) => {
    const step = board === null ? null : board.enter(nameOf(file, flags));
    const words = heldBack(session, step);
    const result = await attempted(file, flags, words.session, work);
    if (step !== null) board?.leave(step);
    return { result, words };
  };
}

const atOnce: Attempt = async (file, flags, session, work) => {
  await headingOf(file, flags, session);
  const result = await attempted(file, flags, session, work);
  await textOf(result, flags, session);
  return { result, words: null };
};

async function said(file: string, { result, words }: Done, flags: CommonFlags, session: Session) {
  // Output that was not buffered is printed already.
  if (words === null) return result;
  await headingOf(file, flags, session);
  // The result comes in one document at the end, so that a message beside it would not say whose it is.
  if (flags.format !== 'text' && !words.isEmpty()) await session.stderr(heading({ name: nameOf(file, flags), file }));
  await words.say();
  await textOf(result, flags, session);
  return result;
}

async function textOf({ text }: FileResult, { format }: CommonFlags, session: Session): Promise<void> {
  if (format === 'text') await session.stdout(`${text}\n`);
}

async function headingOf(file: string, flags: CommonFlags, session: Session): Promise<void> {
  if (flags.format === 'text') await session.stdout(heading({ name: nameOf(file, flags), file }));
}

// Looking through all members for each of ten thousand would take as long as reading their files.
const namesIn = remembered(({ members }: FleetView) => new Map(members.map(({ file, name }) => [file, name])));

function nameOf(file: string, { fleet }: CommonFlags): string {
  return (fleet === undefined ? undefined : namesIn(fleet).get(file)) ?? file;
}

function untouchedText(files: readonly string[], flags: CommonFlags, { interruption }: Session): string {
  const before = typeof flags.fleet?.fleet === 'string' ? 'an application of an earlier wave' : 'a file before';
  const why = interruption.code() === null ? `${before} failed` : 'the run was interrupted';
  const names = files.map((file) => visibleText(nameOf(file, flags)));
  return `Not touched, because ${why}: ${names.join(', ')}\n`;
}

/** The indexes of the files by wave. A wave starts when all files of the previous one have ended. Reads need no waves. */
function wavesOf({ file, fleet }: CommonFlags, { afterFailure }: FileWork): readonly (readonly number[])[] {
  const places = file.map((_, at) => at);
  if (fleet === undefined || afterFailure === 'go-on') return [places];
  return fleet.waves.map((_, wave) => places.filter((place) => fleet.members[place]?.wave === wave));
}

/** Indexes grouped by queue, in the order of the first of each group. */
function groupsOf(places: readonly number[], queueOf: (place: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const place of places) {
    const group = groups.get(queueOf(place)) ?? [];
    group.push(place);
    groups.set(queueOf(place), group);
  }
  return [...groups.values()];
}
