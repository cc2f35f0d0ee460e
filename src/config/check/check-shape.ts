import type { SchemaError } from '../../generated/validate-config.js';
import { regions } from '../decode/decode-application.ts';
import { entriesOf, followPointer, jsonOf, type Located, type PointerTarget } from '../yaml/located.ts';
import { oddBlank, oddBlankIn } from '../yaml/parse-yaml.ts';
import { maxSuggestions, type ProblemList, showName, suggest } from './problems-and-limits.ts';

/** A format: its validator, made ahead of time from the schema, and its keys. */
export type Format = {
  readonly validate: { (data: unknown): boolean; errors?: readonly SchemaError[] | null };
  readonly keys: KeyShape;
};

/** Validates a file by its schema and reports each error at its location, in capstan's own words. */
export function checkShape(root: Located, { validate, keys }: Format, problems: ProblemList): void {
  if (validate(jsonOf(root))) return;
  if (root.kind === 'scalar' && root.json === null) {
    problems.add('empty-file', root.source, 'the file is empty', cureOfEmpty(Object.keys(keys.keys ?? {})));
    return;
  }
  const [unknownKeys, others] = divide(validate.errors ?? []);
  for (const [index, error] of unknownKeys.entries()) {
    // Only the search for similar names is slow.
    const known = index < maxSuggestions ? knownKeysAt(keys, error.instancePath) : [];
    reportUnknownKey(error, followPointer(root, error.instancePath), known, problems);
  }
  for (const error of others) reportOther(error, followPointer(root, error.instancePath), problems);
}

function cureOfEmpty(known: readonly string[]): string {
  return known.includes('application')
    ? 'Write at least "version: 1", or create the file with `capstan import`.'
    : `Write "version: 1" and the rest of it: ${known.filter((key) => key !== 'version').join(', ')}.`;
}

function divide(errors: readonly SchemaError[]): readonly [readonly SchemaError[], readonly SchemaError[]] {
  const isUnknownKey = ({ keyword }: SchemaError): boolean => keyword === 'additionalProperties';
  return [errors.filter(isUnknownKey), errors.filter((error) => !isUnknownKey(error))];
}

function reportOther(error: SchemaError, found: PointerTarget, problems: ProblemList): void {
  if (typeof error.propertyName === 'string') {
    reportName(error, error.propertyName, found, problems);
    return;
  }
  const blank = error.keyword === 'type' && found.node.kind === 'scalar' ? oddBlankIn(found.node.text) : undefined;
  if (blank !== undefined) {
    const { source } = found.node;
    problems.add('yaml-odd-blank', { ...source, column: source.column + blank }, oddBlank.message, oddBlank.cure);
    return;
  }
  const wrong = shapeError(error, found);
  if (wrong !== undefined) problems.add(wrong.code, found.place, wrong.message, wrong.cure);
}

// In broken YAML a value may be in place of a name; values are never quoted.
const looksLikeName = /^[\w.$-]{1,60}$/u;

function reportUnknownKey(
  error: SchemaError,
  found: PointerTarget,
  known: readonly string[],
  problems: ProblemList,
): void {
  const key = String(error.params['additionalProperty']);
  const place = entriesOf(found.node).get(key)?.keySource ?? found.place;
  const blank = oddBlankIn(key);
  if (blank !== undefined) {
    problems.add('yaml-odd-blank', { ...place, column: place.column + blank }, oddBlank.message, oddBlank.cure);
    return;
  }
  const cure = sectionCure(key, known) ?? suggest(key, known, known.length === 0 ? 'Remove it.' : usable(known));
  const where = found.name === '' ? 'this file' : showName(found.name);
  const shown = looksLikeName.test(key) ? ` ${showName(key)}` : '';
  problems.add('unknown-key', place, `unknown key${shown} in ${where}`, cure);
}

// Where settings have a section of their own, an unknown name is most likely one of them in the wrong place.
function sectionCure(key: string, known: readonly string[]): string | undefined {
  const [, section = '', name = ''] = /^(settings|custom)\.([\w.$-]{1,60})$/u.exec(key) ?? [];
  return known.includes(section) ? `Write ${showName(name)} under ${showName(section)}.` : undefined;
}

