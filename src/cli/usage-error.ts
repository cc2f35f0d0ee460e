import { nearestName } from '../leaf/did-you-mean.ts';
import { type ExpectedEnd, endWith } from '../workflows/ending.ts';
import { credentialsCure, flagName } from './terminal/known-credentials.ts';

// What is wrong with a command line is told without its values: any of them may be a secret that went astray.

const help = 'Add --help to see what the command takes.';

/** A command that does not exist. */
export function unknownCommand(name: string, commands: readonly string[]): ExpectedEnd {
  if (name.startsWith('-')) {
    const flag = flagName(name);
    const said = flag === undefined ? 'The first word is no command.' : `There is no flag ${flag} before a command.`;
    return wrongFlag(said, flag !== undefined && isOfCredential(flag) ? credentialsCure : beforeCommand);
  }
  const isNear = nearestName(name, commands) !== undefined;
  return endWith('wrongUsage', {
    code: 'unknown-command',
    message: isNear ? `There is no command ${name}.` : 'The first word is no command.',
    cure: nameHint(name, commands),
  });
}

const beforeCommand = 'Flags come after a command; `capstan --help` lists both.';

/** oclif's complaints about a command line as an expected end; other errors as they are. */
export function asUsageEnd(error: unknown, knownFlags: readonly string[]): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  if ('flags' in error && Array.isArray(error.flags)) return unknownFlags(error.flags.map(String), knownFlags);
  if ('args' in error && isTexts(error.args) && error.args.length > 0) return unexpectedArguments(error.args);
  return endWith('wrongUsage', { code: 'wrong-usage', message: complaint(error.message), cure: help });
}

function unknownFlags(given: readonly string[], known: readonly string[]): ExpectedEnd {
  const names = [...new Set(given.map((word) => flagName(word) ?? '-'))];
  const [first = ''] = names;
  if (names.includes('--env-file')) return envFile();
  const message =
    names.length === 1 ? `There is no flag ${first} here.` : `There are no flags ${names.join(', ')} here.`;
  if (names.some(isOfCredential)) return wrongFlag(message, credentialsCure);
  return wrongFlag(
    message,
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

// Node reads the file before this program begins, ends by itself when it is not there, and obeys NODE_OPTIONS in it.
function envFile(): ExpectedEnd {
  return wrongFlag(
    'capstan has no flag --env-file: it belongs to Node, which may have read that file already, and run what NODE_OPTIONS in it names.',
    'Use --vars FILE, which sets variables for capstan alone and runs nothing.',
  );
}

function unexpectedArguments(given: readonly string[]): ExpectedEnd {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: given.length === 1 ? 'There is 1 argument too many.' : `There are ${given.length} arguments too many.`,
    cure: given.some((word) => /\.ya?ml$/.test(word)) ? `Name a file with -f. ${help}` : help,
  });
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'string');
}

/** What oclif complains of, without the values that it repeats. */
function complaint(said: string): string {
  const text = said.replace(/See more help with --help\s*$/, '').replace(/^The following errors? occurred:/, '');
  const line = text.replace(/(?<!\s)\s*\n\s*/g, ' ').trim();
  const [, expected = '', choices] = /^Expected (.*) to be one of: ([^:]*)$/s.exec(line) ?? [];
  if (choices !== undefined) return `${flagName(expected) ?? 'The argument'} takes one of these: ${choices}.`;
  const [, flag, other] = /^(--[a-z-]+)=.* cannot also be provided when using (--[a-z-]+)$/s.exec(line) ?? [];
  if (flag !== undefined) return `${flag} does not go with ${other}.`;
  // These name flags and arguments alone.
  if (/^(?:Missing |Flag --[a-z-]+ (?:expects|can only) )/.test(line)) return `${line}.`.replace(/\.\.$/, '.');
  return 'This command line cannot be understood.';
}

/** "Did you mean X?" when a known name is near, else the list of all names. */
export function nameHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
}
