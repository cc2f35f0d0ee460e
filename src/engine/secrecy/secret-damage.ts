import type { SecretDamage } from '../../model/secrecy.ts';

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
