import { Flags } from '@oclif/core';
import { BaseCommand, fleetFlags } from './base-command.ts';

/** capstan validate */
export class Validate extends BaseCommand {
  static override summary = 'Checks the file without network.';

  static override description =
    'Prints every problem with its location and its cure. Secrets need not be set. Exit codes: 0 valid, 5 refused by a guard, 65 invalid.';

  static override examples = [
    '<%= config.bin %> validate',
    '<%= config.bin %> validate --effective',
    '<%= config.bin %> validate -f "environments/*.yaml" --format json',
  ];

  static override flags = {
    ...fleetFlags,
    effective: Flags.boolean({ description: 'Prints the merged file, with the location of each value.' }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags } = await this.parse(Validate);
    const [{ common, session }, { validateFiles }] = await Promise.all([
      this.open(flags),
      import('../actions/validate.ts'),
    ]);
    return validateFiles({ ...common, show: flags.effective ? 'effective' : 'verdict' }, session);
  }
}
