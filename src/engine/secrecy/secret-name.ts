import { byText } from '../../leaf/json.ts';
import { rememberedByText } from '../../leaf/work.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { LiveClient } from '../../model/live.ts';

/** Words that mean "secret" anywhere in a name. */
const words = /^(?:passwords?|passwd|pwd|secrets?|tokens?|credentials?|passphrases?|private|jwts?)$/u;
/** Words that mean it at the end of a name. */
const lastWords = /^(?:keys?|pass)$/u;
/** The same without anything between the words: clientsecret, apikey. */
const joined =
  /(?:password|passwd|secret|token|credential|passphrase)s?$|^(?:api|app|auth|access|private|secret)keys?$/u;

/** Word pairs that mean it at the end of a name. */
const phrases =
  /(?:^|\s)(?:bearer|(?:auth|authorization|authentication) headers?|(?:hmac|hash|password|crypto) salts?|(?:otp|totp|hotp|mfa) seeds?|session cookies?)$/u;
/** Words that make a "key" a secret one, in any text. */
const openingKey = /(?:^|\s)(?:api|app|auth|access|private|secret|signing|encryption) ?keys?$/u;

/** Numbered members of a list that someone laid out flat. */
const numbered = /^keys?[^\p{L}]*\d$/iu;

/** Whether the name of a key, or of a member of a value, says that it holds a secret. */
export const isSecretName: (name: string) => boolean = rememberedByText(saysSecret);

function saysSecret(name: string): boolean {
  const parts = wordsOf(name);
  if (parts.some((word) => words.test(word) || joined.test(word))) return true;
  return (lastWords.test(parts.at(-1) ?? '') && !numbered.test(name)) || phrases.test(parts.join(' '));
}

/** The same for a name within a text: token_type and cache_key do not count, since texts are full of names. */
export function isSecretNameInText(name: string): boolean {
  const parts = wordsOf(name);
  const last = parts.at(-1) ?? '';
  return words.test(last) || joined.test(last) || last === 'pass' || openingKey.test(parts.join(' '));
}

/**
 * snake_case, camelCase, dots, dashes: a word begins after any other character than a letter, and at a capital after a
 * small letter.
 */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** A client as a file or a baseline names it. */
type NamedClient = { readonly alias: string | null; readonly id: string | null; readonly name: string | null };

/** The client of each alias of a source, and the reverse. */
export type ClientNames = {
  /** null: the client of the alias is unknown. */
  readonly idOf: (alias: string) => string | null;
  readonly aliasesOf: (clientId: string) => readonly string[];
  /** Aliases that may be for any client. */
  readonly unresolved: readonly string[];
};

type LiveClients = ReadonlyMap<string, LiveClient>;

/** The clients of a file. `live`: all clients of the application, by which those that the file finds by name are known. */
export function namesInFile({ clients }: Pick<Desired, 'clients'>, live: LiveClients): ClientNames {
  return clientNames([...clients.values()], live);
}

export function namesInBaseline({ clients }: Pick<Baseline, 'clients'>, live: LiveClients): ClientNames {
  return clientNames([...clients.values()], live);
}

function clientNames(clients: readonly NamedClient[], live: LiveClients): ClientNames {
  const ids = new Map<string, string>();
  const aliases = new Map<string, readonly string[]>();
  const unresolved: string[] = [];
  const idsByName = onlyIdsByName(live);
  for (const { alias, id: written, name } of clients) {
    const id = written ?? (name === null ? undefined : idsByName.get(name)) ?? null;
    if (alias === null) continue;
    if (id === null) unresolved.push(alias);
    else {
      ids.set(alias, id);
      aliases.set(id, [...(aliases.get(id) ?? []), alias]);
    }
  }
  return { idOf: (alias) => ids.get(alias) ?? null, aliasesOf: (id) => aliases.get(id) ?? [], unresolved };
}

// A name of several clients identifies none of them.
function onlyIdsByName(live: LiveClients): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { id, name } of live.values()) found.set(name, found.has(name) ? null : id);
  return found;
}

const label = 'a name that shows a secret';
const none: ReadonlyMap<string, string> = new Map();

/**
 * The shown names of a section's keys: names that contain a secret are replaced by numbered ones, so that each stays
 * distinct. No file can declare such a name, since it has blanks.
 */
export function shownNames(
  section: ReadonlyMap<string, unknown>,
  showsSecret: (key: string) => boolean,
): ReadonlyMap<string, string> {
  const hidden: string[] = [];
  for (const key of section.keys()) if (showsSecret(key)) hidden.push(key);
  if (hidden.length === 0) return none;
  hidden.sort(byText);
  let last = 0;
  const nextFree = (): string => {
    do last += 1;
    while (section.has(nameNumbered(last)));
    return nameNumbered(last);
  };
  return new Map(hidden.map((key) => [key, nextFree()]));
}

function nameNumbered(number: number): string {
  return number === 1 ? `(${label})` : `(${label}, ${number})`;
}

/** Whether a key has such a replacement name. */
export function isHiddenName(key: string): boolean {
  return key.startsWith(`(${label}`);
}
