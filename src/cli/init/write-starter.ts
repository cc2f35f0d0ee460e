import { lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../../leaf/system-text.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { type ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { outputPlace } from '../../workflows/files/output-place.ts';
import { replaceFile, writeIfNew } from '../../workflows/files/write-file.ts';
import { ignoredLines, type StarterFile } from './starter-files.ts';

/** A file and its planned content. */
export type PlannedFile =
  | { readonly kind: 'left'; readonly name: string; readonly why: string }
  | { readonly kind: 'new'; readonly name: string; readonly place: string; readonly text: string }
  | {
      readonly kind: 'append';
      readonly name: string;
      readonly place: string;
      readonly before: Buffer;
      readonly lines: readonly string[];
    };

/** The result for a file. */
export type WrittenFile = {
  readonly name: string;
  readonly kind: 'written' | 'appended' | 'left';
  readonly said: string;
};

const isThere = 'it already exists';

/** Checks all paths before anything is written, so that a link leaves no partial result. */
export async function plannedFile({ name, text }: StarterFile, cwd: string): Promise<PlannedFile> {
  const place = await placeOf(name, cwd);
  return place === null ? { kind: 'left', name, why: isThere } : { kind: 'new', name, place, text };
}

/** Appends the lines that .gitignore lacks, or creates it. */
export async function plannedIgnore(cwd: string): Promise<PlannedFile> {
  const name = '.gitignore';
  const all = ignoredLines.map(({ line }) => line);
  const missing = await placeOf(name, cwd);
  if (missing !== null) return { kind: 'new', name, place: missing, text: `${all.join('\n')}\n` };
  const place = `${cwd}/${name}`;
  const found = await lstat(place).catch((cause: unknown) => {
    throw notWritable(name, errorCode(cause));
  });
  if (!found.isFile()) return { kind: 'left', name, why: `it is not a regular file; add ${all.join(' and ')} to it` };
  const before = await readFile(place).catch((cause: unknown) => {
    throw notWritable(name, errorCode(cause));
  });
  const present = before
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const lines = ignoredLines.filter(({ same }) => !same.some((one) => present.includes(one))).map(({ line }) => line);
  if (lines.length === 0) return { kind: 'left', name, why: 'it already has these lines' };
  return { kind: 'append', name, place, before, lines };
}

/** The path of a new file, without links; null if the name exists. */
async function placeOf(name: string, cwd: string): Promise<string | null> {
  const found = await lstat(`${cwd}/${name}`).catch((cause: unknown) => {
    // A problem with a parent folder is reported when it is created.
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(cause))) return null;
    throw notWritable(name, errorCode(cause));
  });
  return found === null ? outputPlace({ path: name, asked: 'The file' }, cwd) : null;
}

/** Writes one file. A file created in the meantime is left unchanged. */
export async function writePlanned(file: PlannedFile): Promise<WrittenFile> {
  const { name } = file;
  switch (file.kind) {
    case 'left':
      return left(name, file.why);
    case 'new':
      return (await created(file)) === 'written' ? { name, kind: 'written', said: 'written' } : left(name, isThere);
    case 'append': {
      const { place, before, lines } = file;
      await replaceFile({ path: place, shown: name, before, after: withLines(before, lines) });
      return { name, kind: 'appended', said: `${lines.join(' and ')} added at the end` };
    }
  }
}

function left(name: string, why: string): WrittenFile {
  return { name, kind: 'left', said: `left unchanged: ${why}` };
}

async function created({ name, place, text }: PlannedFile & { readonly kind: 'new' }): Promise<'written' | 'there'> {
  try {
    await mkdir(dirname(place), { recursive: true });
    return await writeIfNew(place, text);
  } catch (cause) {
    throw notWritable(name, errorCode(cause));
  }
}

function withLines(before: Buffer, lines: readonly string[]): Buffer {
  const text = before.toString('latin1');
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? '' : end;
  return Buffer.concat([before, Buffer.from(`${start}${lines.map((line) => `${line}${end}`).join('')}`)]);
}

function notWritable(name: string, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'output-not-writable',
    message: `The file ${visibleText(name)} cannot be written (${reason}).`,
    cure: 'Make its folder writable, or move what has its name; then run init again, which keeps existing files.',
  });
}
