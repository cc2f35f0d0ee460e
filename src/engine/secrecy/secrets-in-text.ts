import { parseUrl } from '../../leaf/read-url.ts';
import type { SecretForm } from '../../model/secrecy.ts';
import { secretDamage } from './secret-damage.ts';
import { isSecretNameInText } from './secret-name.ts';

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
