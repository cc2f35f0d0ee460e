import { byText } from '../../leaf/json.ts';
import type { DecidedKey } from './decide-scope.ts';

const maxLength = 200;

/** By target: the environment variable that holds the secret. Every name is used once. */
export function nameSecrets(keys: readonly DecidedKey[]): ReadonlyMap<string, string> {
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
