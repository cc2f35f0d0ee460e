import { findConfigFiles } from '../config/files/find-config-files.ts';
import { type Chosen, leftOutText } from '../config/files/left-out.ts';
import type { Problem } from '../model/problem.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../render/machine/json.ts';
import type { Report } from '../render/report/report.ts';
import { problemsText } from '../render/text/problems-text.ts';
import { ExpectedEnd } from '../workflows/ending.ts';
import type { ReadClients } from '../workflows/read-clients.ts';
import { exitCode, firstExitCode } from './exit-codes.ts';
import type { CommonFlags, Session } from './terminal/session.ts';
import { OutputFailed } from './terminal/write-stream.ts';

/** What a command made of one file, in both forms. `text` may be '' when it was printed on the way. */
export type FileResult = {
  readonly exitCode: number;
  readonly text: string;
  readonly json: unknown;
  /** The result as the other formats show it, made only when one of them is asked for. */
  readonly view?: () => Promise<Report> | Report;
  /** What went wrong; left out when there is a result. */
  readonly problems?: readonly Problem[];
};

export type FileWork = {
  readonly each: (file: string) => Promise<FileResult>;
  /** Whether a file that did not end well keeps the ones after it from being touched. */
  readonly afterTrouble: 'go-on' | 'stop';
  /** How to learn which clients the names in several files stand for; null: nothing is asked. */
  readonly readClients: ReadClients | null;
  /** What kind of report problems take the place of; a plan when left out. */
  readonly kind?: Report['kind'];
};

/** Runs one file after the other, prints what comes of each, and gives the one exit code. */
export async function runFiles(flags: CommonFlags, session: Session, work: FileWork): Promise<number> {
  await checkTogether(flags, session, work);
  const results: FileResult[] = [];
  const print = flags.format === 'text' ? session.out : nowhere;
  const several = flags.file.length > 1;
  for (const file of flags.file) {
    await print(several ? `== ${visibleText(file)}\n` : '');
    const result = await attempted(file, flags, session, work).catch(async (bug: unknown) => {
      // What came of the files before is told all the same.
      await printJson([...results, unexpected(file)], flags, session);
      throw bug;
    });
    await print(several ? `${result.text}\n` : result.text);
    results.push(result);
    if (work.afterTrouble === 'stop' && result.exitCode !== 0) break;
  }
  await tellLeftOut(flags.file.slice(results.length), session);
  await printJson(results, flags, session);
  await printViews(results, work, flags, session);
  return firstExitCode(results.map((result) => result.exitCode));
}

// Loaded only when asked for.
async function checkTogether(flags: CommonFlags, session: Session, { readClients }: FileWork): Promise<void> {
  if (flags.format === 'html') (await import('./reports.ts')).refuseSeveralPages(flags);
  if (flags.file.length > 1)
    await (await import('./check-shared-targets.ts')).checkSharedTargets(flags, session, readClients);
}

async function nowhere(): Promise<void> {}

async function printJson(results: readonly FileResult[], flags: CommonFlags, session: Session): Promise<void> {
  if (flags.format !== 'json') return;
  const [first, ...rest] = results.map((result) => result.json);
  // Not by the number of results: a list stays one when the first file ended the run.
  await session.out(jsonText(flags.file.length > 1 ? [first, ...rest] : first));
}

// Loaded only when asked for: a plan in text needs none of it.
async function printViews(results: readonly FileResult[], work: FileWork, flags: CommonFlags, session: Session) {
  const { format } = flags;
  if (format === 'text' || format === 'json') return;
  // Numbers that leave out a file would look as if nothing changed there.
  if (format === 'gitlab' && results.some(({ problems }) => problems !== undefined)) return;
  const [{ printReports }, { problemsReport }] = await Promise.all([
    import('./reports.ts'),
    import('../render/report/problems-report.ts'),
  ]);
  const views = await Promise.all(
    results.map(({ view, problems }, at) =>
      problems === undefined ? view?.() : problemsReport(flags.file[at] ?? '', problems, work.kind ?? 'plan'),
    ),
  );
  const shown = views.filter((view) => view !== undefined);
  await printReports(shown, format, flags, session);
}

async function attempted(file: string, flags: CommonFlags, session: Session, work: FileWork): Promise<FileResult> {
  try {
    return await work.each(file);
  } catch (error) {
    session.progress('');
    if (!(error instanceof ExpectedEnd) || error instanceof OutputFailed) throw error;
    if (flags.format !== 'json') await session.tell(problemsText(error.problems, session.tellStyle));
    return {
      exitCode: exitCode[error.ending],
      text: '',
      json: problemsJson(error.problems, []),
      problems: error.problems,
    };
  }
}

function unexpected(file: string): FileResult {
  const message = `capstan ended unexpectedly at ${file}. This is a bug.`;
  const cure = 'Run it again with --verbose and report what it prints.';
  const json = problemsJson([{ code: 'unexpected', message, cure, source: null }], []);
  return { exitCode: exitCode.unexpected, text: '', json };
}

async function tellLeftOut(files: readonly string[], session: Session): Promise<void> {
  if (files.length > 0)
    await session.tell(`Not touched, since a file before did not end well: ${files.map(visibleText).join(', ')}\n`);
}

/** The files that `--file` names, patterns replaced by what they match, and what was left out of that. */
export async function findFiles(names: readonly string[], cwd: string): Promise<Chosen> {
  const found = await findConfigFiles(names, cwd);
  if (found.kind === 'files') return found;
  const isTwice = found.problems.every(({ code }) => code === 'same-target-twice');
  throw new ExpectedEnd(isTwice ? 'invalidFile' : 'wrongUsage', found.problems);
}

/** What patterns match and the run does not touch. */
export function leftOutLine(leftOut: Chosen['leftOut']): string {
  return `Left out of what the patterns match: ${leftOutText(leftOut)}\n`;
}
