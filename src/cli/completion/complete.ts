import {
  type Candidate,
  type CommandTable,
  candidatesFor,
  type FlagShape,
  flagOf,
  flagsOf,
  type World,
} from './candidates.ts';

/** Completions of the last word, each with a short description. The words follow the name of the program. */
export async function complete(
  words: readonly string[],
  table: CommandTable,
  world: World,
): Promise<readonly Candidate[]> {
  const { before, current, prefix } = atCursor(words);
  const candidates = await candidatesAt(before, current, table, world);
  return candidates
    .filter(({ word }) => word.startsWith(current))
    .map(({ word, says }) => ({ word: `${prefix}${word}`, says }));
}

type Cursor = { readonly before: readonly string[]; readonly current: string; readonly prefix: string };

// bash makes three words of --flag=value, the others one.
function atCursor(words: readonly string[]): Cursor {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  if (current === '=') return { before, current: '', prefix: '' };
  if (before.at(-1) === '=') return { before: before.slice(0, -1), current, prefix: '' };
  const [, flag = '', value] = /^(--[a-z-]+)=(.*)$/s.exec(current) ?? [];
  return value === undefined
    ? { before, current, prefix: '' }
    : { before: [...before, flag], current: value, prefix: `${flag}=` };
}

async function candidatesAt(
  before: readonly string[],
  current: string,
  table: CommandTable,
  world: World,
): Promise<readonly Candidate[]> {
  const [name, ...rest] = before;
  if (name === undefined) return commands(table);
  const command = table[name];
  if (command === undefined || !Object.hasOwn(table, name)) return [];
  const asked = flagOf(rest.at(-1) ?? '', command);
  if (asked?.flag.type === 'option') return candidatesFor(asked, { current, words: rest }, world);
  if (current.startsWith('-')) return unusedFlags(flagsOf(command), rest);
  const given = await candidatesFor({ name, flag: 'argument' }, { current, words: rest }, world);
  return given.length > 0 || current !== '' ? given : unusedFlags(flagsOf(command), rest);
}

function commands(table: CommandTable): readonly Candidate[] {
  const named = Object.entries(table).map(([word, { summary = '' }]) => ({ word, says: firstSentence(summary) }));
  return [...named, { word: '--help', says: 'Lists the commands.' }, { word: '--version', says: '' }];
}

function unusedFlags(flags: readonly (readonly [string, FlagShape])[], used: readonly string[]): readonly Candidate[] {
  const open = flags.filter(([name, { multiple = false }]) => multiple || !used.includes(`--${name}`));
  return [
    ...open.map(([name, { summary, description = '' }]) => ({
      word: `--${name}`,
      says: firstSentence(summary ?? description),
    })),
    { word: '--help', says: 'Shows help.' },
  ];
}

function firstSentence(text: string): string {
  return /^.*?[.;](?= |$)/.exec(text)?.[0].replace(/;$/, '.') ?? text;
}
