import { jsonText } from '../render/json-text.ts';
import { problemsJson } from '../render/problems-json.ts';
import { problemsText } from '../render/problems-text.ts';
import { visibleText } from '../render/visible-text.ts';
import { firstExitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import type { CommonFlags, Session } from './session.ts';

/** What a command made of one file, in both forms. `text` may be '' when it was printed on the way. */
export type FileResult = { readonly exitCode: number; readonly text: string; readonly json: unknown };

export type FileWork = {
  readonly each: (file: string) => Promise<FileResult>;
  /** Whether a file that did not end well keeps the ones after it from being touched. */
  readonly afterTrouble: 'go-on' | 'stop';
};

/** Runs one file after the other, prints what comes of each, and gives the one exit code. */
export async function runFiles(flags: CommonFlags, session: Session, work: FileWork): Promise<number> {
  const results: FileResult[] = [];
  const print = flags.format === 'text' ? session.out : nowhere;
  const several = flags.file.length > 1;
  for (const file of flags.file) {
    await print(several ? `== ${visibleText(file)}\n` : '');
    const result = await attempted(file, flags, session, work);
    await print(several ? `${result.text}\n` : result.text);
    results.push(result);
    if (work.afterTrouble === 'stop' && result.exitCode !== 0) break;
  }
  await tellLeftOut(flags.file.slice(results.length), session);
  await printJson(results, flags, session);
  return firstExitCode(results.map((result) => result.exitCode));
}

async function nowhere(): Promise<void> {}

async function printJson(results: readonly FileResult[], flags: CommonFlags, session: Session): Promise<void> {
  if (flags.format !== 'json') return;
  const [first, ...rest] = results.map((result) => result.json);
  // Not by the number of results: a list stays one when the first file ended the run.
  await session.out(jsonText(flags.file.length > 1 ? [first, ...rest] : first));
}

async function attempted(file: string, flags: CommonFlags, session: Session, work: FileWork): Promise<FileResult> {
  try {
    return await work.each(file);
  } catch (error) {
    session.progress('');
    if (!(error instanceof ExpectedEnd)) throw error;
    if (flags.format === 'text') await session.tell(problemsText(error.problems, session.tellStyle));
    return { exitCode: error.exitCode, text: '', json: problemsJson(error.problems, []) };
  }
}

async function tellLeftOut(files: readonly string[], session: Session): Promise<void> {
  if (files.length > 0)
    await session.tell(`Not touched, since a file before did not end well: ${files.map(visibleText).join(', ')}\n`);
}
