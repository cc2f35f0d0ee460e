import { parseUrl } from '../../leaf/addresses.ts';
import type { SecretDamage, SecretForm } from '../../model/secrecy.ts';
import { isSecretNameInText } from './secret-name.ts';

/** Texts that are not secrets, in lower case, without blanks, dashes and underscores. */
const placeholders: ReadonlySet<string> = new Set([
  ...['null', 'nil', 'none', 'undefined', 'nan', 'n/a', '(null)', '<nil>', '<none>', '<null>', '<novalue>'],
  ...['[objectobject]', 'changeme', 'changeit', 'changethis', 'replaceme', 'replacethis', 'fillmein', 'fillin'],
  ...['fixme', 'todo', 'tbd', 'tbc', 'placeholder', 'dummy', 'notset', 'unset', 'secrethere', 'insertsecret'],
]);

/** Words that tools write in brackets or between asterisks in place of a secret, in the same form. */
const masks: ReadonlySet<string> = new Set([
  ...['masked', 'redacted', 'hidden', 'secret', 'sensitive', 'sensitivevalue', 'filtered', 'removed', 'protected'],
  ...['private', 'credential', 'credentials', 'password', 'token', 'knownafterapply', 'censored', 'omitted'],
]);

const maskForms: readonly RegExp[] = [
  /^[*•●∙·]+$/u,
  // All but the last or first characters.
  /^[*•●∙·]{4}|[*•●∙·]{4}$/u,
  /^(?:x{3,}|X{3,}|\.{3,}|…+|-{3,}|_{3,}|#{3,}|\?{3,})$/u,
];

const references: readonly RegExp[] = [
  /\$\{\s*[A-Za-z_][\w.:-]*\s*\}/,
  /\$\{\{[^{}]*\}\}/,
  /^\{\{.*\}\}$/s,
  /^\$\([\w.-]+\)$/,
  /^\$[A-Z][A-Z0-9]*_[A-Z0-9_]+$/,
  /^%[A-Z][A-Z0-9_]*%$/,
  /^#\{.*\}#?$/s,
  /^__[A-Z][A-Z0-9_]*__$/,
  /^@Microsoft\.KeyVault\(/,
  /^(?:op|vault|secretref|ref\+\w+):\/\//i,
  /^arn:aws[\w-]*:(?:secretsmanager|ssm):/,
  /^projects\/[^/]+\/secrets\//,
  /^<(?:your|my|insert|enter|add|put|set|replace)\b[^<>]*>$/i,
  /^(?:your|insert|enter|replace)[\s_-][\w\s-]*(?:secret|key|token|password|here)$/i,
];

const envelopes: readonly RegExp[] = [
  /^ENC\[/,
  /^ENC\(.*\)$/s,
  /^\$ANSIBLE_VAULT;/,
  /^!vault\b/,
  /^\{cipher\}/,
  /^vault:v\d+:/,
  /^-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE)-----/,
  /^age-encryption\.org\/v1/,
];

/** Why the text of a variable is not a secret; null: no known reason. */
export function secretDamage(text: string): SecretDamage | null {
  const seen = visiblePart(text);
  if (seen === '') return 'blank';
  // Quotes from a shell or YAML tool do not change the meaning.
  const inner = /^(["'`])(.+)\1$/s.exec(seen)?.[2] ?? seen;
  if (isMask(inner)) return 'mask';
  if (placeholders.has(wordOf(inner))) return 'placeholder';
  if (references.some((form) => form.test(inner))) return 'reference';
  if (envelopes.some((form) => form.test(inner))) return 'encrypted';
  return seen === text ? null : 'ends';
}

function isMask(text: string): boolean {
  const [, word] = /^[[<({*]{1,8}([^[\]<>(){}*]{1,40})[\]>)}*]{1,8}$/.exec(text) ?? [];
  return maskForms.some((form) => form.test(text)) || (word !== undefined && masks.has(wordOf(word)));
}

function wordOf(text: string): string {
  return text.length > 40 ? '' : text.toLowerCase().replace(/[\s_-]/g, '');
}

/** The text without blanks, control characters and invisible ones at its ends. */
function visiblePart(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isInvisible(text.charAt(start))) start += 1;
  while (end > start && isInvisible(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isInvisible(character: string): boolean {
  return /[\s\p{Cc}\p{Cf}]/u.test(character);
}

const said: Readonly<Record<SecretDamage, string>> = {
  mask: 'contains a mask instead of the secret',
  placeholder: 'contains a placeholder instead of the secret',
  reference: 'contains an unresolved reference instead of the secret',
  encrypted: 'contains an encrypted text',
  blank: 'contains only blanks',
  ends: 'begins or ends with a blank, a line break or an invisible character',
};

/** The damage as a phrase that goes on after the name of a variable. */
export function damageText(damage: SecretDamage): string {
  return said[damage];
}

/** What to do about it, for the value of a variable. */
export function damageCure(damage: SecretDamage): string {
  switch (damage) {
    case 'encrypted':
      return 'decrypt it before capstan reads it';
    case 'ends':
      return 'set it without them (use printf, not echo)';
    case 'mask':
    case 'placeholder':
    case 'reference':
    case 'blank':
      return 'set it to the secret itself';
  }
}

/** A part of a text that is secret by the text before it or by its prefix. */
type TextPart = { readonly form: SecretForm; readonly text: string };

/** What a text assigns to names of secrets, the credentials and the known tokens in it. Takes linear time. */
export function secretsInText(text: string): readonly TextPart[] {
  return [
    ...passwordsOfLooseUrls(text).map((password) => ({ form: 'a URL with a password' as const, text: password })),
    ...assignedInText(text).map((value) => ({ form: 'a member named like a secret' as const, text: value })),
    ...credentialsIn(text).map((value) => ({ form: 'credentials of a request' as const, text: value })),
    ...[...text.matchAll(knownTokens)].map(([token]) => ({ form: 'a known kind of token' as const, text: token })),
  ];
}

// --- URLs as browsers read them

const webScheme = /\b(?:https?|wss?|ftp):(?!\/\/)/iu;

/** The passwords of URLs without their two slashes, which browsers and Node read as if they were there. */
function passwordsOfLooseUrls(text: string): readonly string[] {
  if (!text.includes('@') || !webScheme.test(text)) return [];
  return text.split(/[\s"'<>`]+/u).flatMap((token) => {
    const at = token.search(webScheme);
    const password = at === -1 ? '' : (parseUrl(token.slice(at))?.password ?? '');
    return password === '' ? [] : [...new Set([password, decoded(password)])];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// --- names and values

// An assigned value is also searched for names: https://host/?token=...
const assignment =
  /(?<![\w.-])([A-Za-z][\w.-]{0,39})[\\"']{0,4}\s{0,3}([=:])\s{0,3}[\\"']{0,4}(?=([^\s"'`&;,)\\]{1,256}))/gu;

/** The values of `?access_token=...`, `password=...` and `token: ...`. */
function assignedInText(text: string): readonly string[] {
  if (!/[=:]/u.test(text)) return [];
  return [...text.matchAll(assignment)].flatMap(([, name = '', sign, written = '']) => {
    const value = written.split('#', 1).join('');
    const isOne = isSecretNameInText(name) && (sign === '=' ? isValue(value) : isCredible(value));
    return isOne ? [value] : [];
  });
}

/** Words about passwords in pages and links that are not a password. */
const sayings =
  /^(?:required|optional|enabled|disabled|reset|forgot|forgotten|change|changed|invalid|expired|missing)$/iu;

function isValue(value: string): boolean {
  return value.length >= 6 && !isTemplate(value) && !sayings.test(value);
}

/** Whether a text is not an ordinary word: in sentences a colon may follow any word. */
export function isCredible(value: string): boolean {
  return isValue(value) && /\d/u.test(value) && !/\s/u.test(value);
}

/** A placeholder, or the name of the value. */
function isTemplate(value: string): boolean {
  if (/[{}<>[\](]|%7b|%3c/iu.test(value) || /^(?:\$|%\w+%|:|\/)/u.test(value) || /^https?:/iu.test(value)) return true;
  const damage = secretDamage(value);
  return /^[A-Z]+(?:_[A-Z]+)*$/u.test(value) || (damage !== null && damage !== 'ends');
}

// --- what begins like a secret

const header = /\b(bearer|basic) {1,3}([\w.~+/=-]{8,})/giu;

function credentialsIn(text: string): readonly string[] {
  // The expression is slow, and most values are one word.
  if (!text.includes(' ')) return [];
  return [...text.matchAll(header)].flatMap(([, scheme = '', value = '']) => {
    const isOne = scheme.toLowerCase() === 'basic' ? isUserAndPassword(value) : value.length >= 12 && isCredible(value);
    return isOne ? [value] : [];
  });
}

function isUserAndPassword(value: string): boolean {
  return /^[\x20-\x39\x3b-\x7e]*:[\x20-\x7e]+$/u.test(Buffer.from(value, 'base64').toString('latin1'));
}

const knownTokens =
  /\b(?:gh[opsur]_[A-Za-z\d]{16,}|github_pat_\w{16,}|[rs]k_(?:live|test)_[A-Za-z\d]{10,}|xox[abeprs]-[A-Za-z\d-]{10,}|(?:AKIA|ASIA)[A-Z\d]{16}\b|glpat-[\w-]{16,}|AIza[\w-]{35})/gu;
