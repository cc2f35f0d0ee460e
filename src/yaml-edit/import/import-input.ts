import { isOrdinary, leastNeedle, needlesOf, textsIn } from '../../engine/secrecy/exposed-values.ts';
import { clientProperties } from '../../kinds/index.ts';
import { entriesOf } from '../../kinds/kind.ts';
import { byText } from '../../leaf/json.ts';
import { sections } from '../../model/address.ts';
import type { Problem } from '../../model/finding.ts';
import type { LiveClient, LiveState } from '../../model/live.ts';
import { hiddenClientName, type Secrecy, type SecretReason } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { heldValues, scopesOf } from '../../model/state.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';
import { quotedName } from '../write/write-value.ts';

export type ChosenClients =
  | { readonly kind: 'chosen'; readonly ids: ReadonlySet<string> | null }
  /** The texts that name no client. */
  | { readonly kind: 'unknown'; readonly missing: readonly string[] };

/** The clients that the texts name, each by its exact name or id; all of them when there is no text. */
export function chooseClients(clients: ReadonlyMap<string, LiveClient>, wanted: readonly string[]): ChosenClients {
  if (wanted.length === 0) return { kind: 'chosen', ids: null };
  const all = [...clients.values()];
  const found = wanted.map((text) => all.filter(({ id, name }) => id === text || name === text));
  const missing = wanted.filter((_, index) => found[index]?.length === 0);
  if (missing.length > 0) return { kind: 'unknown', missing };
  return { kind: 'chosen', ids: new Set(found.flat().map(({ id }) => id)) };
}

/** What to say of texts that name no client. `clients`: with what they go by where people see them. */
export function unknownClients(missing: readonly string[], clients: ReadonlyMap<string, LiveClient>): Problem {
  const names = [...clients.values()].map(({ name }) => name).sort(byText);
  return {
    code: 'unknown-client',
    message: `the application has no client with the name or id ${missing.map(quotedName).join(', ')}`,
    cure: `give a name or an id exactly; available: ${names.map(quotedName).join(', ')}`,
    source: null,
  };
}

const maxLength = 48;
const misread = /^(?:y|n|yes|no|on|off|true|false|null|nil|none|nan|inf|undefined|[0-9_-].*)$/;

/**
 * By client id: an alias made from the client's name, each used once. Made for all clients of the application, so that
 * choosing some of them changes no alias.
 */
export function chooseAliases(clients: Iterable<LiveClient>): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const taken = new Set<string>();
  for (const client of [...clients].sort(byNameAndId)) {
    const alias = firstFree(aliasFrom(client.name === hiddenClientName(client.id) ? client.id : client.name), taken);
    taken.add(alias);
    aliases.set(client.id, alias);
  }
  return aliases;
}

function byNameAndId(a: LiveClient, b: LiveClient): number {
  return byText(a.name, b.name) || byText(a.id, b.id);
}

// An alias that YAML could read as a number or keyword gets a prefix.
function aliasFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .slice(0, maxLength)
    .replace(/^[_-]+|(?<![_-])[_-]+$/g, '');
  if (slug === '') return 'client';
  return misread.test(slug) ? `client-${slug}` : slug;
}

function firstFree(alias: string, taken: ReadonlySet<string>): string {
  if (!taken.has(alias)) return alias;
  let suffix = 2;
  while (taken.has(`${alias}-${suffix}`)) suffix += 1;
  return `${alias}-${suffix}`;
}

/** What is known of the application, its secrets sealed: every scope that shall be written was read before. */
export type ImportSource = { readonly live: LiveState; readonly secrecy: Secrecy };

/** How the file names the application. */
export type ImportApplication = {
  readonly id: string;
  /** null when `configUrl` names the host instead. */
  readonly region: string | null;
  readonly configUrl: string | null;
  readonly captureUrl: string | null;
};

/** What the person who imports has chosen. */
export type ImportChoice = {
  readonly application: ImportApplication;
  readonly catalogue: Catalogue;
  /** Ids of the clients to write; null: all of them. */
  readonly clients: ReadonlySet<string> | null;
  /** What is to be known of where it all came from, a line each. */
  readonly remarks: readonly string[];
  /** Where an editor finds the schema, from the file; null: not known. */
  readonly schema: string | null;
  /** `references`: secrets become `${secret:NAME}`. */
  readonly secrets: 'unmanaged' | 'references';
};

/** A live key or feature list that the written text does not manage, and why. Names no value. */
export type ImportNote = { readonly target: string; readonly reason: string };

/** A live key that was taken for a secret, whatever became of it, and why. */
export type ImportedSecret = { readonly target: string; readonly why: SecretReason };

/** What was written. Equal input gives equal bytes. */
export type WrittenConfig = {
  readonly text: string;
  /** null when no secret is referenced. */
  readonly envExample: string | null;
  /** The variables that are referred to. */
  readonly secretNames: ReadonlySet<string>;
  readonly notes: readonly ImportNote[];
  readonly secrets: readonly ImportedSecret[];
  readonly count: { readonly keys: number; readonly clients: number };
};

/** The input of every decision on a key. */
export type ImportFacts = {
  readonly live: LiveState;
  readonly choice: ImportChoice;
  readonly secrecy: Secrecy;
  /** Whether a name shows the value of a secret. */
  readonly showsSecret: (text: string) => boolean;
  /** What is in the file besides keys and values. */
  readonly frame: readonly string[];
  /** The texts of all values that are no secrets. */
  readonly plainTexts: () => readonly string[];
};

const words = [
  'version',
  'application',
  'region',
  'configUrl',
  'captureUrl',
  'settings',
  'custom',
  'clients',
  ...clientProperties().map(({ name }) => name),
  // How references to secrets begin.
  '${secret:CAPSTAN_VAR_',
];

/** The input of decisions on this application. */
export function importFacts({ live, secrecy }: ImportSource, choice: ImportChoice): ImportFacts {
  const clients = [...live.clients.values()].flatMap((client) => [
    client.id,
    ...[...client.scope.properties.values()].flatMap(({ value }) => entriesOf(value)),
  ]);
  const { id, configUrl, captureUrl } = choice.application;
  const frame = [
    ...words,
    id,
    configUrl ?? '',
    captureUrl ?? '',
    ...clients,
    ...chooseAliases(live.clients.values()).values(),
  ];
  return { live, secrecy, choice, showsSecret: showsSecretOf(live), frame, plainTexts: () => plainTextsOf(live) };
}

/** Whether a text shows the value of a secret of any scope. */
function showsSecretOf(live: LiveState): (text: string) => boolean {
  const secrets = valuesOf(live).filter(isSecret);
  const find = Secret.finder(secrets.map((secret) => [secret, needlesOf] as const));
  return (text) => find(text) !== null;
}

/** The texts of all values that are no secrets. */
function plainTextsOf(live: LiveState): readonly string[] {
  return valuesOf(live).flatMap((value) => (isSecret(value) ? [] : textsIn(value)));
}

function valuesOf(live: LiveState): readonly Value[] {
  return scopesOf(live).flatMap((scope) =>
    sections.flatMap((section) => heldValues(scope.sections[section]).map(([, value]) => value)),
  );
}

/** Whether a secret is in one of these texts. */
export function standsIn(secret: Secret, texts: readonly string[]): boolean {
  const find = Secret.finder([[secret, needlesOf]]);
  return texts.some((text) => find(text) !== null);
}

/** Whether a secret is a few ordinary words, and long enough to be looked for in other values. */
export function isOfOrdinaryWords(secret: Secret): boolean {
  return secret.is((value) => typeof value === 'string' && value.length >= leastNeedle && isOrdinary(value));
}
