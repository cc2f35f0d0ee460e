import { Args, Flags } from '@oclif/core';
import { standardInput } from '../../config/files/file-tree.ts';
import { reportFormats } from '../terminal/session.ts';
import { BaseCommand, fleetFlags, serviceFlags } from './base-command.ts';

/** capstan compare */
export class Compare extends BaseCommand {
  static override summary = 'Compares two files, snapshots or live applications.';

  static override description =
    'A side is a file (YAML), a snapshot (JSON), the settings export of the Console (CSV), a folder of JSON responses, or `live:FILE`, the live application that the file names. Expected differences (`expected:` in a file, settings that belong to an environment) are listed apart from the others. A value that belongs to one environment and is found in the other gets a row of its own. Only live:FILE needs network and credentials. Exit codes: 0 no unexpected difference, 2 they differ.';

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
      description: 'One side. With a fleet, {file} and {name} are replaced for each application; by default {file}.',
    }),
    b: Args.string({
      ignoreStdin: true,
      description:
        'The other side. Without it, --format html, csv or json prints the inventory of the first side; with a fleet the default is live:{file}.',
    }),
  };

  static override flags = {
    ...fleetFlags,
    format: Flags.string({
      options: [...reportFormats, 'csv'],
      default: 'text',
      helpValue: [...reportFormats, 'csv'].join('|'),
      description:
        'The format of results on stdout. csv is for spreadsheets: for one side, a row for the global values and one for each client, and a column for each key. markdown fits a comment, sarif is 2.1.0, github prints annotations and fills the summary of the step, gitlab is the report that its merge requests show.',
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
