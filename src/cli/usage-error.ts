import { standardInput } from '../config/files/file-tree.ts';
import { nearestName } from '../leaf/did-you-mean.ts';
import { parseTargetPattern } from '../model/target-pattern.ts';
import { type ExpectedEnd, endWith } from '../workflows/ending.ts';
import table from './other-words.json' with { type: 'json' };
import { yamlFiles } from './run-files.ts';
import { credentialsCure, flagName } from './terminal/environment.ts';

// A usage error does not repeat values of the command line: any of them may be a misplaced secret.

const help = 'Run it with --help to see its flags.';

/** A command that does not exist. */
export function unknownCommand(name: string, commands: readonly string[], flagsOf: FlagsOf = new Map()): ExpectedEnd {
  if (name.startsWith('-')) return flagBeforeCommand(name, flagsOf);
  const other = otherCommand(name, commands);
  const isNear = other !== undefined || nearestName(name, commands) !== undefined;
  return endWith('wrongUsage', {
    code: 'unknown-command',
    message: isNear ? `There is no command ${name}.` : 'The first word is not a command.',
    cure: other ?? nameHint(name, commands),
  });
}

function flagBeforeCommand(word: string, flagsOf: FlagsOf): ExpectedEnd {
  const known = knownFlag(word, flagsOf);
  const flag = known ?? flagName(word);
  const said = flag === undefined ? 'The first word is not a command.' : `Unknown flag ${flag} before a command.`;
  if (flag !== undefined && isOfCredential(flag)) return wrongFlag(said, credentialsCure);
  const other = known && otherFlag(known, [], flagsOf);
  return wrongFlag(said, other === undefined ? beforeCommand : `${other} ${beforeCommand}`);
}

const beforeCommand = 'Flags come after a command; `capstan --help` lists both.';

/** The context of a command line: the flags of its command and of others, and the folder of relative names. */
export type UsageFacts = { readonly known: readonly string[]; readonly flagsOf: FlagsOf; readonly cwd: string };

/** Turns oclif's usage errors into an expected end; returns other errors unchanged. */
export function asUsageEnd(error: unknown, facts: UsageFacts): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  if ('flags' in error && Array.isArray(error.flags)) return unknownFlags(error.flags.map(String), facts);
  if ('args' in error && isTexts(error.args) && error.args.length > 0) return unexpectedArguments(error.args, facts);
  return endWith('wrongUsage', { code: 'wrong-usage', message: complaint(error.message), cure: help });
}

function unknownFlags(given: readonly string[], { known, flagsOf }: UsageFacts): ExpectedEnd {
  const names = [...new Set(given.map((word) => knownFlag(word, flagsOf) ?? flagName(word) ?? '-'))];
  const [first = ''] = names;
  if (names.includes('--env-file')) return envFile();
  const message = names.length === 1 ? `Unknown flag ${first}.` : `Unknown flags ${names.join(', ')}.`;
  if (names.some(isOfCredential)) return wrongFlag(message, credentialsCure);
  const others = given.flatMap((word) => otherFlag(knownFlag(word, flagsOf) ?? '', known, flagsOf) ?? []);
  return wrongFlag(
    message,
    others[0] ??
      nameHint(
        first,
        known.map((name) => `--${name}`),
      ),
  );
}

const credentialWord =
  /^--(?:.*[_-])?(?:(?:client|api|access)[_-]?(?:id|secret|key)|key|secret|token|pass(?:word|wd|phrase)?|pwd|credentials?|user(?:name)?)$/i;

function isOfCredential(flag: string): boolean {
  return credentialWord.test(flag);
}

function wrongFlag(message: string, cure: string): ExpectedEnd {
  return endWith('wrongUsage', { code: 'unknown-flag', message, cure });
}

// Node reads the file before this program starts, exits if it is missing, and applies NODE_OPTIONS in it.
function envFile(): ExpectedEnd {
  return wrongFlag(
    'capstan has no flag --env-file. It is a flag of Node, which may have read that file already and run what NODE_OPTIONS in it names.',
    'Use --vars FILE, which sets variables for capstan only and runs nothing.',
  );
}

