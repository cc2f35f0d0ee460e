import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan schema */
export class Schema extends BaseCommand {
  static override summary = 'Prints a JSON Schema: of the file, of a plan, of the output of a command.';

  static override examples = ['<%= config.bin %> schema config --out capstan.schema.json'];

  static override flags = {
    version: Flags.integer({ helpValue: 'N', description: 'The version of the format; by default the newest.' }),
    out: Flags.string({
      helpValue: 'FILE',
      description:
        'The file to write; by default stdout. An editor finds it by the first line of capstan.yaml: # yaml-language-server: $schema=./FILE',
    }),
  };

  static override args = {
    name: Args.string({
      required: true,
      ignoreStdin: true,
      description:
        'absorb, compare, config, doctor, drift, fleet, fleet-report, inventory, plan, problems, protect, run, runs, snapshot or unlock.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Schema);
    const [{ session }, { printSchema }] = await Promise.all([this.open(flags), import('../schemas.ts')]);
    return printSchema({ name: args.name, version: flags.version, path: flags.out }, session);
  }
}
