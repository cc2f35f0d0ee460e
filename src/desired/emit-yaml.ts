import type { Located, LocatedScalar } from './located.ts';

/** One entry of a map as lines of YAML, each value with its place in a comment. */
export function emitEntry(key: string, value: Located, indent = ''): readonly string[] {
  const name = emitKey(key);
  // YAML reads a key without `?` only if it is short.
  if (name.length > 1000) return [`${indent}? ${name}`, ...attach(`${indent}:`, value, indent)];
  return attach(`${indent}${name}:`, value, indent);
}

function attach(head: string, value: Located, indent: string): readonly string[] {
  const leaf = leafText(value);
  if (leaf !== undefined) return [`${head} ${leaf}${placeComment(value)}`];
  return [head, ...emitParts(value, `${indent}  `)];
}

function emitParts(value: Located, indent: string): readonly string[] {
  switch (value.kind) {
    case 'map':
      return [...value.entries].flatMap(([key, entry]) => emitEntry(key, entry.value, indent));
    case 'list':
      return value.items.flatMap((item) => emitItem(item, indent));
    case 'scalar':
      return [];
  }
}

function emitItem(item: Located, indent: string): readonly string[] {
  const leaf = leafText(item);
  if (leaf !== undefined) return [`${indent}- ${leaf}${placeComment(item)}`];
  const [first = '', ...rest] = emitParts(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function leafText(value: Located): string | undefined {
  switch (value.kind) {
    case 'map':
      return value.entries.size === 0 ? '{}' : undefined;
    case 'list':
      return value.items.length === 0 ? '[]' : undefined;
    case 'scalar':
      return scalarText(value);
  }
}

function scalarText({ json, text, plain }: LocatedScalar): string {
  if (json === null) return 'null';
  return plain && !text.includes('\n') && text.search(escapedInQuotes) < 0 ? text : quoted(text);
}

function placeComment({ source: { file, line, column } }: Located): string {
  return `  # ${file.replace(/[\p{C}\u2028\u2029]/gu, '?')}:${line}:${column}`;
}

function emitKey(key: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(key) && !/^(?:true|false|null)$/iu.test(key);
  return isPlain ? key : quoted(key);
}

// What JSON leaves alone: control characters, and what CI systems take for a command wherever a log line holds it.
const escapedInQuotes = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|#(?=#[A-Za-z]*\[)/gu;

// JSON strings are YAML.
function quoted(text: string): string {
  return JSON.stringify(text).replace(escapedInQuotes, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
