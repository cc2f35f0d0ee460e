import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan schema */
export class Schema extends BaseCommand {
  static override summary = 'Prints a JSON Schema: of the file, of a plan, of what commands print.';

  static override examples = ['<%= config.bin %> schema config --out capstan.schema.json'];

  static override flags = {
    out: Flags.string({ helpValue: 'FILE', description: 'The file to write; left out: stdout.' }),
  };

  static override args = {
    name: Args.string({
      required: true,
      ignoreStdin: true,
      description: 'absorb, compare, config, doctor, drift, plan, problems, protect, run, runs or snapshot.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Schema);
    const [{ session }, { printSchema }] = await Promise.all([this.open(flags), import('../actions/schema.ts')]);
    return printSchema(args.name, flags.out, session);
  }
}
