import table from './other-words.json' with { type: 'json' };

/** Which flags each command takes, without their dashes. */
export type FlagsOf = ReadonlyMap<string, readonly string[]>;

type Entry = { readonly words: readonly string[]; readonly meant: string | null; readonly cure: string };

/** What to do instead of a command that other tools have; undefined: this table does not know the word. */
export function otherCommand(word: string, commands: readonly string[]): string | undefined {
  const entry = entryOf(table.commands, word);
  if (entry === undefined || !(entry.meant === null || entry.meant === '--version' || commands.includes(entry.meant)))
    return undefined;
  return hint(entry.meant, entry.cure);
}

/** The flag that a word of the command line looks like, when it is one that someone may know: from here or from other tools. */
export function knownFlag(word: string, flagsOf: FlagsOf): string | undefined {
  const [, dashes = '', name = ''] = /^(--?)([A-Za-z][A-Za-z-]{0,29})(?==|$)/.exec(word) ?? [];
  const isKnown = flagEntry(name) !== undefined || [...flagsOf.values()].some((flags) => flags.includes(name));
  return isKnown ? `${dashes}${name}` : undefined;
}

/** What to do instead of a flag that the command does not take; undefined: it is known nowhere. */
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
