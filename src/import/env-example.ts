import { byText } from '../core/model/json.ts';

const purpose = '# The secrets that the capstan file refers to.';

/** Whether a file may be what `envExample` gives; any other one is somebody's own. */
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
