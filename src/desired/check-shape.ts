import type { SchemaError } from '../generated/validate-config.js';
import { maxSuggestions } from './bounds.ts';
import { type KeyShape, knownKeysAt } from './known-keys.ts';
import { entriesOf, type Located } from './located.ts';
import { jsonOf } from './located-json.ts';
import type { ProblemList } from './problem-list.ts';
import { formatTrouble, shapeTrouble } from './shape-trouble.ts';
import { showName } from './show-name.ts';
import { suggest } from './suggest.ts';
import { type Found, followPointer } from './walk-path.ts';

/** A format: its validator, made ahead of time from the schema, and its keys. */
export type Format = {
  readonly validate: { (data: unknown): boolean; errors?: readonly SchemaError[] | null };
  readonly keys: KeyShape;
};

/** Holds a file against its schema and reports each difference at its place, in words of our own. */
export function checkShape(root: Located, { validate, keys }: Format, problems: ProblemList): void {
  if (validate(jsonOf(root))) return;
  const [unknownKeys, others] = divide(validate.errors ?? []);
  for (const [index, error] of unknownKeys.entries()) {
    // Searching for similar names is the only slow part.
    const known = index < maxSuggestions ? knownKeysAt(keys, error.instancePath) : [];
    reportUnknownKey(error, followPointer(root, error.instancePath), known, problems);
  }
  for (const error of others) reportOther(error, followPointer(root, error.instancePath), problems);
}

function divide(errors: readonly SchemaError[]): readonly [readonly SchemaError[], readonly SchemaError[]] {
  const isUnknownKey = ({ keyword }: SchemaError): boolean => keyword === 'additionalProperties';
  return [errors.filter(isUnknownKey), errors.filter((error) => !isUnknownKey(error))];
}

function reportOther(error: SchemaError, found: Found, problems: ProblemList): void {
  if (typeof error.propertyName === 'string') {
    reportName(error, error.propertyName, found, problems);
    return;
  }
  const trouble = shapeTrouble(error, found);
  if (trouble !== undefined) problems.add(trouble.code, found.place, trouble.message, trouble.cure);
}

// In broken YAML a value may have slid to where a name belongs; values are not quoted.
const looksLikeName = /^[\w.$-]{1,60}$/u;

function reportUnknownKey(error: SchemaError, found: Found, known: readonly string[], problems: ProblemList): void {
  const key = String(error.params['additionalProperty']);
  const place = entriesOf(found.node).get(key)?.keySource ?? found.place;
  const cure = suggest(key, known, known.length === 0 ? 'Remove it.' : `Use one of: ${known.join(', ')}.`);
  const where = found.name === '' ? 'this file' : showName(found.name);
  const shown = looksLikeName.test(key) ? showName(key) : 'this';
  problems.add('unknown-key', place, `${shown} is not a key of ${where}`, cure);
}

function reportName(error: SchemaError, name: string, found: Found, problems: ProblemList): void {
  const place = entriesOf(found.node).get(name)?.keySource ?? found.place;
  const format = formatTrouble(error);
  if (error.keyword === 'pattern') problems.add(format.code, place, `this ${format.message}`, format.cure);
}
