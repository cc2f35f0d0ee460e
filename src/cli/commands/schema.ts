import { Args } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan schema */
export class Schema extends BaseCommand {
  static override summary = 'Prints a JSON Schema: of the file, of a plan, of what commands print.';

  static override examples = ['<%= config.bin %> schema config > config.schema.json'];

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
    return printSchema(args.name, session);
  }
}
