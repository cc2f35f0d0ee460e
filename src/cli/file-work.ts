import type { Problem } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { problemsJson, runJson } from '../render/machine/json.ts';
import type { Report } from '../render/report/report.ts';
import { countOf } from '../render/report/words.ts';
import { runText } from '../render/text/run-text.ts';
import type { Execution } from '../workflows/approve-and-execute.ts';
import { ExpectedEnd } from '../workflows/ending.ts';
import type { JournalFolder } from '../workflows/journal-folder.ts';
import type { ReadClients } from '../workflows/read-clients.ts';
import { exitCode, exitCodeOfRun } from './exit-codes.ts';
import type { CommonFlags, Session } from './terminal/session.ts';
import { OutputFailed } from './terminal/write-stream.ts';

/** What a command made of one file, in both forms. `text` may be '' when it was printed on the way. */
export type FileResult = {
  readonly exitCode: number;
  readonly text: string;
  readonly json: unknown;
  /** The result as the other formats show it, made only when one of them is asked for. */
  readonly view?: () => Promise<Report> | Report;
  /** The same in a few words, for the table of several. */
  readonly says?: string;
  /** Not touched, since a file before it did not end well, or, with `says`, it was not chosen. It has no exit code of its own. */
  readonly untouched?: true;
  /** What went wrong; left out when there is a result. */
  readonly problems?: readonly Problem[];
  /** In a run over several: the id of the application, and how long it took. */
  readonly application?: string | null;
  readonly durationSeconds?: number;
  /** What is no expected end; told of when all else is told. */
  readonly bug?: unknown;
};

/** Whether anyone looks at the JSON of a result. */
export function isJsonWanted({ format, report }: Pick<CommonFlags, 'format' | 'report'>): boolean {
  return format === 'json' || report !== undefined;
}

export type FileWork = {
  /** `session`: that of the file, which may be one of several that are worked on at the same time. */
  readonly each: (file: string, session: Session) => Promise<FileResult>;
  /** Whether files of different applications are worked on at the same time; left out: they are. */
  readonly pace?: 'one-by-one';
  /** Whether a file that did not end well keeps those that wait for it from being touched. */
  readonly afterFailure: 'go-on' | 'stop';
  /** How to learn which clients the names in several files stand for; null: nothing is asked. */
  readonly readClients: ReadClients | null;
  readonly command: 'plan' | 'apply' | 'drift' | 'compare' | 'validate' | 'absorb';
};

/** The kind of report that a command makes, of problems too. */
export function kindOf(command: FileWork['command']): Report['kind'] {
  if (command === 'apply') return 'run';
  return command === 'drift' || command === 'compare' ? command : 'plan';
}

/** What comes of one file; does not fail unless stdout cannot be written. */
export async function attempted(
  file: string,
  flags: CommonFlags,
  session: Session,
  work: FileWork,
): Promise<FileResult> {
  try {
    return await work.each(file, session);
  } catch (error) {
    session.progress('');
    if (error instanceof OutputFailed) throw error;
    if (!(error instanceof ExpectedEnd)) return unexpected(file, error);
    if (flags.format !== 'json') await (await import('./tell-problems.ts')).tellProblems(error.problems, session);
    return {
      exitCode: exitCode[error.ending],
      text: '',
      json: problemsJson(error.problems, []),
      problems: error.problems,
    };
  }
}

function unexpected(file: string, bug: unknown): FileResult {
  const message = `capstan ended unexpectedly at ${file}. This is a bug.`;
  const cure = 'Run it again with --verbose and report what it prints.';
  const problems = [{ code: 'unexpected', message, cure, source: null }];
  return { exitCode: exitCode.unexpected, text: '', json: problemsJson(problems, []), problems, bug };
}

/** Whether the end of a run says all that is asked for: its plan goes unsaid, if no guard says anything of it. */
export function isOneLine({ status, findings }: Plan, verbosity: CommonFlags['verbosity']): boolean {
  return verbosity === 'quiet' && status === 'ready' && findings.length === 0;
}

/** What there is to say of a run after its plan, and how the command ends. */
export function runResult(
  { planned, report }: Execution,
  { flag }: JournalFolder,
  { interruption, stdoutStyle }: Session,
  verbosity: CommonFlags['verbosity'],
): FileResult & { readonly json: object } {
  const isQuiet = isOneLine(planned.plan, verbosity);
  const view = { journalFlag: flag, outcomes: verbosity === 'quiet' ? ('not-done' as const) : ('all' as const) };
  return {
    exitCode: exitCodeOfRun(report, interruption.code()),
    text: planned.kind === 'ready' ? `${isQuiet ? '' : '\n'}${runText(planned.plan, report, stdoutStyle, view)}` : '',
    says: report.result === 'done' ? `done, ${countOf(planned.plan.changes.length, 'change')}` : report.result,
    json: runJson(planned.plan, report),
  };
}
