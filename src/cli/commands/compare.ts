import { Args, Flags } from '@oclif/core';
import { standardInput } from '../../config/files/standard-input.ts';
import { reportFormats } from '../formats.ts';
import { BaseCommand, fleetFlags, serviceFlags } from './base-command.ts';

/** capstan compare */
export class Compare extends BaseCommand {
  static override summary = 'Compares two files, snapshots or live applications.';

  static override description =
    'A side is a file (YAML), a snapshot (JSON), the settings export of the Console (CSV), a folder of JSON replies, or `live:FILE`, the live application that the file names. Expected differences (`expected:` in a file, settings that belong to an environment) stand apart from the others, and a value of one environment that stands in the other gets a row of its own. All but live need neither network nor credentials. Exit codes: 0 no difference that is unexpected, 2 they differ.';

  static override examples = [
    '<%= config.bin %> compare staging.yaml production.yaml',
    '<%= config.bin %> compare before.json live:capstan.yaml',
    '<%= config.bin %> compare live:capstan.yaml --format html > inventory.html',
    '<%= config.bin %> compare snapshots/{name}.json live:{file} --fleet fleet.yaml',
    '<%= config.bin %> compare live:capstan.yaml --format csv > inventory.csv',
  ];

  static override args = {
    a: Args.string({
      ignoreStdin: true,
      description:
        'One side. With a fleet, {file} and {name} in it stand for those of each application; left out: {file}.',
    }),
    b: Args.string({
      ignoreStdin: true,
      description:
        'The other side; left out, with --format html, csv or json: the inventory of the first; with a fleet: live:{file}.',
    }),
  };

  static override flags = {
    ...fleetFlags,
    format: Flags.string({
      options: [...reportFormats, 'csv'],
      default: 'text',
      helpValue: [...reportFormats, 'csv'].join('|'),
      description:
        'How results are written to stdout. csv is for spreadsheets: of one side, a row for the global values and one for each client, and a column for each key. markdown fits a comment, sarif is 2.1.0, github prints annotations and fills the summary of the step, gitlab is the report that its merge requests show.',
      helpGroup: 'GLOBAL',
    }),
    ...serviceFlags,
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Compare);
    const [{ common, session }, { compareTwo }] = await Promise.all([
      this.open(readsPiped(args) ? { ...flags, file: [standardInput] } : flags),
      import('../actions/compare.ts'),
    ]);
    return compareTwo(
      { ...common, format: flags.format === 'csv' ? 'csv' : common.format, a: args.a, b: args.b },
      session,
    );
  }
}

function readsPiped(sides: { readonly a?: string | undefined; readonly b?: string | undefined }): boolean {
  return [sides.a, sides.b].some((side) => side === standardInput || side === `live:${standardInput}`);
}
