const wordsOfYaml: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

/** What a text without quotes is in YAML 1.2 core; undefined: a number of a rare form. */
export function plainValue(text: string): string | number | boolean | null | undefined {
  const word = wordsOfYaml.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/u.test(text)) return text;
  if (/^[-+]?\d+$/u.test(text)) return Number.parseInt(text, 10);
  if (/^[-+]?(?:\.\d+|\d+\.\d*)$/u.test(text)) return Number.parseFloat(text);
  return rareNumber.test(text) ? undefined : text;
}

const rareNumber = /^[-+]?(?:0[ox][\da-f]+|[\d.]+e[-+]?\d+|\.(?:inf|nan))$/iu;
