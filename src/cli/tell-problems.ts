import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogue } from '../catalogue/catalogue.ts';
import { standardInput, standardInputShown } from '../config/files/standard-input.ts';
import { sensitiveKeysOf, sourceLinesOf } from '../config/yaml/source-line.ts';
import { configKeys } from '../generated/config-keys.ts';
import { protectKeys } from '../generated/protect-keys.ts';
import type { Problem, Source } from '../model/finding.ts';
import { problemsText, type SourceLine, type SourceLines } from '../render/text/problems-text.ts';
import { withoutCredentials } from './terminal/environment.ts';
import type { Session } from './terminal/session.ts';

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