function unexpectedArguments(given: readonly string[], facts: UsageFacts): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: given.length === 1 ? 'There is one argument too many.' : `There are ${given.length} arguments too many.`,
    cure: argumentHint(given, facts),
  });
}

function argumentHint(given: readonly string[], { known, cwd }: UsageFacts): string {
  if (given.includes(standardInput)) return 'Did you mean -f -? It reads the configuration from standard input.';
  const files = yamlFiles(given, cwd);
  if (files.length > 0) return `Did you mean ${files.map((file) => `-f ${file}`).join(' ')}?`;
  if (given.some((word) => /\.ya?ml$/.test(word))) return `Name a file with -f. ${help}`;
  const isTarget = given.some((word) => parseTargetPattern(word) !== undefined);
  return isTarget && known.includes('only') ? `Name a target with --only. ${help}` : help;
}

/** The flags of a command; boolean flags take no value. */
type FlagKinds = { readonly [name: string]: { readonly type: string } };

/** Ends if a boolean flag has a value: oclif would parse the value as an argument. */
export function refuseSwitchValues(words: readonly string[], flags: FlagKinds): void {
  const end = words.indexOf('--');
  const before = end === -1 ? words : words.slice(0, end);
  const names = before.flatMap((word) => /^--([a-z-]+)=/.exec(word)?.[1] ?? []);
  const [name] = names.filter((one) => Object.hasOwn(flags, one) && flags[one]?.type === 'boolean');
  if (name === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `--${name} takes no value.`,
    cure: `Write --${name} alone; leave it out for the opposite.`,
  });
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

/** The usage error of oclif, without the values that it repeats. */
function complaint(said: string): string {
  const text = said.replace(/See more help with --help\s*$/, '').replace(/^The following errors? occurred:/, '');
  const line = text.replace(/(?<!\s)\s*\n\s*/g, ' ').trim();
  const [, expected = '', choices] = /^Expected (.*) to be one of: ([^:]*)$/s.exec(line) ?? [];
  if (choices !== undefined) return `${flagName(expected) ?? 'The argument'} takes one of these: ${choices}.`;
  const [, flag, other] = /^(--[a-z-]+)=.* cannot also be provided when using (--[a-z-]+)$/s.exec(line) ?? [];
  if (flag !== undefined) return `${flag} cannot be combined with ${other}.`;
  const [, required] = /^Missing required flag ([a-z-]+)$/.exec(line) ?? [];
  if (required !== undefined) return `--${required} is missing.`;
  const missing = missingArguments(said);
  if (missing !== undefined) return missing;
  const number = wrongNumber(line);
  if (number !== undefined) return number;
  // These errors name only flags and arguments.
  if (/^(?:Missing |Flag --[a-z-]+ (?:expects|can only) )/.test(line)) return `${line}.`.replace(/\.\.$/, '.');
  return 'The command line is not valid.';
}

function wrongNumber(line: string): string | undefined {
  const [, flag, side, bound] =
    /^Parsing (--[a-z-]+) Expected an integer (?:(greater|less) than or equal to (\d+) )?/.exec(line) ?? [];
  if (flag === undefined) return undefined;
  return `${flag} takes a whole number${side === undefined ? '' : `, ${bound} or ${side === 'less' ? 'less' : 'more'}`}.`;
}

/** oclif lists the missing arguments, one per line, with their descriptions. */
function missingArguments(said: string): string | undefined {
  const [, list] = /^Missing \d+ required args?:\n([\s\S]*?)(?:\n\n|\nNote|\nSee more|$)/.exec(said) ?? [];
  if (list === undefined) return undefined;
  const names = list
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => (line.trim().split(/\s/)[0] ?? '').toUpperCase());
  return names.length === 1 ? `An argument is missing: ${names[0]}.` : `Arguments are missing: ${names.join(', ')}.`;
}

/** "Did you mean X?" when a known name is near, else the list of all names. */
export function nameHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `Available: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
}

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
