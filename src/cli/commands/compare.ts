import { Args } from '@oclif/core';
import { BaseCommand, reportFlags, serviceFlags } from './base-command.ts';

/** capstan compare */
export class Compare extends BaseCommand {
  static override summary = 'Compares two files, snapshots or live applications.';

  static override description =
    'A side is a file (YAML), a snapshot (JSON), the settings export of the Console (CSV), a folder of JSON replies, or `live:FILE`, the live application that the file names. Expected differences (`expected:` in a file, settings that belong to an environment) stand apart from the others, and a value of one environment that stands in the other gets a row of its own. All but live need neither network nor credentials. Exit codes: 0 no difference that is unexpected, 2 they differ.';

  static override examples = [
    '<%= config.bin %> compare staging.yaml production.yaml',
    '<%= config.bin %> compare before.json live:capstan.yaml',
    '<%= config.bin %> compare live:capstan.yaml --format html > inventory.html',
  ];

  static override args = {
    a: Args.string({ required: true, ignoreStdin: true, description: 'One side.' }),
    b: Args.string({
      ignoreStdin: true,
      description: 'The other side; left out, with --format html: the inventory of the first.',
    }),
  };

  static override flags = { ...reportFlags, ...serviceFlags };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Compare);
    const [{ common, session }, { compareTwo }] = await Promise.all([
      this.open(flags),
      import('../actions/compare.ts'),
    ]);
    return compareTwo({ ...common, a: args.a, b: args.b }, session);
  }
}
