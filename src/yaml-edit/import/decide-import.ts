import { clientProperties } from '../../kinds/index.ts';
import { byText } from '../../leaf/json.ts';
import { formatTarget } from '../../model/address.ts';
import { clientScopeOf, type LiveClient, livePropertyOf } from '../../model/live.ts';
import { valueAt } from '../../model/state.ts';
import { type WrittenClient, whyUnmanaged } from './client-lines.ts';
import { type DecidedKey, type DecidedScope, decideScope } from './decide-scope.ts';
import {
  chooseAliases,
  type ImportChoice,
  type ImportedSecret,
  type ImportFacts,
  type ImportNote,
  type ImportSource,
  importFacts,
} from './import-input.ts';

/** Everything that the text will say, before it is text. */
export type DecidedImport = {
  readonly global: DecidedScope;
  /** By alias. */
  readonly clients: readonly WrittenClient[];
  /** Names of clients that were not chosen, or that a file cannot declare. */
  readonly leftOut: readonly string[];
  /** By target: the variable of each secret that becomes a reference. */
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly ImportNote[];
  readonly secrets: readonly ImportedSecret[];
  readonly keyCount: number;
};

/** Decides on each scope that shall be written: all of them, or those of the clients alone. */
export function decideImport(
  source: ImportSource,
  choice: ImportChoice,
  scopesWanted: 'all' | 'clients',
): DecidedImport {
  const { live } = source;
  const facts = importFacts(source, choice);
  const isWanted = scopesWanted === 'all' && live.global !== null;
  const global = isWanted ? decideScope(facts, { alias: null, clientId: null }, live.global) : noKeys;
  const clients = decideClients(facts);
  const scopes = [global, ...clients.map(({ scope }) => scope)];
  const keys = scopes.flatMap(({ settings, custom }) => [...settings, ...custom]);
  return {
    global,
    clients,
    leftOut: leftOutNames(facts),
    names: nameSecrets(keys),
    secrets: keys.flatMap(({ target, why, decision }) =>
      why === null || decision.kind === 'absent' ? [] : [{ target, why }],
    ),
    notes: [...keys.flatMap(noteOnKey), ...clients.flatMap(noteOnProperties)],
    keyCount: keys.filter(({ decision }) => decision.kind === 'written' || decision.kind === 'reference').length,
  };
}

const noKeys: DecidedScope = { settings: [], custom: [] };

function decideClients(facts: ImportFacts): readonly WrittenClient[] {
  const { live } = facts;
  const written: WrittenClient[] = [];
  for (const [id, alias] of chooseAliases(live.clients.values())) {
    const client = live.clients.get(id);
    const scope = clientScopeOf(live, id);
    if (client === undefined || scope === undefined || !isWritten(facts, client)) continue;
    written.push({
      alias,
      client,
      isCaller: id === live.caller,
      isHostedLogin: typeof valueAt(scope.sections, 'settings', 'janrainOidcClientId') === 'string',
      scope: decideScope(facts, { alias, clientId: id }, scope),
    });
  }
  return written.sort((a, b) => byText(a.alias, b.alias));
}

// A client without settings to read is on its way out: declared, it would be missing.
function isWritten({ live, choice }: ImportFacts, { id }: LiveClient): boolean {
  return choice.clients?.has(id) !== false && clientScopeOf(live, id) !== undefined && legalId.test(id);
}

/** Ids become parts of paths, and files may hold no others. */
const legalId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

function leftOutNames(facts: ImportFacts): readonly string[] {
  return [...facts.live.clients.values()]
    .filter((client) => !isWritten(facts, client))
    .map(({ name }) => name)
    .sort(byText);
}

function noteOnKey({ target, decision }: DecidedKey): readonly ImportNote[] {
  if (decision.kind === 'secret') return [{ target, reason: 'a secret' }];
  return decision.kind === 'unmanaged' ? [{ target, reason: decision.reason }] : [];
}

function noteOnProperties({ alias, client }: WrittenClient): readonly ImportNote[] {
  return clientProperties().flatMap((property) => {
    const reason = whyUnmanaged(property, livePropertyOf(client, property));
    return reason === null
      ? []
      : [{ target: formatTarget({ kind: 'property', of: 'client', alias, property: property.name }), reason }];
  });
}

const maxLength = 200;

/** By target: the environment variable that holds the secret. Every name is used once. */
function nameSecrets(keys: readonly DecidedKey[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const secrets = keys.filter(({ decision }) => decision.kind === 'reference');
  for (const key of [...secrets].sort((a, b) => byText(a.target, b.target))) {
    const name = firstFree(legalName(key), taken);
    taken.add(name);
    names.set(key.target, name);
  }
  return names;
}

// With this prefix every file may read it, whatever else the name is.
function legalName({ alias, key }: DecidedKey): string {
  const name = upperSnake(alias === null ? key : `${alias}_${key}`);
  return `CAPSTAN_VAR_${name === '' ? 'SECRET' : name}`;
}

function upperSnake(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, maxLength)
    .replace(/^_+|(?<!_)_+$/g, '')
    .toUpperCase();
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let suffix = 2;
  while (taken.has(`${name}_${suffix}`)) suffix += 1;
  return `${name}_${suffix}`;
}

const purpose = '# The secrets that the capstan file refers to.';

/** Whether a file may be what `envExample` gives; any other one is someone's own. */
export function mayBeEnvExample(text: string): boolean {
  return text.startsWith(purpose);
}

/** The names of the secrets that the file refers to, without a value; null when it refers to none. */
export function envExample(names: Iterable<string>): string | null {
  const sorted = [...names].sort(byText);
  if (sorted.length === 0) return null;
  const head = [
    `${purpose} Copy this file to .env, fill it in, and pass --vars .env;`,
    '# never commit the copy. In CI, set the variables from the secret store instead.',
  ];
  return `${[...head, ...sorted.map((name) => `${name}=`)].join('\n')}\n`;
}
