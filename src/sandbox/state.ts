import { randomBytes } from 'node:crypto';
import type { Switches } from './switches.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Read it with `own`: names like `constructor` and `__proto__` are ordinary names here. */
export type JsonObject = { readonly [name: string]: Json };

// Deeper bodies are refused: they would overflow the stack when the state is printed again.
const MAX_DEPTH = 64;

/** The value of a name that the object itself has, never an inherited one. */
export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The object without some names. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Whether a value is an object, that is neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of strings. */
export function isStrings(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Reads JSON text; undefined when it is not JSON or nested too deeply. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isTooDeep(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isTooDeep(value: Json, levelsLeft: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levelsLeft === 0 || Object.values(value).some((item) => isTooDeep(item, levelsLeft - 1));
}

/** The types a standard setting can have. */
export const SETTING_TYPES = ['string', 'boolean', 'integer', 'json'] as const;

export type SettingType = (typeof SETTING_TYPES)[number];

/** One element of the response of `settings/options`. An empty list of values means: any value of the type. */
export type SettingOption = {
  readonly globalOnly: boolean;
  readonly group: string;
  readonly name: string;
  readonly type: SettingType;
  readonly values: readonly Json[];
};

/** One scope: global or a client. */
export type Scope = { readonly settings: JsonObject; readonly custom: JsonObject };

/** A former secret of a client, valid until a time in milliseconds. */
type OldSecret = { readonly secret: string; readonly validUntilMs: number };

/** Settings of a client as they were when published to the public widget file. */
export type Publication = { readonly version: string; readonly settings: JsonObject };

/** A client of the sandbox. */
export type SandboxClient = Scope & {
  /** The client id. */
  readonly id: string;
  /** Its secret in plain text: it is valid only in the sandbox. */
  readonly secret: string;
  /** As the Console shows it. */
  readonly name: string;
  /** Networks that may use it. */
  readonly ipWhitelist: readonly string[];
  /** Names of features, such as `owner`. */
  readonly features: readonly string[];
  /** Former secrets that are still valid. */
  readonly oldSecrets?: readonly OldSecret[];
  /** Published settings, newest first. */
  readonly publications?: readonly Publication[];
};

/** Everything the sandbox knows: plain JSON, and the format of seed and state files. */
export type SandboxState = Scope & {
  /** The application that it has. */
  readonly application: { readonly id: string };
  /** The response of `settings/options`. */
  readonly options: readonly SettingOption[];
  /** All of its clients. */
  readonly clients: readonly SandboxClient[];
};

/** The client with this id, if there is one. */
export function clientById(state: SandboxState, id: string): SandboxClient | undefined {
  return state.clients.find((client) => client.id === id);
}

/** The state with one client replaced by its successor of the same id. */
export function withClient(state: SandboxState, successor: SandboxClient): SandboxState {
  return { ...state, clients: state.clients.map((client) => (client.id === successor.id ? successor : client)) };
}

/** Whether a client has a feature. */
export function hasFeature(client: SandboxClient, feature: string): boolean {
  return client.features.includes(feature);
}

/** The context of both APIs. */
export type World = { readonly state: SandboxState; readonly switches: Switches; readonly nowMs: number };

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A new random id, secret or request id of this many lower-case letters and digits. */
export function newId(length: number): string {
  return Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

const ASSIGNABLE: readonly string[] = ['owner', 'access_issuer', 'direct_access', 'direct_read_access', 'login_client'];

/** The feature that only the vendor can give. */
export const METADATA = 'metadata';

/** Why a client that has `held` cannot be given these features, in the service's words; undefined when it can. */
export function featureProblem(features: readonly string[], held: readonly string[]): string | undefined {
  const unknown = features.find((feature) => !ASSIGNABLE.includes(feature) && feature !== METADATA);
  if (unknown !== undefined) {
    return `${unknown} is not a valid feature name`;
  }
  if (features.includes(METADATA) && !held.includes(METADATA)) {
    return 'the metadata feature cannot be assigned';
  }
  const others = features.filter((feature) => feature !== 'login_client');
  return features.includes('login_client') && others.length > 0
    ? `login_client cannot be combined with ${others.join(', ')}`
    : undefined;
}

const OCTET = /^(0|[1-9]\d{0,2})$/;

/** Why a text is not an IPv4 range of the form 10.0.0.0/8, in the service's words; undefined when it is one. */
export function cidrProblem(range: string): string | undefined {
  const [address = '', bits, ...rest] = range.split('/');
  if (bits === undefined || rest.length > 0 || toNumber(address) === undefined || !/^\d{1,9}$/.test(bits)) {
    return `invalid cidr address: ${range}`;
  }
  return Number(bits) > 32 ? `invalid cidr address: ${range}; value after slash must be 32or less` : undefined;
}

/** Whether one of the ranges admits the address. */
export function admits(ranges: readonly string[], address: string): boolean {
  const wanted = toNumber(address.replace(/^::ffff:/, ''));
  return wanted !== undefined && ranges.some((range) => contains(range, wanted));
}

function contains(range: string, address: number): boolean {
  const [start = '', bits = ''] = range.split('/');
  const first = toNumber(start);
  if (first === undefined) {
    return false;
  }
  const size = 2 ** (32 - Number(bits));
  return Math.floor(first / size) === Math.floor(address / size);
}

function toNumber(address: string): number | undefined {
  const octets = address.split('.');
  const valid = octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255);
  return valid ? octets.reduce((sum, octet) => sum * 256 + Number(octet), 0) : undefined;
}
