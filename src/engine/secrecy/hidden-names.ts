import { byText } from '../../leaf/json.ts';

const label = 'a name that shows a secret';
const none: ReadonlyMap<string, string> = new Map();

/**
 * What the keys of a section are called where people see them: names that show a secret are numbered in their order, so that
 * each stays one of its own. No file can declare such a name, since it has blanks.
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

/** Whether a key goes by such a name. */
export function isHiddenName(key: string): boolean {
  return key.startsWith(`(${label}`);
}
