import { Command, Flags } from '@oclif/core';
import type { CommonFlags, Session } from './session.ts';

const flags = {
  file: Flags.string({
    char: 'f',
    multiple: true,
    multipleNonGreedy: true,
    default: ['capstan.yaml'],
    helpValue: 'FILE',
    description: 'The file that says what is wanted; may be repeated, and may be a pattern.',
    helpGroup: 'GLOBAL',
  }),
  format: Flags.string({
    options: ['text', 'json'],
    default: 'text',
    helpValue: 'text|json',
    description: 'How results are written to stdout.',
    helpGroup: 'GLOBAL',
  }),
  'no-color': Flags.boolean({ description: 'No colours (as NO_COLOR in the environment).', helpGroup: 'GLOBAL' }),
  quiet: Flags.boolean({ description: 'The result in a line.', exclusive: ['verbose'], helpGroup: 'GLOBAL' }),
  verbose: Flags.boolean({ description: 'Everything: places, calls, values whole.', helpGroup: 'GLOBAL' }),
  'env-file': Flags.string({
    helpValue: 'FILE',
    description: 'Reads more environment variables from a file; none is read otherwise.',
    helpGroup: 'GLOBAL',
  }),
};

type ParsedCommon = {
  readonly file: readonly string[];
  readonly format: string;
  readonly 'no-color': boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly 'env-file': string | undefined;
};

/** What all commands share: the common flags, and how they become a session. */
export abstract class BaseCommand extends Command {
  static override baseFlags = flags;

  /** The flags as commands want them, and the session they ask for. Loads the rest of the program only now. */
  protected async open(parsed: ParsedCommon): Promise<{ readonly common: CommonFlags; readonly session: Session }> {
    const [{ processSession }, { findFiles }] = await Promise.all([
      import('./process-session.ts'),
      import('./find-files.ts'),
    ]);
    const voice = voiceOf(parsed);
    const colour = parsed['no-color'] ? 'no-color' : 'unsaid';
    const session = await processSession({ voice, colour, envFile: parsed['env-file'] });
    const file = await findFiles(parsed.file, session.cwd);
    const common = { file, format: parsed.format === 'json' ? 'json' : 'text', voice } as const;
    return { common, session };
  }
}

function voiceOf({ quiet, verbose }: ParsedCommon): CommonFlags['voice'] {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}
