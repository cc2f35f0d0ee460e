import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan runs */
export class Runs extends BaseCommand {
  static override summary = 'Lists the runs of the journal, or shows one.';

  static override description =
    'Needs no network and shows no value. With the key of the journal in the environment (CAPSTAN_JOURNAL_KEY, else the client secret) it verifies one run: that every record is unchanged. Exit codes: 0 shown, 64 no such run, 65 the journal was changed or cannot be read.';

  static override examples = [
    '<%= config.bin %> runs',
    '<%= config.bin %> runs latest',
    '<%= config.bin %> runs 20261121',
  ];

  static override args = {
    run: Args.string({
      ignoreStdin: true,
      description:
        'The id of a run, the beginning of one, or `latest`: the newest run of the application of the file, or of any where there is no file.',
    }),
  };

  static override flags = {
    journal: Flags.string({ helpValue: 'DIR', description: 'The folder of the journals; by default .capstan/runs.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Runs);
    const [{ common, session }, { showRuns }] = await Promise.all([this.open(flags), import('../actions/show.ts')]);
    return showRuns({ ...common, run: args.run, journal: flags.journal }, session);
  }
}
