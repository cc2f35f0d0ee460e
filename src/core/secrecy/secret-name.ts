/** Words that say "secret" wherever they stand in a name. */
const words = /^(?:passwords?|passwd|pwd|secrets?|tokens?|credentials?|passphrases?|private|jwts?)$/u;
/** Words that say so at the end of a name. */
const lastWords = /^(?:keys?|pass)$/u;
/** The same without anything between the words: clientsecret, apikey. */
const joined =
  /(?:password|passwd|secret|token|credential|passphrase)s?$|^(?:api|app|auth|access|private|secret)keys?$/u;

/** Numbered members of a list that somebody laid out flat. */
const numbered = /^keys?[^\p{L}]*\d$/iu;

/** Whether the name of a key, or of a member of a value, says that a secret stands there. */
export function isSecretName(name: string): boolean {
  const parts = wordsOf(name);
  if (parts.some((word) => words.test(word) || joined.test(word))) return true;
  return lastWords.test(parts.at(-1) ?? '') && !numbered.test(name);
}

/** snake_case, camelCase, dots, dashes: everything that is no letter, and a capital after a small letter, begins a word. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
