// Up to the first character that no flag of capstan has: what follows may be a value, and that may be a secret.
const name = /^(?:--[A-Za-z][A-Za-z_-]{0,29}|-[A-Za-z])/;

/** The name of the flag that a word of the command line is; undefined when it is none. Shows nothing of its value. */
export function flagName(word: string): string | undefined {
  return name.exec(word)?.[0];
}
