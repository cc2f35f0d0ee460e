import type { Variables } from '../../workflows/context.ts';
import type { FilePlace } from '../explain/places-in-files.ts';

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

/** A completion, with a short description. */
export type Candidate = { readonly word: string; readonly says: string };

/** The context of the cursor. */
export type World = { readonly cwd: string; readonly variables: Variables };

/** The words before the cursor, without the command, and the word at it. */
type Line = { readonly current: string; readonly words: readonly string[] };

/** The value of a flag, or the argument of a command. */
type Asked = { readonly name: string; readonly flag: FlagShape | 'argument' };

type Source = (line: Line, world: World) => Promise<readonly Candidate[]>;

/** Completions of a value of a flag or of an argument; none where capstan knows none. */
async function candidatesFor({ name, flag }: Asked, line: Line, world: World): Promise<readonly Candidate[]> {
  if (flag === 'argument') return (await argumentsOf.get(name)?.(line, world)) ?? [];
  if (flag.options !== undefined) return plain(flag.options);
  return (await values.get(name)?.(line, world)) ?? [];
}

const yamlFiles: Source = (line, world) => files(line, world, /\.ya?ml$/i);
const jsonFiles: Source = (line, world) => files(line, world, /\.json$/i);
const anyFiles: Source = (line, world) => files(line, world, /./);
const folders: Source = (line, world) => files(line, world, /^$/);

const values: ReadonlyMap<string, Source> = new Map([
  ['file', yamlFiles],
  ['fleet', yamlFiles],
  ['only', targets],
  [
    'baseline',
    async (line, world) => [...plain(['git:', 'none']), ...(await files(line, world, /\.(?:ya?ml|json)$/i))],
  ],
  ['snapshot', jsonFiles],
  ['journal', folders],
  ...['out', 'vars', 'audit', 'metrics', 'state', 'seed'].map((name) => [name, anyFiles] as const),
]);

const argumentsOf: ReadonlyMap<string, Source> = new Map([
  ['apply', jsonFiles],
  ['show', jsonFiles],
  ['compare', (line, world) => files(line, world, /\.(?:ya?ml|json|csv)$/i)],
  ['undo', runs],
  ['runs', runs],
  ['schema', async () => plain((await import('../schemas.ts')).schemaNames)],
  ['completion', async () => plain([...shellScripts.keys()])],
  ['explain', topics],
]);

function plain(words: readonly string[]): readonly Candidate[] {
  return words.map((word) => ({ word, says: '' }));
}

/** Files of one kind, and folders, below the folder typed so far. */
async function files({ current }: Line, { cwd }: World, kind: RegExp): Promise<readonly Candidate[]> {
  const [{ readdir }, { resolve }] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  const folder = current.slice(0, current.lastIndexOf('/') + 1);
  const hidden = current.slice(folder.length).startsWith('.');
  const entries = await readdir(resolve(cwd, folder), { withFileTypes: true }).catch(() => []);
  return entries
    .filter(({ name }) => hidden || !name.startsWith('.'))
    .filter(({ name }) => !/\p{C}/u.test(name))
    .flatMap((entry) => {
      if (entry.isDirectory()) return [{ word: `${folder}${entry.name}/`, says: 'folder' }];
      return kind.test(entry.name) ? [{ word: `${folder}${entry.name}`, says: 'file' }] : [];
    })
    .sort((a, b) => (a.word < b.word ? -1 : 1));
}

async function targets(line: Line, world: World): Promise<readonly Candidate[]> {
  const { formatTarget } = await import('../../model/address.ts');
  const names = (await places(line, world)).map(({ target }) => formatTarget(target));
  return plain([...new Set([...names, 'settings.*', 'custom.*', 'global'])].filter(isPlainWord));
}

// Names with other characters would need quotes.
function isPlainWord(word: string): boolean {
  return /^[\w.*@:-]+$/.test(word);
}

async function places({ words }: Line, world: World): Promise<readonly FilePlace[]> {
  const { placesIn } = await import('../explain/places-in-files.ts');
  const named = words.filter((_, at) => ['-f', '--file'].includes(words[at - 1] ?? ''));
  const found = await Promise.all(
    (named.length > 0 ? named : ['capstan.yaml']).map((file) => placesIn(file, { ...world, varsFile: {} })),
  );
  return found.flatMap((file) => file.places);
}

