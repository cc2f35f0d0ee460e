import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import type { LoadOptions } from '../../src/config/decode/decode-context.ts';
import { type LoadedDesired, type LoadResult, loadDesired } from '../../src/config/load-config.ts';
import type { Desired, DesiredScope } from '../../src/model/desired.ts';
import type { Problem } from '../../src/model/finding.ts';
import { emptyScope } from '../../src/model/state.ts';
import { today } from '../support/builders.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;
export type Given = Partial<Omit<LoadOptions, 'cwd' | 'catalogue'>>;

/** The beginning of a sound file. */
export const head = 'version: 1\napplication: { id: app1, region: us }\n';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own that holds these files. Removed after the tests of the file. */
export function folderWith(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-desired-')));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function loadIn(cwd: string, given: Given = {}, file = 'capstan.yaml'): Promise<LoadResult> {
  const guards = { overridableGuards: ['security-lowered', 'last-owner'], fixedGuards: ['protected'] };
  // The names of these tests are short; what a file may read at all is tested for itself.
  const env = { CAPSTAN_ALLOWED_VARIABLES: '*', ...given.env };
  const options = { cwd, unsetSecrets: 'problem', today, catalogue, ...guards, ...given, env } as const;
  return loadDesired(file, options);
}

/** Loads capstan.yaml out of these files; a text alone is that file. */
export function load(files: string | Files, given: Given = {}): Promise<LoadResult> {
  return loadIn(folderWith(typeof files === 'string' ? { 'capstan.yaml': files } : files), given);
}

export async function problemsOf(files: string | Files, given: Given = {}): Promise<readonly Problem[]> {
  const result = await load(files, given);
  return result.kind === 'problems' ? result.problems : [];
}

/** Problems as people see them: `file:line:column code`. */
export function places(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ code, source }) =>
    source === null ? code : `${source.file}:${source.line}:${source.column} ${code}`,
  );
}

export async function placesOf(files: string | Files, given: Given = {}): Promise<readonly string[]> {
  return places(await problemsOf(files, given));
}

export async function loaded(files: string | Files, given: Given = {}): Promise<LoadedDesired> {
  const result = await load(files, given);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems, null, 1));
  return result;
}

export async function desiredOf(files: string | Files, given: Given = {}): Promise<Desired> {
  return (await loaded(files, given)).desired;
}

/** The notes of a sound file, as `code: cure`. */
export async function notesOf(files: string | Files, given: Given = {}): Promise<readonly string[]> {
  return (await loaded(files, given)).notes.map(({ code, cure }) => `${code}: ${cure}`);
}

/** A desired state without places: two files that ask for the same have the same. */
export function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, inner]) => [key, withoutPlaces(inner)]);
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value instanceof RegExp) return value.source;
  if (typeof value !== 'object' || value === null) return value;
  // The order of the members of a JSON object means nothing. What the lists name is there to be told with its place.
  const members = Object.entries(value)
    .filter(([key]) => key !== 'source' && key !== 'mentions')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([key, inner]) => [key, withoutPlaces(inner)]);
}

/** What a file asks of the application itself; where it says nothing, nothing. */
export function globalOf({ global }: Pick<Desired, 'global'>): DesiredScope {
  return global ?? emptyScope;
}
