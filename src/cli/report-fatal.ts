import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { standardInput, standardInputShown } from '../config/files/file-tree.ts';
import { sensitiveKeysOf, sourceLinesOf } from '../config/yaml/source-line.ts';
import { configKeys } from '../generated/config-keys.ts';
import { protectKeys } from '../generated/protect-keys.ts';
import type { Problem, Source } from '../model/finding.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../render/machine/json.ts';
import { problemsText, type SourceLine, type SourceLines } from '../render/text/problems-text.ts';
import type { Variables } from '../workflows/context.ts';
import { ExpectedEnd, endWith } from '../workflows/ending.ts';
import { exitCode } from './exit-codes.ts';
import { redactCrash, withoutCredentials } from './terminal/environment.ts';
import { OutputFailed, type StreamFacts, styleFor } from './terminal/output-stream.ts';
import type { Session } from './terminal/session.ts';

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

/** How many locations are looked up: no user reads more lines. */
const maxPlaces = 20;
const maxBytes = 256 * 1024;

type Around = Pick<Session, 'cwd' | 'files' | 'variables' | 'standardInput'>;

/**
 * The source lines of messages, as far as they can be shown: from YAML files that the run has read, with their current
 * content.
 */
export async function sourceLinesAt(sources: readonly (Source | null)[], session: Around): Promise<SourceLines> {
  const places = sources.filter((source) => source !== null).slice(0, maxPlaces);
  if (places.length === 0) return () => null;
  const read = await textsOf(session);
  // The `sensitive` list of a file that was not read is unknown.
  const isSensitive = read.isWhole ? sensitiveKeysOf([...read.texts.values()]) : () => true;
  const words = { formatKeys, catalogue, isSensitive };
  const lines = new Map<string, ReturnType<typeof sourceLinesOf>>();
  const found = new Map<string, SourceLine>();
  for (const place of places) {
    const path = pathOf(place, session);
    const text = read.texts.get(path);
    if (text === undefined) continue;
    const lineAt = lines.get(path) ?? sourceLinesOf(text, words);
    lines.set(path, lineAt);
    const line = lineAt(place);
    if (line !== null && !holdsCredential(line, session)) found.set(nameOf(place), line);
  }
  return (source) => found.get(nameOf(source)) ?? null;
}

function pathOf({ file }: Source, { cwd }: Around): string {
  return resolve(cwd, file === standardInputShown ? standardInput : file);
}

function nameOf({ file, line, column }: Source): string {
  return `${line}:${column}:${file}`;
}

function holdsCredential({ before, from }: SourceLine, { variables }: Around): boolean {
  const text = before + from;
  return withoutCredentials(text, variables) !== text;
}

type Read = { readonly texts: ReadonlyMap<string, string>; readonly isWhole: boolean };

/** The YAML files that the run has read, by absolute path. */
async function textsOf({ cwd, files, standardInput: piped }: Around): Promise<Read> {
  const paths = files.read().filter((path) => /\.ya?ml$/i.test(path));
  const found = await Promise.all(paths.map(async (path) => [path, await textOf(path)] as const));
  const texts = new Map(found.flatMap(([path, file]) => (file?.text == null ? [] : [[path, file.text] as const])));
  if (piped !== undefined) texts.set(resolve(cwd, standardInput), piped.toString('utf8').replace(/^\ufeff/, ''));
  return { texts, isWhole: found.every(([, file]) => file?.text !== null) };
}

const formatKeys = [...new Set([...keysIn(configKeys), ...keysIn(protectKeys)])];

function keysIn(shape: typeof configKeys): readonly string[] {
  const own = Object.entries(shape.keys ?? {}).flatMap(([name, inner]) => [name, ...keysIn(inner)]);
  return shape.each === undefined ? own : [...own, ...keysIn(shape.each)];
}

/** null: there is none. */
async function textOf(path: string): Promise<{ readonly text: string | null } | null> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return null;
  if (size > maxBytes) return { text: null };
  const text = await readFile(path, 'utf8').catch(() => null);
  return { text: text?.replace(/^\ufeff/, '') ?? null };
}

/** Prints why there is no result, on stderr: stdout is for results only. */
export async function tellProblems(problems: readonly Problem[], session: Session): Promise<void> {
  const lineAt = await sourceLinesAt(
    problems.map(({ source }) => source),
    session,
  );
  await session.stderr(problemsText(problems, session.stderrStyle, lineAt));
}
