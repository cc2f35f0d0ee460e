import { resolve } from 'node:path';
import type { Problem } from '../../model/finding.ts';
import { ProblemList } from '../check/problems-and-limits.ts';
import { diskTree } from '../files/disk-tree.ts';
import { type FileTree, readTextFile } from '../files/file-tree.ts';
import type { Located, LocatedScalar } from '../yaml/located.ts';
import {
  type Allowed,
  looksLikeReference,
  parseReferences,
  type Reference,
  type TextPart,
  type Variables,
  visitTexts,
} from './references.ts';

/** Reports each reference of a file that is malformed, reads what it may not, or stands where none may stand. */
export function checkReferences(root: Located, variables: FileVariables, problems: ProblemList): void {
  visitTexts(root, {
    scalar: (node, allowed) => checkScalar(node, allowed, variables, problems),
    key: (key, source, role) => {
      if (role === 'member' || !looksLikeReference(key)) return;
      problems.add('reference-not-allowed', source, 'a reference is not allowed in this key', 'Write the key itself.');
    },
  });
}

function checkScalar(node: LocatedScalar, allowed: Allowed, variables: FileVariables, problems: ProblemList): void {
  if (!node.text.includes('${')) return;
  if (allowed === 'none') {
    if (looksLikeReference(node.text)) {
      problems.add(
        'reference-not-allowed',
        node.source,
        'a reference is not allowed here',
        'Write the value itself; references are allowed in values, ids and names.',
      );
    }
    return;
  }
  const parsed = parseReferences(node.text);
  if (parsed.kind === 'bad') {
    problems.add(parsed.error.code, node.source, parsed.error.message, parsed.error.cure);
    return;
  }
  for (const { code, message, cure } of parsed.parts.flatMap((part) => refusalsOf(part, variables)))
    problems.add(code, node.source, message, cure);
  if (allowed === 'env' && parsed.parts.some((part) => part.kind === 'secret')) {
    problems.add(
      'secret-not-allowed',
      node.source,
      'a secret is not allowed here: plans and logs show this value',
      'Use ${env:NAME}.',
    );
  }
}

function refusalsOf(part: TextPart, variables: FileVariables): readonly Refusal[] {
  return part.kind === 'text' ? [] : variables.refusals(part);
}

/** Why a file may not read a variable. */
type Refusal = { readonly code: string; readonly message: string; readonly cure: string };

/** The variables that a file may read. The person who runs capstan chooses them, not the file. */
export type FileVariables = {
  /** Why a file may not read a variable in this way; empty: it may. */
  readonly refusals: (reference: Reference) => readonly Refusal[];
  /** The value of a variable that a file may read; undefined when it is unset or empty, or may not be read. */
  readonly valueOf: (reference: Reference) => string | undefined;
};

/** The prefix of the variables that every file may read. */
const filePrefix = 'CAPSTAN_VAR_';

const secretName = /_(?:SECRET|TOKEN|KEY|PASSWORD)$/iu;

// Those of capstan itself and of the CI system, even when they are listed.
const never = /^(?:CAPSTAN_(?!VAR_).*|GITHUB_TOKEN|ACTIONS_.*|CI_.*)$/isu;

/**
 * What a file may read of an environment: names that begin with `CAPSTAN_VAR_`, those that `CAPSTAN_ALLOWED_VARIABLES`
 * lists, and those of the file that `--vars` names, with the value that is there.
 */
export function fileVariables(environment: Variables, varsFile: Variables): FileVariables {
  const listed = parseAllowedVariables(ownValue(environment, 'CAPSTAN_ALLOWED_VARIABLES'));
  const isOpen = (name: string): boolean => name.startsWith(filePrefix) || listed.some((parts) => fits(parts, name));
  const refusals = ({ kind, name }: Reference): readonly Refusal[] => {
    if (never.test(name)) return [neverReadable(name)];
    return [
      ...(isOpen(name) || Object.hasOwn(varsFile, name) ? [] : [notAllowed(name)]),
      ...(kind === 'env' && secretName.test(name) ? [namesSecret(name)] : []),
    ];
  };
  return {
    refusals,
    valueOf: (reference) => {
      if (refusals(reference).length > 0) return undefined;
      const { name } = reference;
      // A name of the vars file opens no variable of the environment that has the same name.
      const value = (isOpen(name) ? ownValue(environment, name) : undefined) ?? ownValue(varsFile, name);
      return value === '' ? undefined : value;
    },
  };
}

function ownValue(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** The names of `CAPSTAN_ALLOWED_VARIABLES`, each as what stands between its wildcards. */
function parseAllowedVariables(text = ''): readonly (readonly string[])[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '').map((name) => name.split('*'));
}

// Each part is looked for once, from where the one before it ended.
function fits(parts: readonly string[], name: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function neverReadable(name: string): Refusal {
  return {
    code: 'forbidden-variable',
    message: `the variable ${name} cannot be read by a file`,
    cure: `Put the value into a variable whose name begins with ${filePrefix}; credentials are named under "credentials".`,
  };
}

function namesSecret(name: string): Refusal {
  return {
    code: 'env-names-secret',
    message: `the variable ${name} has the name of a secret`,
    cure: `Write \${secret:${name}}, so that it is masked.`,
  };
}

function notAllowed(name: string): Refusal {
  return {
    code: 'variable-not-allowed',
    message: `a file may not read the variable ${name}`,
    cure: `Name it ${filePrefix}${name}, or ask the person who runs capstan to list ${name} in CAPSTAN_ALLOWED_VARIABLES, or set it in the file that --vars names.`,
  };
}

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
