import { exitCode } from './exit-code.ts';
import { type ExpectedEnd, endWith } from './expected-end.ts';
import { nameHint } from './name-hint.ts';

/** A command that does not exist. */
export function unknownCommand(name: string, commands: readonly string[]): ExpectedEnd {
  const isFlag = name.startsWith('-');
  return endWith(exitCode.wrongUsage, {
    code: isFlag ? 'unknown-flag' : 'unknown-command',
    message: `There is no ${isFlag ? 'flag' : 'command'} ${name}.`,
    cure: isFlag ? 'Flags come after a command; `capstan --help` lists both.' : nameHint(name, commands),
  });
}

/** oclif's complaints about a command line as an expected end; other errors as they are. */
export function asUsageEnd(error: unknown, knownFlags: readonly string[]): unknown {
  if (!(error instanceof Error) || !('oclif' in error)) return error;
  if ('flags' in error && Array.isArray(error.flags)) return unknownFlags(error.flags.map(String), knownFlags);
  const message = error.message.replace(/(?<!\s)\s*See more help with --help\s*/g, '').replace(/(?<!\s)\s*\n\s*/g, ' ');
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: `${message}.`.replace(/\.\.$/, '.'),
    cure: 'Add --help to see what the command takes.',
  });
}

function unknownFlags(given: readonly string[], known: readonly string[]): ExpectedEnd {
  const [first = ''] = given;
  if (first.startsWith('--env-file')) return envFile();
  const list = given.length === 1 ? `flag ${first}` : `flags ${given.join(', ')}`;
  return endWith(exitCode.wrongUsage, {
    code: 'unknown-flag',
    message: `There is no ${list} here.`,
    cure: nameHint(
      first.split('=', 1)[0] ?? '',
      known.map((name) => `--${name}`),
    ),
  });
}

// Node reads the file before this program begins, ends by itself when it is not there, and obeys NODE_OPTIONS in it.
function envFile(): ExpectedEnd {
  return endWith(exitCode.wrongUsage, {
    code: 'unknown-flag',
    message:
      'capstan has no flag --env-file: it belongs to Node, which may have read that file already, and run what NODE_OPTIONS in it names.',
    cure: 'Use --vars FILE, which sets variables for capstan alone and runs nothing.',
  });
}
