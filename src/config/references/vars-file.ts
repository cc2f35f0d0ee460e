import { resolve } from 'node:path';
import type { Problem } from '../../model/finding.ts';
import { ProblemList } from '../check/problem-list.ts';
import { diskTree } from '../files/disk-tree.ts';
import { type FileTree, readTextFile } from '../files/file-tree.ts';

/** The variables of a file, or what is wrong with it. */
export type VarsFile =
  | { readonly kind: 'variables'; readonly variables: ReadonlyMap<string, string> }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Reads the file that `--vars` names. */
export async function loadVarsFile(file: string, cwd: string): Promise<VarsFile> {
  const problems = new ProblemList();
  const path = resolve(cwd, file);
  const tree = diskTree(cwd);
  const shown = tree.show(path);
  const text = await readTextFile({ path, shown, askedAt: null }, withCures(tree), problems);
  return text === undefined ? { kind: 'problems', problems: problems.sorted([]) } : parseVarsFile(text, shown);
}

// The cures of a tree are those of a configuration file.
function withCures(tree: FileTree): FileTree {
  const cure = 'Give --vars the path of a text file with lines of NAME=VALUE, from the working folder.';
  return {
    ...tree,
    readBytes: async (path) => {
      const read = await tree.readBytes(path);
      return read.kind === 'error' && read.code !== 'file-not-readable' ? { ...read, cure } : read;
    },
  };
}

const assignment = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/su;

/** Reads lines of `NAME=VALUE`: quotes, comments and `export` as in a shell, no interpolation. */
export function parseVarsFile(text: string, file: string): VarsFile {
  const problems = new ProblemList();
  const variables = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const written = line.trim();
    if (written === '' || written.startsWith('#')) continue;
    const found = readLine(written, variables);
    const source = { file, line: index + 1, column: line.length - line.trimStart().length + 1 };
    if (found.kind === 'error') problems.add(found.code, source, found.message, found.cure);
    else variables.set(found.name, found.value);
  }
  if (!problems.isEmpty) return { kind: 'problems', problems: problems.sorted([file]) };
  return { kind: 'variables', variables };
}

type Line =
  | { readonly kind: 'variable'; readonly name: string; readonly value: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly cure: string };

function readLine(line: string, earlier: ReadonlyMap<string, string>): Line {
  const [, name, rest] = assignment.exec(line) ?? [];
  if (name === undefined || rest === undefined) {
    return error('bad-env-line', 'this line is not NAME=VALUE', 'Write NAME=VALUE, or begin the line with #.');
  }
  if (notForFiles.has(name)) {
    return error('forbidden-variable', `${name} may not be set by a file`, 'Set it where the credentials are set.');
  }
  if (earlier.has(name)) return error('duplicate-variable', `${name} is set twice`, 'Remove one of the two.');
  const value = readValue(rest.trimStart());
  if (value !== undefined) return { kind: 'variable', name, value };
  const cure = 'Close the quote on the same line, with nothing but a comment after it.';
  return error('bad-env-value', `the quotes around the value of ${name} do not match`, cure);
}

// A file must not decide what files may do.
const notForFiles: ReadonlySet<string> = new Set(['CAPSTAN_ALLOWED_HOSTS', 'CAPSTAN_ALLOWED_VARIABLES']);

function error(code: string, message: string, cure: string): Line {
  return { kind: 'error', code, message, cure };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readValue(rest: string): string | undefined {
  if (rest.startsWith("'")) return /^'([^']*)'\s*(?:#.*)?$/su.exec(rest)?.[1];
  if (!rest.startsWith('"')) return rest.replace(/(?:^|\s)#.*$/su, '').trimEnd();
  const inner = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/su.exec(rest)?.[1];
  return inner?.replace(/\\(.)/gsu, (_, character: string) => escapes.get(character) ?? character);
}
