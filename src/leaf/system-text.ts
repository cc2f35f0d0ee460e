import { once } from './work.ts';

/** The short name of a system error, such as ENOENT. */
export function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason';
}

/** A word as a shell takes it. What a report would write out, since it is not to be seen, is written out for the shell. */
export function inShell(word: string): string {
  if (/^[\w./:@%+=-]+$/u.test(word)) return word;
  const isSeen = !unseen().test(word) && word.normalize('NFC') === word;
  return isSeen ? `'${word.replaceAll("'", "'\\''")}'` : `$'${word.replace(/['\\]|[^ -~]/gu, inBytes)}'`;
}

// Everything but letters, digits, punctuation, symbols and the space; and letters that are invisible or join others.
const unseen = once(() => /[^\p{L}\p{N}\p{P}\p{S} ]|[\p{Default_Ignorable_Code_Point}\u1100-\u11ff]/u);

// Older shells do not know \u.
function inBytes(character: string): string {
  if (/[ -~]/u.test(character)) return `\\${character}`;
  return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
