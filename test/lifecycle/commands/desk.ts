import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { interruptionBy } from '../../support/interruption.ts';
import { differingNames, type FlatState, flatState } from '../flat-state.ts';
import type { Tally } from '../tally.ts';
import { commandsIn, type Ended } from './commands.ts';
import { type Asked, type ExpectedChange, expectedChanges } from './expected-changes.ts';
import type { Known } from './expected-classes.ts';
import type { Effect, Ledger } from './ledger.ts';
import { names, type Office } from './office.ts';
import type { Against, CommandStory, Files, Meanwhile } from './story.ts';
import { wantedOf } from './wanted.ts';

/** A run that wrote something, by its id. */
export type Run = {
  readonly id: string;
  /** What it did, as the service saw it. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** What others wrote meanwhile: the run may know nothing of it, and its undo then does not either. */
  readonly outside: ReadonlySet<string>;
};

/** A plan on the disk, and what was so when it was made. */
export type SavedPlan = {
  readonly files: Files;
  readonly against: Against;
  readonly known: Known;
  readonly overwrites: boolean;
  readonly only: readonly string[];
  readonly changes: readonly ExpectedChange[];
  readonly isBlocked: boolean;
  readonly madeAtMs: number;
  readonly isTampered: boolean;
};

/** Everything that anyone who tells a story knows. */
export type Desk = {
  readonly story: CommandStory;
  readonly office: Office;
  readonly tally: Tally;
  readonly violations: string[];
  files: Files;
  committed: Files | null;
  kept: Files | null;
  snapshot: SandboxState | null;
  saved: SavedPlan | null;
  readonly runs: Run[];
};

/** What a command did, besides what it said. */
export type Done = Ended & {
  readonly ledger: Ledger;
  readonly before: FlatState;
  readonly after: FlatState;
};

/** The baseline that a command is told; `gone`: there is none by that name yet. */
export type Baseline = { readonly flag: string | undefined; readonly known: Known; readonly isGone: boolean };

export function baselineOf({ files, committed, kept, snapshot }: Desk, against: Against): Baseline {
  const ofFiles = (flag: string | undefined, there: Files | null): Baseline => ({
    flag,
    known: there === null ? null : { kind: 'files', files: there },
    isGone: there === null,
  });
  switch (against) {
    case 'said':
      return files.top.baseline === undefined
        ? { flag: undefined, known: null, isGone: false }
        : ofFiles(undefined, committed);
    case 'none':
      return { flag: 'none', known: null, isGone: false };
    case 'git':
      return ofFiles(`git:${names.tag}`, committed);
    case 'file':
      return ofFiles(names.kept, kept);
    case 'snapshot':
      return {
        flag: names.snapshot,
        known: snapshot === null ? null : { kind: 'live', live: snapshot },
        isGone: snapshot === null,
      };
  }
}

/** What is asked of the live application now. */
export function askedNow({ office, files }: Desk, only: readonly string[]): Asked {
  return {
    wanted: wantedOf(files),
    live: office.sandbox.state(),
    today: office.now().toISOString().slice(0, 10),
    only,
  };
}

/** The targets that there are now, for `--only` to choose from. */
export function chosen(desk: Desk, numbers: readonly number[]): readonly string[] {
  const { wanted } = askedNow(desk, []);
  const known = expectedChanges(askedNow(desk, []), 'counted').map(({ target }) => target);
  const scopes = ['global', ...wanted.clients.map(({ alias }) => `clients.${alias}`)];
  const all = [...known, ...scopes];
  return [...new Set(numbers.map((number) => all[number % all.length] ?? 'global'))];
}

/** Runs one command under the eyes of a ledger, and checks what is true of every command. */
export async function run(
  desk: Desk,
  what: string,
  command: (commands: ReturnType<typeof commandsIn>) => Promise<Ended>,
  meanwhile: Meanwhile | null = null,
): Promise<Done> {
  const { office, tally } = desk;
  let signal: number | null = null;
  const signalled = (): void => {
    signal = meanwhile?.what === 'SIGTERM' ? 143 : 130;
  };
  const before = flatState(office.sandbox.state());
  const ledger = office.open(meanwhile, signalled);
  const interruption = interruptionBy(() => signal);
  const ended = await command(commandsIn(office, { interruption }));
  ledger.close(office.sandbox.state());
  tally.count(`${what} ${ended.code}`);
  const done: Done = { ...ended, ledger, before, after: flatState(office.sandbox.state()) };
  desk.violations.push(...leaks(done, office).map((text) => `${what}: ${text}`));
  return done;
}

// Whatever else ends so was meant by no one.
const meantCodes: readonly number[] = [0, 2, 3, 4, 5, 6, 7, 65, 75, 130, 143];

function leaks(done: Done, office: Office): readonly string[] {
  const said = [done.out, done.told].join('\n');
  const isSaid = said.includes('canary');
  const isWritten = office.written().includes('canary');
  return [
    ...(isSaid ? [`a secret is in what it said: ${around(said)}`] : []),
    ...(isWritten ? [`a secret is in what it wrote: ${around(office.written())}`] : []),
    ...(meantCodes.includes(done.code) ? [] : [`it ended with ${done.code}: ${done.told}`]),
  ];
}

function around(text: string): string {
  const at = text.indexOf('canary');
  return text.slice(Math.max(0, at - 60), at + 40);
}

/** A command that may not write did not, and left everything as it was but for what others wrote. */
export function wroteNothing({ ledger, before, after }: Done): readonly string[] {
  const strange = differingNames(before, after).filter((name) => !ledger.outside.has(name));
  return [
    ...(ledger.counts.writes > 0 ? [`${ledger.counts.writes} writes were sent`] : []),
    ...(strange.length > 0 ? [`live is another: ${strange.join(', ')}`] : []),
  ];
}

/** The document that a command printed. */
export function document<T>({ out, told, code }: Ended): T {
  if (out === '') throw new Error(`nothing was printed, exit ${code}: ${told}`);
  return JSON.parse(out) as T;
}
