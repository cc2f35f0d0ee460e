import { isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import type { KeyAddress, SecretForm, SecretReason } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { isSecretName, isSecretNameInText } from './secret-name.ts';
import { isCredible, secretsInText } from './secret-text.ts';

/** All inputs of the answer. */
export type SecrecyFacts = {
  readonly catalogue: Pick<Catalogue, 'lookup'>;
  /** What a source knows: `sensitive`, a reference, a baseline, a snapshot, a journal, or a secret within a live value. */
  readonly known: (address: KeyAddress) => SecretReason | null;
  /** Whether `public` of the file names the key. */
  readonly isPublic: (address: KeyAddress) => boolean;
  /** What the values look like that sources have there; undefined: none has a value there. */
  readonly seen: (address: KeyAddress) => Seen | undefined;
};

/** What values look like. */
export type Seen = {
  readonly form: SecretForm | null;
  /** All of them are switches, which are never secret. */
  readonly onlySwitches: boolean;
};

/** Why a key is a secret; null: it is none. Only this function decides it. `value`: one to look at besides those of the sources. */
export function secretReason(facts: SecrecyFacts, address: KeyAddress, value: Json | undefined): SecretReason | null {
  const setting = facts.catalogue.lookup(address.key);
  if (setting?.secret === true) return { kind: 'catalogue' };
  const known = facts.known(address);
  if (known !== null) return known;
  if (facts.isPublic(address)) return null;
  const seen = joined(facts.seen(address), value === undefined ? undefined : seenIn(value));
  if (seen !== undefined && seen.form !== null) return { kind: 'form', form: seen.form };
  // For a catalogue name, the catalogue decides: password_recover_url is an address.
  const isNamed = setting === undefined && seen?.onlySwitches !== true && isSecretName(address.key);
  return isNamed ? { kind: 'name' } : null;
}

// Shared constants: nearly every value has one of these forms.
const ordinary: Seen = { form: null, onlySwitches: false };
const aSwitch: Seen = { form: null, onlySwitches: true };

/** Whether values have no form of a secret, and are not all switches. */
export function saysNothing(seen: Seen | undefined): boolean {
  return seen !== undefined && seen.form === null && !seen.onlySwitches;
}

export function seenIn(value: Json): Seen {
  if (isSwitch(value)) return aSwitch;
  const form = secretFormOf(value);
  return form === null ? ordinary : { form, onlySwitches: false };
}

/** Combines two forms of one key; undefined: neither has a value. */
export function joined(a: Seen | undefined, b: Seen | undefined): Seen | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return { form: a.form ?? b.form, onlySwitches: a.onlySwitches && b.onlySwitches };
}

function isSwitch(value: Json): boolean {
  return typeof value === 'boolean' || value === null || value === 'true' || value === 'false';
}

/** Why a key was taken for a secret, in a few words. */
export function reasonText(why: SecretReason): string {
  switch (why.kind) {
    case 'catalogue':
      return 'known as a secret';
    case 'sensitive':
      return 'sensitive in the file';
    case 'reference':
      return 'comes from a secret in the file';
    case 'source':
      return `a secret in ${why.source}`;
    case 'contains':
      return `its value contains ${why.what}`;
    case 'name':
      return 'its name says so';
    case 'form':
      return `it holds ${why.form}`;
  }
}

/** Deeper than files and responses may be, JSON in texts included; the bound protects the stack. */
const maxDepth = 500;

/** The parts of a value that are secret by their form. */
export type FormPart = { readonly form: SecretForm; readonly text: string };

/** The form by which a value is a secret; null: it has none. */
export function secretFormOf(value: Json): SecretForm | null {
  if (typeof value === 'string' && value.length <= longestKept) return formOfText(value);
  return isStructured(value) || typeof value === 'string' ? formIn(value) : null;
}

function formIn(value: Json): SecretForm | null {
  return secretPartsOf(value)[0]?.form ?? null;
}

const longestKept = 200;
const mostKept = 50_000;
/** A cache of texts without any secret form. Most values repeat for each client, and a check takes a dozen patterns. */
const formless = new Set<string>();

function formOfText(text: string): SecretForm | null {
  if (formless.has(text)) return null;
  const form = formIn(text);
  if (form !== null) return form;
  if (formless.size >= mostKept) formless.clear();
  formless.add(text);
  return null;
}

/** Every part of a value that is secret by its form. Takes time in proportion to the value. */
export function secretPartsOf(value: Json): readonly FormPart[] {
  const found: FormPart[] = [];
  visit(value, 'plain', 0, found);
  return found;
}

type Under = 'plain' | 'secret-name';

function visit(value: Json, under: Under, depth: number, found: FormPart[]): void {
  if (depth > maxDepth) return;
  if (isStructured(value)) visitMembers(value, under, depth, found);
  else if (under === 'secret-name' && mayBeSecret(value)) {
    found.push({ form: 'a member named like a secret', text: String(value) });
  }
  if (typeof value === 'string') visitText(value, under, depth, found);
}

