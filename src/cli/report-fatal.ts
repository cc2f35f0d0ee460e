import { visibleText } from '../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../render/machine/json.ts';
import { problemsText } from '../render/text/problems-text.ts';
import type { Variables } from '../workflows/context.ts';
import { ExpectedEnd, endWith } from '../workflows/ending.ts';
import { exitCode } from './exit-codes.ts';
import { redactCrash, withoutCredentials } from './terminal/environment.ts';
import { OutputFailed, type StreamFacts, styleFor } from './terminal/output-stream.ts';

/** How the program was called, as far as an error report needs it. */
export type CallFacts = {
  readonly argv: readonly string[];
  readonly variables: Variables;
  readonly toolVersion: string;
  readonly nodeVersion: string;
  /** The style of the stream for `tell`. */
  readonly stderr: StreamFacts;
};

export type EndReport = { readonly exitCode: number; readonly out: string; readonly tell: string };

/** What to print, and where, when the program ends with an error: an expected one, or a bug. */
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

// Node itself throws this at the first use of the working folder.
function isFolderGone(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

function folderGone(): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'no-working-folder',
    message: 'The working folder no longer exists.',
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
  // A failure to print the JSON is reported as well.
  if (wantsJson(argv) && !(end instanceof OutputFailed))
    return { exitCode: code, out: jsonText(problemsJson(problems, [])), tell: '' };
  const style = styleFor(stderr, variables, argv.includes('--no-color') ? 'no-color' : 'unsaid');
  return { exitCode: code, out: '', tell: problemsText(problems, style) };
}

// Read from the arguments: the error may have occurred before the flags were parsed.
function wantsJson(argv: readonly string[]): boolean {
  return (
    argv.includes('--format=json') || argv.some((word, index) => word === '--format' && argv[index + 1] === 'json')
  );
}

// Independent modules throw their own errors, with their exit code.
function hasOwnExitCode(error: unknown): error is Error & { readonly exitCode: number } {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}

// The message and the stack of a bug are shown only with --verbose: they may contain values.
function unexpected(error: unknown, facts: CallFacts): string {
  const name = error instanceof Error ? error.name : typeof error;
  const command = withoutCredentials(facts.argv[0] ?? '', facts.variables);
  const verbose = facts.argv.includes('--verbose');
  const cure = verbose
    ? 'Report the following; first remove values that are confidential.'
    : 'Run it again with --verbose and report what it prints.';
  const line = `error: capstan failed unexpectedly: ${visibleText(name)} in \`${visibleText(command)}\` (capstan ${facts.toolVersion}, node ${facts.nodeVersion}). This is a bug. ${cure}\n`;
  if (!verbose || !(error instanceof Error)) return line;
  return `${line}${visibleLines(redactCrash(error.stack ?? '', facts.variables))}\n`;
}

function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
