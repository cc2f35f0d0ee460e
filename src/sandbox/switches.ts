import { closestName } from './closest-name.ts';
import { SandboxError } from './sandbox-error.ts';

// The public documents leave these questions open. The first position of each is the default.
const POSITIONS = {
  /** What becomes of the text that a per-key call writes to a typed setting? Nothing says; `typed` keeps the types that the Configuration API documents for its replies. */
  perKeyValues: ['typed', 'text'],
  /** Does a PUT convert "5" and "true" for typed settings? `strict`, because the documented 400 texts say "must be". */
  typedValues: ['strict', 'converting'],
  /** How are json settings served? `parsed`, because the pages call values typed. */
  jsonReplies: ['parsed', 'text'],
  /** The shape of the options reply. `array`, because the page prints an element and no wrapper; `missing` answers 404. */
  optionsReply: ['array', 'wrapped', 'missing'],
  /** What does null in a PUT body do? `stores`, because the reference types these fields "string | null". */
  nullInPut: ['stores', 'deletes', 'refused'],
  /** Does a read show a null that the state holds? `served`, because the reference types replies "string | null". */
  liveNulls: ['served', 'left-out'],
  /** What do `_self`, `_global` and their like do in a body? `ignored`, because no refusal is documented. */
  underscoreNames: ['ignored', 'refused'],
  /** What does a PUT without `custom` do to custom settings? `deletes`: "any global setting not defined in the body parameter will be deleted". */
  putWithoutCustom: ['deletes', 'keeps'],
  /** What becomes of the name of a known setting inside `custom`? `accepted`, because custom is documented as free. */
  knownInCustom: ['accepted', 'refused', 'moved'],
  /** What becomes of an unknown name at the top level of a PUT? `ignored`, as documented for wrongly cased names. */
  unknownAtTop: ['ignored', 'stored', 'moved', 'refused'],
  /** Values under `custom` that are not strings. `as-sent`, because no type is documented (the examples are strings). */
  customValues: ['as-sent', 'text', 'refused'],
  /** A global-only setting written at client scope "will be ignored": `dropped` does not keep it, `stored` shows it without any effect. */
  globalOnlyAtClient: ['dropped', 'stored'],
  /** What does a PUT of settings reply? `state`: "you'll get back the current settings"; `echo` returns the request. */
  settingsPutReply: ['state', 'echo'],
  /** Does the reply of a PUT of client settings carry `_global`? `included`, like the GET. */
  clientPutGlobal: ['included', 'left-out'],
  /** The shape of `include_clients=true`. No example exists, hence `ignored`; `by-client` adds a map, `union` a flat union of names. */
  includeClients: ['ignored', 'by-client', 'union'],
  /** May a client without owner read its own settings? The text of the page says yes, its table says no. */
  ownSettingsRead: ['allowed', 'refused'],
  /** The status without credentials: "401/403". `401`, as HTTP has it. */
  missingCredentialsStatus: ['401', '403'],
  /** The status with wrong credentials: "401/403". `401`, as HTTP has it. */
  invalidCredentialsStatus: ['401', '403'],
  /** The status with too few features or a foreign address: "401/403". `403`, as HTTP has it. */
  insufficientStatus: ['403', '401'],
  /** The HTTP status of refused credentials on the registration domain. `200`: errors come "regardless of whether the call succeeded". */
  registrationAuthStatus: ['200', '401'],
  /** `errors` is a string in every printed body; the vendor's own explorer also takes an object keyed by name. */
  errorsShape: ['text', 'object'],
  /** The status of POST clients. `201`, the usual one for a creation. */
  createdStatus: ['201', '200'],
  /** The status of a name that is taken. `409`, which the reference lists among the API's errors. */
  duplicateNameStatus: ['409', '400'],
  /** Must names be unique for clients/add and clients/set_description too? Undocumented; `refused` as in the Configuration API. */
  registrationDuplicateName: ['refused', 'accepted'],
  /** The status when an owner client is to be deleted, which is documented as impossible. */
  deleteOwnerStatus: ['403', '400', '409'],
  /** The reply of PUT secret, undocumented. `client`, because the other PUTs reply with the state after the call. */
  secretReply: ['client', 'bare', 'empty'],
  /** What does a PUT do to a client that has the feature metadata? `dropped`, as documented for edits in the dashboard. */
  metadataOnPut: ['dropped', 'kept', 'refused'],
  /** May a PUT on the caller itself leave out the calling address? Only set_whitelist is documented to refuse. */
  putLocksCallerOut: ['accepted', 'refused'],
  /** The order of features and addresses in replies. `stored`, the least that could be done to them. */
  listOrder: ['stored', 'sorted', 'reversed'],
  /** Who may use the per-key calls on its own settings? `owner` as in the newer permission tables; the older lists name all. */
  perKeyCallers: ['owner', 'all'],
  /** Does "already existed" of set and set_multi count keys inherited from the defaults? `own`: a key of the client. */
  setMultiBooleans: ['own', 'inherited'],
  /** What does delete_default leave? `nothing`; one page says it "does not delete the key itself". */
  deleteDefaultLeaves: ['nothing', 'null', 'empty'],
  /** How does get_default print a missing key? `text`: the page prints the string "null". */
  missingDefault: ['text', 'null'],
  /** Are the undocumented settings/get_all, default_items, client_items, default_keys and client_keys still there? `present`, because the vendor's own code calls the first. */
  undocumentedReads: ['present', 'missing'],
  /** The form of a refusal for too many requests. `429`, as HTTP has it; the others occur in the vendor's documents and code. */
  rateLimitForm: ['429', '510', 'api_limit_error'],
} as const;