function usable(known: readonly string[]): string {
  const hint = known.includes('settings') ? 'A setting stands under "settings" or "custom". ' : '';
  return `${hint}Use one of: ${known.join(', ')}.`;
}

function reportName(error: SchemaError, name: string, found: PointerTarget, problems: ProblemList): void {
  const place = entriesOf(found.node).get(name)?.keySource ?? found.place;
  const format = formatError(error);
  if (error.keyword === 'pattern') problems.add(format.code, place, `this ${format.message}`, format.cure);
}

/** What is wrong at one place, without the place. */
type ShapeError = { readonly code: string; readonly message: string; readonly cure: string };

const day: ShapeError = { code: 'bad-date', message: 'is not a day', cure: 'Write it as YYYY-MM-DD.' };

// What a pattern stands for, by the name of its definition in the schema.
const formats: ReadonlyMap<string, ShapeError> = new Map([
  [
    'alias',
    {
      code: 'bad-alias',
      message: 'is not an alias',
      cure: 'Use letters, digits, _ and -, beginning with a letter or digit, 100 at most, such as web-login.',
    },
  ],
  [
    'settingName',
    {
      code: 'bad-setting-name',
      message: 'is not the name of a setting',
      cure: 'Use a name without blanks and control characters, 1 to 255 characters long.',
    },
  ],
  ['day', day],
  [
    'credentialName',
    {
      code: 'bad-credential-name',
      message: 'is not a variable that may hold credentials',
      cure: 'Use a name of capitals, digits and _ that begins with CAPSTAN_.',
    },
  ],
]);

const unknownFormat: ShapeError = {
  code: 'bad-value',
  message: 'does not have the expected form',
  cure: 'See "capstan schema config".',
};

/** The problem for an error of the keyword `pattern`; the message lacks its subject. */
function formatError(error: SchemaError): ShapeError {
  return formats.get(/\$defs\/([A-Za-z]+)\/pattern$/u.exec(error.schemaPath)?.[1] ?? '') ?? unknownFormat;
}

/** What a schema error means; undefined for errors that only repeat another one. */
function shapeError(error: SchemaError, found: PointerTarget): ShapeError | undefined {
  // The alternatives of an anyOf; the anyOf itself speaks for them.
  if (error.schemaPath.includes('/anyOf/')) return undefined;
  const name = found.name === '' ? 'the file' : showName(found.name);
  if (found.node.kind === 'scalar' && found.node.json === null) return nullError(name, found.name);
  const { params } = error;
  switch (error.keyword) {
    case 'type':
      // A number would be read as a day by one place and as another by the next.
      return isOfDay(error) ? namedError(name, day) : typeError(name, params['type'], found.node);
    case 'anyOf':
      return choiceError(name, found.node, regions);
    case 'enum':
      return choiceError(name, found.node, params['allowedValues']);
    case 'pattern':
      return namedError(name, formatError(error));
    case 'required':
      return missingError(name, String(params['missingProperty']));
    case 'const':
      return { code: 'unsupported-version', message: `${name} must be 1`, cure: 'Write "version: 1".' };
    case 'minimum':
    case 'maximum':
      return {
        code: 'out-of-range',
        message: `${name} must be ${params['comparison']} ${params['limit']}`,
        cure: 'Choose a number in that range.',
      };
    case 'minLength':
      return { code: 'empty-text', message: `${name} is empty`, cure: isReason(found.name) ? reasonCure : emptyCure };
    case 'maxItems':
      return {
        code: 'too-many-entries',
        message: `${name} has more than ${params['limit']} entries`,
        cure: 'Use fewer; a * in a target matches several.',
      };
    default:
      return undefined;
  }
}

const reasonCure = 'Say why in a few words, for example a ticket.';
/** What to write where a text of the service is empty. */
export const emptyCure = 'Write what the Console shows, or leave the line out.';

