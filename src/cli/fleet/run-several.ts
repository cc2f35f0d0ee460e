import { visibleText } from '../../render/escape/visible-text.ts';
import { shareNetwork } from '../../service/client/create-api.ts';
import { checkSharedTargets } from '../check-shared-targets.ts';
import { exitCode } from '../exit-codes.ts';
import { attempted, type FileResult, type FileWork } from '../file-work.ts';
import { refuseSeveralPages } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { type HeldBack, heldBack } from './held-back.ts';
import { inTurn } from './in-turn.ts';

/**
 * So many applications are worked on at the same time. What they ask of one host is bounded by the limit that they share;
 * this one bounds memory, and lets one be prepared while others wait for replies.
 */
const maxAtOnce = 16;

/** What became of a file, with its words where those had to wait. */
type Done = { readonly result: FileResult; readonly words: HeldBack | null };

/** Runs several files. Those that wait for each other run one after the other; what comes of all is told in order. */
export async function runSeveral(flags: CommonFlags, session: Session, work: FileWork): Promise<readonly FileResult[]> {
  if (flags.format === 'html') refuseSeveralPages(flags);
  const network = shareNetwork();
  const together = { ...session, network };
  const results: FileResult[] = [];
  try {
    const applications = await checkSharedTargets(flags, together, work.readClients);
    const queueOf = (file: string): string => (work.pace === 'one-by-one' ? '' : (applications.get(file) ?? file));
    await inTurn<Done>({
      groups: groupsOf(flags.file, queueOf),
      width: maxAtOnce,
      work: workerOf(flags, work, { session: together, queueOf }),
      tell: async (done, place) => {
        results.push(await said(flags.file[place] ?? '', done, flags, session));
      },
    });
  } finally {
    await network.close();
  }
  const untouched = flags.file.filter((_, at) => results[at]?.untouched === true);
  if (untouched.length > 0) await session.stderr(untouchedText(untouched));
  return results;
}

type Queues = { readonly session: Session; readonly queueOf: (file: string) => string };

function workerOf(flags: CommonFlags, work: FileWork, { session, queueOf }: Queues): (place: number) => Promise<Done> {
  const troubled = new Set<string>();
  const one = work.pace === 'one-by-one' ? atOnce : later;
  return async (place) => {
    const file = flags.file[place] ?? '';
    if (troubled.has(queueOf(file))) return { result: untouchedResult, words: null };
    const done = await one(file, flags, session, work);
    if (work.afterFailure === 'stop' && done.result.exitCode !== 0) troubled.add(queueOf(file));
    return done;
  };
}

const untouchedResult: FileResult = { exitCode: exitCode.done, text: '', json: null, untouched: true };

type Attempt = (...args: Parameters<typeof attempted>) => Promise<Done>;

const later: Attempt = async (file, flags, session, work) => {
  const words = heldBack(session);
  return { result: await attempted(file, flags, words.session, work), words };
};

const atOnce: Attempt = async (file, flags, session, work) => {
  await heading(file, flags, session);
  const result = await attempted(file, flags, session, work);
  await textOf(result, flags, session);
  return { result, words: null };
};

async function said(file: string, { result, words }: Done, flags: CommonFlags, session: Session) {
  // What was not held back is said already.
  if (words === null) return result;
  await heading(file, flags, session);
  await words.say();
  await textOf(result, flags, session);
  return result;
}

async function textOf({ text }: FileResult, { format }: CommonFlags, session: Session): Promise<void> {
  if (format === 'text') await session.stdout(`${text}\n`);
}

async function heading(file: string, { format, fleet }: CommonFlags, session: Session): Promise<void> {
  if (format === 'text') await session.stdout(`== ${visibleText(headingOf(file, fleet))}\n`);
}

function headingOf(file: string, fleet: CommonFlags['fleet']): string {
  const name = fleet?.members.find((member) => member.file === file)?.name ?? file;
  return name === file ? file : `${name}: ${file}`;
}

function untouchedText(files: readonly string[]): string {
  return `Not touched, since a file before did not end well: ${files.map(visibleText).join(', ')}\n`;
}

/** The places of the files by the queue that they stand in, in the order of the first of each. */
function groupsOf(files: readonly string[], queueOf: Queues['queueOf']): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [place, file] of files.entries()) {
    const group = groups.get(queueOf(file)) ?? [];
    group.push(place);
    groups.set(queueOf(file), group);
  }
  return [...groups.values()];
}
