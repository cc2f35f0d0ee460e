import table from './other-words.json' with { type: 'json' };

/** Which flags each command takes, without their dashes. */
export type FlagsOf = ReadonlyMap<string, readonly string[]>;

type Entry = { readonly words: readonly string[]; readonly meant: string | null; readonly cure: string };

/** The advice for a command of another tool; undefined: not in this table. */
export function otherCommand(word: string, commands: readonly string[]): string | undefined {
  const entry = entryOf(table.commands, word);
  if (entry === undefined || !(entry.meant === null || entry.meant === '--version' || commands.includes(entry.meant)))
    return undefined;
  return hint(entry.meant, entry.cure);
}

/** The flag that an argument looks like, if it is a flag of capstan or of another tool. */
export function knownFlag(word: string, flagsOf: FlagsOf): string | undefined {
  const [, dashes = '', name = ''] = /^(--?)([A-Za-z][A-Za-z-]{0,29})(?==|$)/.exec(word) ?? [];
  const isKnown = flagEntry(name) !== undefined || [...flagsOf.values()].some((flags) => flags.includes(name));
  return isKnown ? `${dashes}${name}` : undefined;
}

/** The advice for a flag that the command does not have; undefined: an unknown flag. */
export function otherFlag(flag: string, own: readonly string[], flagsOf: FlagsOf): string | undefined {
  const name = flag.replace(/^-+/, '');
  // Some tools write long flags with one dash.
  if (own.includes(name)) return hint(`--${name}`, '');
  const entry = flagEntry(name);
  if (entry === undefined) return takers(name, flagsOf);
  const [, wanted] = /^--([a-z-]+)/.exec(entry.meant ?? '') ?? [];
  if (wanted === undefined || own.includes(wanted)) return hint(entry.meant, entry.cure);
  const elsewhere = takers(wanted, flagsOf);
  return elsewhere && hint(entry.meant, elsewhere);
}

function flagEntry(name: string): Entry | undefined {
  return entryOf(table.flags, name.length === 1 ? `-${name}` : `--${name}`);
}

function entryOf(entries: readonly Entry[], word: string): Entry | undefined {
  return entries.find(({ words }) => words.includes(word));
}

function hint(meant: string | null, cure: string): string {
  return meant === null ? cure : `Did you mean ${meant}? ${cure}`.trim();
}

/** `The commands a, b and c take it.` */
function takers(name: string, flagsOf: FlagsOf): string | undefined {
  const commands = [...flagsOf].filter(([, flags]) => flags.includes(name)).map(([command]) => command);
  const last = commands.pop();
  if (last === undefined) return undefined;
  return commands.length === 0
    ? `The command ${last} takes it.`
    : `The commands ${commands.join(', ')} and ${last} take it.`;
}
