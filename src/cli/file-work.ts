import type { Problem } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { problemsJson, runJson } from '../render/machine/json.ts';
import type { Report } from '../render/report/report.ts';
import { runText } from '../render/text/run-text.ts';
import { countOf } from '../render/text/value-text.ts';
import type { Execution } from '../workflows/approve-and-execute.ts';
import { ExpectedEnd } from '../workflows/ending.ts';
import type { JournalFolder } from '../workflows/files/output-place.ts';
import type { ReadClients } from '../workflows/open-application.ts';
import { exitCode, exitCodeOfRun } from './exit-codes.ts';
import { OutputFailed } from './terminal/output-stream.ts';
import type { CommonFlags, Session } from './terminal/session.ts';

/** The result of a command for one file, in both forms. `text` may be '' if it was printed already. */
export type FileResult = {
  readonly exitCode: number;
  readonly text: string;
  readonly json: unknown;
  /** The result for the other formats, made on demand. */
  readonly view?: () => Promise<Report> | Report;
  /** The result in a few words, for the table of several files. */
  readonly says?: string;
  /** Not touched, because an earlier file failed or, with `says`, the user did not select it. It has no exit code. */
  readonly untouched?: true;
  /** The problems; left out if there is a result. */
  readonly problems?: readonly Problem[];
  /** In a run over several files: the id of the application, and the duration. */
  readonly application?: string | null;
  readonly durationSeconds?: number;
  /** An unexpected error; reported after everything else. */
  readonly bug?: unknown;
};

/** Whether the JSON of a result is used. */
export function isJsonWanted({ format, report }: Pick<CommonFlags, 'format' | 'report'>): boolean {
  return format === 'json' || report !== undefined;
}

export type FileWork = {
  /** `session`: the session of the file; several files may be processed at the same time. */
  readonly each: (file: string, session: Session) => Promise<FileResult>;
  /** Whether files of different applications are processed in parallel; left out: yes. */
  readonly pace?: 'one-by-one';
  /** Whether a failed file prevents the files that wait for it from being processed. */
  readonly afterFailure: 'go-on' | 'stop';
  /** How to resolve the client names of several files; null: no request is made. */
  readonly readClients: ReadClients | null;
  readonly command: 'plan' | 'apply' | 'drift' | 'compare' | 'validate' | 'absorb';
};

/** The kind of report of a command, also for problems. */
export function kindOf(command: FileWork['command']): Report['kind'] {
  if (command === 'apply') return 'run';
  return command === 'drift' || command === 'compare' ? command : 'plan';
}

/** Processes one file; fails only if stdout cannot be written. */
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
    if (flags.format !== 'json') await (await import('./report-fatal.ts')).tellProblems(error.problems, session);
    return {
      exitCode: codeOfEnd(error, session),
      text: '',
      json: problemsJson(error.problems, []),
      problems: error.problems,
    };
  }
}

// What a signal or the time limit broke off ends with the code of that.
function codeOfEnd({ ending }: ExpectedEnd, { interruption }: Session): number {
  return (ending === 'interrupted' ? interruption.code() : null) ?? exitCode[ending];
}

function unexpected(file: string, bug: unknown): FileResult {
  const message = `capstan failed unexpectedly at ${file}. This is a bug.`;
  const cure = 'Run it again with --verbose and report what it prints.';
  const problems = [{ code: 'unexpected', message, cure, source: null }];
  return { exitCode: exitCode.unexpected, text: '', json: problemsJson(problems, []), problems, bug };
}

/** Whether the result line of a run is enough: the plan is not printed if it has no findings. */
export function isOneLine({ status, findings }: Plan, verbosity: CommonFlags['verbosity']): boolean {
  return verbosity === 'quiet' && status === 'ready' && findings.length === 0;
}

/** The text of a run after its plan, and the exit code. */
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
