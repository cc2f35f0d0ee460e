import { Args, Flags } from '@oclif/core';
import { BaseCommand, lockFlags } from './base-command.ts';

/** capstan unlock */
export class Unlock extends BaseCommand {
  static override summary = 'Removes the lock of a run that is not under way any more.';

  static override description =
    'Says whose lock keeps runs away from the application of the file, asks, and removes that very lock: one that another run took meanwhile stays. Needs no network but the remote of the repository. A run whose process is there is never unlocked. Exit codes: 0 removed, or there was none; 64 without a terminal, unless the run is named and --auto-approve is given; 65 the file is invalid; 73 the lock cannot be removed, or the remote cannot be reached; 75 the run is under way, or another one than named holds the lock; 130 declined.';

  static override examples = [
    '<%= config.bin %> unlock',
    '<%= config.bin %> unlock 20261121100000-1a2b3c4d -f production.yaml --auto-approve',
  ];

  static override args = {
    run: Args.string({ ignoreStdin: true, description: 'The id of the run whose lock is to go, or its beginning.' }),
  };

  static override flags = {
    ...lockFlags,
    'auto-approve': Flags.boolean({ description: 'Does not ask. The run has to be named.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Unlock);
    const [{ common, session }, { unlock }] = await Promise.all([this.open(flags), import('../actions/unlock.ts')]);
    const approval = flags['auto-approve'] ? 'given' : 'ask';
    return unlock({ ...common, run: args.run, lock: flags.lock, approval }, session);
  }
}
