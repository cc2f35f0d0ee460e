import { visibleText } from '../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../render/machine/json.ts';
import { problemsText } from '../render/text/problems-text.ts';
import type { Variables } from '../workflows/context.ts';
import { ExpectedEnd, endWith } from '../workflows/ending.ts';
import { exitCode } from './exit-codes.ts';
import { type StreamFacts, styleFor } from './terminal/colour-choice.ts';
import { redactCrash } from './terminal/environment.ts';
import { withoutCredentials } from './terminal/known-credentials.ts';
import { OutputFailed } from './terminal/write-stream.ts';

/** Where the program was called, as far as the report of its end needs it. */
export type CallFacts = {
  readonly argv: readonly string[];
  readonly variables: Variables;
  readonly toolVersion: string;
  readonly nodeVersion: string;
  /** Where `tell` goes. */
  readonly stderr: StreamFacts;
};

export type EndReport = { readonly exitCode: number; readonly out: string; readonly tell: string };

/** What to print, and where, when the program ends by an error: an expected one, or a bug. */
export function reportEnd(error: unknown, facts: CallFacts): EndReport {
  if (error instanceof ExpectedEnd) return expected(error, facts);
  if (isFolderGone(error)) return expected(folderGone(), facts);
  if (hasOwnExitCode(error))
    return {
      exitCode: error.exitCode,
      out: '',
      tell: `error: ${visibleLines(withoutCredentials(error.message, facts.variables))}\n`,
    };
  return { exitCode: exitCode.unexpected, out: '', tell: unexpected(error, facts) };
}

// Whatever needs the working folder first fails like this, in Node itself.
function isFolderGone(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

function folderGone(): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'no-working-folder',
    message: 'The working folder does not exist any more.',
    cure: 'Change to a folder that exists, and run capstan again there.',
  });
}

function expected(end: ExpectedEnd, { argv, variables, stderr }: CallFacts): EndReport {
  const said = (text: string): string => withoutCredentials(text, variables);
  const problems = end.problems.map((problem) => ({
    ...problem,
    message: said(problem.message),
    cure: said(problem.cure),
  }));
  const code = exitCode[end.ending];
  // What could not be printed as JSON either is told.
  if (wantsJson(argv) && !(end instanceof OutputFailed))
    return { exitCode: code, out: jsonText(problemsJson(problems, [])), tell: '' };
  const style = styleFor(stderr, variables, argv.includes('--no-color') ? 'no-color' : 'unsaid');
  return { exitCode: code, out: '', tell: problemsText(problems, style) };
}

// Read from the words themselves: the end may have come before the flags were understood.
function wantsJson(argv: readonly string[]): boolean {
  return (
    argv.includes('--format=json') || argv.some((word, index) => word === '--format' && argv[index + 1] === 'json')
  );
}

// Parts that stand by themselves bring errors of their own, with the exit code that they mean.
function hasOwnExitCode(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}

// Neither the message nor the stack of a bug is shown unasked: they may hold values.
function unexpected(error: unknown, facts: CallFacts): string {
  const name = error instanceof Error ? error.name : typeof error;
  const command = withoutCredentials(facts.argv[0] ?? '', facts.variables);
  const verbose = facts.argv.includes('--verbose');
  const cure = verbose
    ? 'Report what follows; look for values that are not for others first.'
    : 'Run it again with --verbose and report what it prints.';
  const line = `error: capstan ended unexpectedly: ${visibleText(name)} in \`${visibleText(command)}\` (capstan ${facts.toolVersion}, node ${facts.nodeVersion}). This is a bug. ${cure}\n`;
  if (!verbose || !(error instanceof Error)) return line;
  return `${line}${visibleLines(redactCrash(error.stack ?? '', facts.variables))}\n`;
}

function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