const NUMBERS = {
  /** For how many seconds is the reply of a GET served again? The page on cache_settings states no duration; 0: reads follow writes at once. */
  cacheSeconds: 0,
  /** Every n-th request is refused as one too many; 0: none, because no limit is documented. */
  rateLimitEvery: 0,
  /** Retry-After of such a refusal; 0: no header, because none is documented. */
  retryAfterSeconds: 0,
  /** How far the Date of a signed request may be off. Undocumented; five minutes is usual. */
  signatureWindowSeconds: 300,
};

type PositionName = keyof typeof POSITIONS;
type NumberName = keyof typeof NUMBERS;

/** What the sandbox does where the public documents leave a question open. */
export type Switches = { readonly [Name in PositionName]: (typeof POSITIONS)[Name][number] } & {
  readonly [Name in NumberName]: number;
};

const FIRST_POSITIONS = Object.fromEntries(Object.entries(POSITIONS).map(([name, [first]]) => [name, first]));

/** Every switch in its default position. */
export const DEFAULT_SWITCHES = { ...FIRST_POSITIONS, ...NUMBERS } as Switches;

/** Each switch with what it accepts, for help texts and tests. */
export const SWITCH_CHOICES: ReadonlyMap<string, readonly string[] | 'number'> = new Map<
  string,
  readonly string[] | 'number'
>([...Object.entries(POSITIONS), ...Object.keys(NUMBERS).map((name): [string, 'number'] => [name, 'number'])]);

/** Reads flags of the form name=value. Throws a SandboxError that names the cure. */
export function parseSwitches(flags: readonly string[]): Partial<Switches> {
  return Object.fromEntries(flags.map(parseSwitch));
}

function parseSwitch(flag: string): [string, string | number] {
  const [name = '', ...rest] = flag.split('=');
  const value = rest.join('=');
  const choices = SWITCH_CHOICES.get(name);
  if (choices === undefined) {
    throw new SandboxError(`There is no switch "${name}". ${suggestion(name)}`, 64);
  }
  if (choices === 'number') {
    return [name, parseCount(name, value)];
  }
  if (!choices.includes(value)) {
    throw new SandboxError(`The switch ${name} takes ${choices.join(', ')}, not "${value}".`, 64);
  }
  return [name, value];
}

function parseCount(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) {
    throw new SandboxError(`The switch ${name} takes a whole number from 0, not "${value}".`, 64);
  }
  return Number(value);
}

function suggestion(name: string): string {
  const close = closestName(name, [...SWITCH_CHOICES.keys()]);
  return close === undefined ? `Known are:\n${listSwitches()}` : `Did you mean ${close}?`;
}

function listSwitches(): string {
  const lines = [...SWITCH_CHOICES].map(
    ([name, choices]) => `${name}=${choices === 'number' ? 'N' : choices.join('|')}`,
  );
  return lines.join('\n');
}