// Below a name such as `credentials` all texts are secret.
function visitMembers(value: JsonObject | readonly Json[], under: Under, depth: number, found: FormPart[]): void {
  const isMap = isJsonObject(value);
  if (isMap && under === 'plain' && isNamedPair(value)) {
    found.push({ form: 'a member named like a secret', text: String(value['value']) });
  }
  for (const [name, member] of Object.entries(value)) {
    const isHidden = under === 'secret-name' || (isMap && isMemberName(name));
    visit(member, isHidden ? 'secret-name' : 'plain', depth + 1, found);
  }
}

/**
 * `{"name": "password", "value": ...}`: a list entry. Labels have this form too, so the value must not be an ordinary
 * word.
 */
function isNamedPair({ name, key, value }: JsonObject): boolean {
  const said = name ?? key;
  return typeof said === 'string' && isSecretNameInText(said) && typeof value === 'string' && isCredible(value);
}

function visitText(text: string, under: Under, depth: number, found: FormPart[]): void {
  const inner = structureIn(text);
  if (inner !== undefined) visit(inner, under, depth + 1, found);
  found.push(
    ...passwordsInUrls(text).map((password) => ({ form: 'a URL with a password' as const, text: password })),
    ...(hasPem(text) ? [{ form: 'a PEM block' as const, text }] : []),
    ...jwtsIn(text).map((jwt) => ({ form: 'a JWT' as const, text: jwt })),
    ...assignedIn(text).map((password) => ({ form: 'a member named like a secret' as const, text: password })),
    ...secretsInText(text),
  );
}

// `{"key": ..., "value": ...}` is how lists of anything are written.
function isMemberName(name: string): boolean {
  return name !== 'key' && isSecretName(name);
}

// Switches, empty values and small numbers, such as a least length, are no secrets.
const harmless = /^(?:true|false|null|-?\d{1,5})?$/iu;

function mayBeSecret(value: Json): boolean {
  return (typeof value === 'number' || typeof value === 'string') && !harmless.test(String(value));
}

function structureIn(text: string): Json | undefined {
  if (!/^\s*[[{"]/u.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// --- URLs

/** The passwords of the URLs in a text, as they stand there. */
function passwordsInUrls(text: string): readonly string[] {
  if (!text.includes('//')) return [];
  return text
    .split(/[\s"'<>`]+/u)
    .flatMap((token) =>
      token
        .replace(/^(?=\/\/)/u, ':')
        .split('://')
        .slice(1),
    )
    .flatMap(passwordIn);
}

// A slash, a question mark or a hash ends the part with the password, but people write passwords with them in it too. A
// part that begins with a port is not a password: https://host:8443/@name.
function passwordIn(afterScheme: string): readonly string[] {
  const authority = afterScheme.split(/[/?#\\]/u, 1).join('');
  const until = (authority.includes('@') ? authority : afterScheme).lastIndexOf('@');
  const colon = afterScheme.indexOf(':');
  if (until === -1 || colon === -1 || colon >= until - 1) return [];
  const password = afterScheme.slice(colon + 1, until);
  return /[/?#]/u.test(afterScheme.slice(0, colon)) || /^\d+[/?#]/u.test(password) ? [] : [password];
}

// --- blocks and tokens

const pemLabel = /-----BEGIN ([A-Z0-9 ]{1,60})-----/gu;
/** Tokens that are public by design. */
const publicLabel = /(?:CERTIFICATE|CERTIFICATE REQUEST|CRL|PUBLIC KEY|PUBLIC KEY BLOCK|SIGNATURE|PARAMETERS)$/u;

function hasPem(text: string): boolean {
  return (
    text.includes('-----BEGIN ') && [...text.matchAll(pemLabel)].some(([, label = '']) => !publicLabel.test(label))
  );
}

// An encrypted token has five parts, a signed one three.
const jwtParts = 5;

/** Parts of letters between dots, the first of which begins like the JSON of a header. */
function jwtsIn(text: string): readonly string[] {
  if (!text.includes('eyJ')) return [];
  return text.split(/[^\w.-]+/u).flatMap((token) => {
    const parts = token.split('.');
    return parts.flatMap((part, at) => {
      const isHeader = /^eyJ[\w-]{8,}$/u.test(part);
      return isHeader && (parts[at + 1] ?? '') !== '' && parts.length > at + 2
        ? [parts.slice(at, at + jwtParts).join('.')]
        : [];
    });
  });
}

/** What a connection string of the form `Server=a;Password=b` assigns to names of secrets. */
function assignedIn(text: string): readonly string[] {
  if (!text.includes(';') || !text.includes('=')) return [];
  return text.split(';').flatMap((part) => {
    const equals = part.indexOf('=');
    const [name, value] = [part.slice(0, equals), part.slice(equals + 1)];
    const isAssigned = equals > 0 && equals <= 40 && /^[\w .-]+$/u.test(name) && isMemberName(name.trim());
    return isAssigned && mayBeSecret(value.trim()) ? [value.trim()] : [];
  });
}
