import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { KNOWN_OPTIONS } from './default-seed.ts';
import {
  cidrProblem,
  isObject,
  isStrings,
  type Json,
  type JsonObject,
  own,
  parseJson,
  type SandboxState,
  SETTING_TYPES,
} from './state.ts';
import { SandboxError } from './switches.ts';

/** Reads a seed file. Throws a SandboxError (65) when it cannot be read or is not a state. */
export function readStateFile(file: string): SandboxState {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SandboxError(`${file} cannot be read (${reason(cause)}). Give the path of a readable JSON file.`, 65, {
      cause,
    });
  }
  return parseState(content, file);
}

/** Reads the state file, or makes it from the seed when there is none yet. Throws a SandboxError (65, 73). */
export function openStateFile(file: string, seed: SandboxState): SandboxState {
  const state = existsSync(file) ? readStateFile(file) : seed;
  try {
    // Also after a read: an unwritable file should fail now, not at the first write.
    writeStateFile(file, state);
  } catch (cause) {
    throw new SandboxError(
      `${file} cannot be written (${reason(cause)}). Give --state a path in a directory that exists and is writable.`,
      73,
      { cause },
    );
  }
  return state;
}

/** Writes the state in one step: after a crash the file holds the old state or the new one, never half of either. */
export function writeStateFile(file: string, state: SandboxState): void {
  const draft = `${file}.${process.pid}.tmp`;
  // The state holds client secrets, so no one else on the machine may read it.
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

type Check = (value: Json) => string | undefined;

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'must be a text');
const anyText: Check = (value) => (typeof value === 'string' ? undefined : 'must be a text');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const time: Check = (value) => (typeof value === 'number' ? undefined : 'must be a number');
const map: Check = (value) => (isObject(value) ? undefined : 'must be an object');
const list: Check = (value) => (Array.isArray(value) ? undefined : 'must be a list');
const texts: Check = (value) => (isStrings(value) ? undefined : 'must be a list of texts');
const type: Check = (value) =>
  SETTING_TYPES.some((known) => known === value) ? undefined : `must be one of ${SETTING_TYPES.join(', ')}`;
const ranges: Check = (value) =>
  texts(value) ??
  strings(value)
    .map(cidrProblem)
    .find((problem) => problem !== undefined);

// Defaults for members that a handwritten file may leave out.
const STATE_DEFAULTS: JsonObject = { settings: {}, custom: {}, options: KNOWN_OPTIONS, clients: [] };
const CLIENT_DEFAULTS: JsonObject = { ipWhitelist: ['0.0.0.0/0'], features: [], settings: {}, custom: {} };
const CLIENT_EXTRAS: Readonly<Record<string, Check>> = {
  oldSecrets: listOf({ secret: text, validUntilMs: time }),
  publications: listOf({ version: text, settings: map }),
};

const checkApplication = objectOf({ id: text });
const checkOption = objectOf({ globalOnly: flag, group: anyText, name: text, type, values: list });
const checkClient = objectOf(
  { id: text, secret: text, name: text, ipWhitelist: ranges, features: texts, settings: map, custom: map },
  CLIENT_EXTRAS,
);
const checkState = objectOf({
  application: checkApplication,
  settings: map,
  custom: map,
  options: each(checkOption),
  clients: each(checkClient),
});

/** Reads the text of a seed or state file. Throws a SandboxError (65) that names the error. */
export function parseState(content: string, file: string): SandboxState {
  const value = parseJson(content);
  if (!isObject(value)) {
    throw invalid(file, 'is not a JSON object; it may have been cut off');
  }
  const state = withDefaults(value);
  const problem =
    checkState(state) ?? repeated('client', state['clients'], 'id') ?? repeated('option', state['options'], 'name');
  if (problem !== undefined) {
    throw invalid(file, problem);
  }
  return state as unknown as SandboxState;
}

function withDefaults(value: JsonObject): JsonObject {
  const state = { ...STATE_DEFAULTS, ...value };
  const clients = state['clients'];
  if (!Array.isArray(clients)) {
    return state;
  }
  return { ...state, clients: clients.map((item: Json) => (isObject(item) ? { ...CLIENT_DEFAULTS, ...item } : item)) };
}

function objectOf(fields: Readonly<Record<string, Check>>, extras: Readonly<Record<string, Check>> = {}): Check {
  return (value) => {
    if (!isObject(value)) {
      return 'must be an object';
    }
    const stray = Object.keys(value).find((name) => !Object.hasOwn(fields, name) && !Object.hasOwn(extras, name));
    return stray === undefined
      ? (firstProblem(fields, value, 'is missing') ?? firstProblem(extras, value, undefined))
      : `has the unknown name "${stray}"; known are ${Object.keys(fields).join(', ')}`;
  };
}

function firstProblem(
  fields: Readonly<Record<string, Check>>,
  value: JsonObject,
  missing: string | undefined,
): string | undefined {
  for (const [name, check] of Object.entries(fields)) {
    const item = own(value, name);
    const problem = item === undefined ? missing : check(item);
    if (problem !== undefined) {
      return `${name}: ${problem}`;
    }
  }
  return undefined;
}

function each(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) {
      return 'must be a list';
    }
    const problems = value.map((item: Json) => check(item));
    const at = problems.findIndex((problem) => problem !== undefined);
    return at === -1 ? undefined : `[${at}] ${problems[at]}`;
  };
}

function listOf(fields: Readonly<Record<string, Check>>): Check {
  return each(objectOf(fields));
}

function repeated(what: string, items: Json | undefined, name: string): string | undefined {
  const seen = new Set<Json | undefined>();
  for (const item of Array.isArray(items) ? items : []) {
    const value: Json | undefined = isObject(item) ? own(item, name) : undefined;
    if (seen.has(value)) {
      return `has two ${what}s with the ${name} ${JSON.stringify(value)}`;
    }
    seen.add(value);
  }
  return undefined;
}

function strings(value: Json): readonly string[] {
  return isStrings(value) ? value : [];
}

function invalid(file: string, problem: string): SandboxError {
  return new SandboxError(
    `${file}: ${problem}. Correct it, or start without it: a state file that does not exist is made anew.`,
    65,
  );
}