function isReason(path: string): boolean {
  return path === 'reason' || path.endsWith('.reason');
}

function isOfDay({ schemaPath }: SchemaError): boolean {
  return schemaPath.endsWith('$defs/day/type');
}

function namedError(name: string, error: ShapeError): ShapeError {
  return { ...error, message: `${name} ${error.message}` };
}

function nullError(name: string, path: string): ShapeError {
  const isSetting = /(?:^|\.)(?:settings|custom)\./u.test(path);
  const cure = isSetting
    ? 'To remove the key, name it under "absent"; an empty text is written "".'
    : 'Write a value ({} for an empty map, [] for an empty list) or remove the line; settings to remove go under "absent".';
  return { code: 'null-value', message: `${name} has no value`, cure };
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'an integer'],
  ['array', 'a list'],
  ['object', 'a map'],
]);

function typeError(name: string, types: unknown, node: Located): ShapeError | undefined {
  const allowed = (Array.isArray(types) ? types : [types]).map(String);
  // A number or boolean in place of text is used as written: an id of digits needs no quotes.
  if (allowed.includes('string') && node.kind === 'scalar') return undefined;
  const expected = allowed.map((type) => typeNames.get(type) ?? type).join(' or ');
  const such = exampleOf(name.replace(/^"|"$/gu, ''), allowed);
  return { code: 'wrong-type', message: `${name} must be ${expected}`, cure: `Write ${expected} here${such}.` };
}

// Examples for keys that beginners often get wrong, by the last part of the name.
const examples: ReadonlyMap<string, string> = new Map([
  ['application', '{ id: 73jzx34tnr5ruhsze494ssgz2b, region: us }'],
  ['settings', '{ login_attempts: 5 }'],
  ['custom', '{ site_locale: US }'],
  ['clients', '{ web-login: { id: ... } }'],
  ['absent', '{ settings: [cache_settings] }'],
  ['guards', '{ minimumOwners: 2 }'],
  ['features', '[login_client]'],
  ['ipAllowList', '[10.0.0.0/8]'],
  ...['ignore', 'sensitive', 'public', 'expected'].map((name) => [name, '["custom.NAME"]'] as const),
  ['drop', '["clients.ALIAS"]'],
  ['allow', '[{ guard: ..., target: ..., until: ..., reason: ... }]'],
  ['accept', '[{ target: ..., live: ..., until: ..., reason: ... }]'],
]);

function exampleOf(path: string, allowed: readonly string[]): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const example = examples.get(name);
  // Of absent.settings it is a list, and of a member of custom anything.
  const fits = example !== undefined && allowed.includes(example.startsWith('[') ? 'array' : 'object');
  return fits ? `, such as ${name}: ${example}` : '';
}

function missingError(name: string, key: string): ShapeError {
  const cure = key === 'version' ? 'Write "version: 1" at the top.' : `Add "${key}".`;
  return { code: 'missing-key', message: `${name} lacks "${key}"`, cure };
}

function choiceError(name: string, node: Located, allowed: unknown): ShapeError {
  const names = Array.isArray(allowed) ? allowed.map(String) : [];
  const written = node.kind === 'scalar' ? node.text : '';
  return {
    code: 'unknown-value',
    message: `${name} is not one of: ${names.join(', ')}`,
    cure: suggest(written, names, 'Choose one of them.'),
  };
}

/** Which keys a format knows at a place: by name, or alike for every entry. */
type KeyShape = { readonly keys?: { readonly [key: string]: KeyShape }; readonly each?: KeyShape };

/** The keys that the format knows at the place that a JSON pointer names. */
function knownKeysAt(shape: KeyShape, pointer: string): readonly string[] {
  let here: KeyShape | undefined = shape;
  for (const part of pointer.split('/').slice(1)) {
    const keys: KeyShape['keys'] = here?.keys;
    here = keys !== undefined && Object.hasOwn(keys, part) ? keys[part] : here?.each;
  }
  return Object.keys(here?.keys ?? {});
}