async function topics(line: Line, world: World): Promise<readonly Candidate[]> {
  const [{ catalogue }, { codeSentences }] = await Promise.all([
    import('../../catalogue/catalogue.ts'),
    import('../explain/explanation.ts'),
  ]);
  const aliases = (await places(line, world)).flatMap(({ target }) => (target.kind === 'client' ? [target.alias] : []));
  return [
    ...plain(catalogue.names),
    ...[...codeSentences].map(([word, says]) => ({ word, says })),
    ...(await targets(line, world)),
    ...plain([...new Set(aliases)].filter(isPlainWord)),
  ];
}

/** Ids of runs from the names of their journals, the newest first. */
async function runs({ words }: Line, { cwd }: World): Promise<readonly Candidate[]> {
  const [{ readdir }, { journalFolder }] = await Promise.all([
    import('node:fs/promises'),
    import('../../workflows/files/output-place.ts'),
  ]);
  const named = words.find((_, at) => words[at - 1] === '--journal');
  const names = await readdir(journalFolder(named, { cwd }).path).catch(() => []);
  const ids = names.flatMap((name) => /^(\d{14}-[0-9a-f]+)\./.exec(name)?.[1] ?? []);
  return [{ word: 'latest', says: 'the newest run of the application' }, ...plain([...new Set(ids)].sort().reverse())];
}

/** The part of oclif's description of a flag that completion uses. */
type FlagShape = {
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
function flagsOf({ flags, baseFlags }: Command): readonly (readonly [string, FlagShape])[] {
  return Object.entries({ ...flags, ...baseFlags, ...flags });
}

/** The flag that a word names: `--only`, or `-f`. */
function flagOf(word: string, command: Command): { readonly name: string; readonly flag: FlagShape } | undefined {
  const found = flagsOf(command).find(([name, { char }]) => word === `--${name}` || word === `-${char}`);
  return found && { name: found[0], flag: found[1] };
}

/**
 * The shells that have a script, by name. All of them ask `capstan completion SHELL -- WORDS` for what may be at the
 * cursor.
 */
export const shellScripts: ReadonlyMap<string, string> = new Map([
  [
    'bash',
    `# capstan completion for bash. In ~/.bashrc: source <(capstan completion bash)
_capstan() {
  local line files=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in *$'\\tfile' | *$'\\tfolder') files=1 ;; esac
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(capstan completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  # bash 3.2, as macOS has it, knows no compopt.
  type compopt >/dev/null 2>&1 || return 0
  if [[ -n $files ]]; then compopt -o filenames; fi
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
}
complete -o nosort -F _capstan capstan 2>/dev/null || complete -F _capstan capstan
`,
  ],
  [
    'zsh',
    `#compdef capstan
# capstan completion for zsh. In ~/.zshrc, after compinit: source <(capstan completion zsh)
_capstan() {
  local line name
  local -a names texts folders
  for line in "\${(@f)$(capstan completion zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    name=\${line%%$'\\t'*}
    if [[ -z $name ]]; then
      continue
    elif [[ $line == *$'\\t'folder ]]; then
      folders+=("$name")
    else
      names+=("$name")
      if [[ $line == *$'\\t'?* ]]; then texts+=("$name  -- \${line#*$'\\t'}"); else texts+=("$name"); fi
    fi
  done
  (( \${#names} )) && compadd -l -d texts -a names
  (( \${#folders} )) && compadd -S '' -a folders
  (( \${#names} + \${#folders} ))
}
if [[ \${funcstack[1]} == _capstan ]]; then _capstan "$@"; else compdef _capstan capstan; fi
`,
  ],
  [
    'fish',
    `# capstan completion for fish: capstan completion fish > ~/.config/fish/completions/capstan.fish
function __capstan_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    capstan completion fish -- $before[2..-1] "$current" 2>/dev/null
end
complete -c capstan -f -a '(__capstan_complete)'
`,
  ],
]);
