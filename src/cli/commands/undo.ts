import { Args, Flags } from '@oclif/core';
import { BaseCommand, lockFlags, serviceFlags } from './base-command.ts';

/** capstan undo */
export class Undo extends BaseCommand {
  static override summary = 'Undoes a run: restores the values from before it.';

  static override description =
    'Makes a plan from the journal of the run: application, scopes and values come from there, and no file is needed. Shows the plan, asks for approval, and applies it like any other plan, with a journal of its own, so that an undo can be undone. It refuses to overwrite what changed after the run, unless --only names it literally. It restores a key that the run only carried over if --only names it. The journal opens with CAPSTAN_JOURNAL_KEY, or with the client secret that the run used. Exit codes: 0 done, or nothing to undo; 5 refused by a guard; 6 check the result after a write; 64 no such run; 65 the journal was changed or cannot be opened; 75 another run is in progress; 130 declined.';

  static override examples = [
    '<%= config.bin %> undo latest',
    '<%= config.bin %> undo 20261121 --auto-approve',
    '<%= config.bin %> undo latest --only settings.login_attempts',
  ];

  static override args = {
    run: Args.string({
      required: true,
      // Never read from stdin: stdin answers the question.
      ignoreStdin: true,
      description:
        'The id of a run, the beginning of one, or `latest`: the newest run of the application of the file, or of any where there is no file.',
    }),
  };

  static override flags = {
    ...serviceFlags,
    'auto-approve': Flags.boolean({ description: 'Does not ask for approval. Guards and checks still apply.' }),
    journal: Flags.string({ helpValue: 'DIR', description: 'The folder of the journals; by default .capstan/runs.' }),
    ...lockFlags,
    only: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'TARGET',
      description: 'Undoes only this target, such as settings.KEY or clients.ALIAS; may be repeated.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Undo);
    const [{ common, session }, { undo }] = await Promise.all([this.open(flags), import('../actions/apply.ts')]);
    return undo(
      {
        ...common,
        run: args.run,
        journal: flags.journal,
        lock: flags.lock,
        only: flags.only ?? [],
        approval: flags['auto-approve'] ? 'given' : 'ask',
      },
      session,
    );
  }
}
