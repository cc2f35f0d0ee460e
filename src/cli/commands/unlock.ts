import { Args, Flags } from '@oclif/core';
import { BaseCommand, lockFlags } from './base-command.ts';

/** capstan unlock */
export class Unlock extends BaseCommand {
  static override summary = 'Removes the lock of a run that has ended.';

  static override description =
    'Shows which run holds the lock of the application of the file, asks, and removes exactly that lock: a lock that another run took meanwhile stays. It needs only the remote of the repository, and no other network. It never removes the lock of a run whose process exists. Exit codes: 0 removed, or there was no lock; 64 without a terminal, unless the run is named and --auto-approve is given; 65 the file is invalid; 73 the lock cannot be removed, or the remote cannot be reached; 75 the run is in progress, or another run than the named one holds the lock; 130 declined.';

  static override examples = [
    '<%= config.bin %> unlock',
    '<%= config.bin %> unlock 20261121100000-1a2b3c4d -f production.yaml --auto-approve',
  ];

  static override args = {
    run: Args.string({
      ignoreStdin: true,
      description: 'The id of the run whose lock is removed, or the beginning of it.',
    }),
  };

  static override flags = {
    ...lockFlags,
    'auto-approve': Flags.boolean({ description: 'Does not ask for confirmation. You must name the run.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Unlock);
    const [{ common, session }, { unlock }] = await Promise.all([this.open(flags), import('../actions/unlock.ts')]);
    const approval = flags['auto-approve'] ? 'given' : 'ask';
    return unlock({ ...common, run: args.run, lock: flags.lock, approval }, session);
  }
}
