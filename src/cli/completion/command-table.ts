/** A flag as oclif describes it, as far as completion looks at it. */
export type FlagShape = {
  readonly type: string;
  readonly char?: string | undefined;
  readonly multiple?: boolean | undefined;
  readonly options?: readonly string[] | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
};

type Flags = { readonly [name: string]: FlagShape };

/** The commands with their flags. */
export type CommandTable = {
  readonly [name: string]: {
    readonly summary?: string | undefined;
    readonly flags: Flags;
    readonly baseFlags: Flags;
  };
};

type Command = CommandTable[string];

/** All flags of a command, its own first. */
export function flagsOf({ flags, baseFlags }: Command): readonly (readonly [string, FlagShape])[] {
  return Object.entries({ ...flags, ...baseFlags, ...flags });
}

/** The flag of a command that a word is: `--only`, or `-f`. */
export function flagOf(
  word: string,
  command: Command,
): { readonly name: string; readonly flag: FlagShape } | undefined {
  const found = flagsOf(command).find(([name, { char }]) => word === `--${name}` || word === `-${char}`);
  return found && { name: found[0], flag: found[1] };
}
