import { Args, Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan explain */
export class Explain extends BaseCommand {
  static override summary = 'Explains a setting, a target, a code or an exit code. Needs no network.';

  static override description =
    'For a setting: what it is, its type, unit, default and usual limit, which values are weaker, and where the files set it; with --live also the live values by scope, and which clients inherit them. For the code of a finding or a problem: its meaning and what to do. It searches for any other word. Only --live needs the network.';

  static override examples = [
    '<%= config.bin %> explain login_attempts',
    '<%= config.bin %> explain clients.web.settings.site_name -f production.yaml',
    '<%= config.bin %> explain login_attempts --live',
    '<%= config.bin %> explain new-host',
    '<%= config.bin %> explain 75',
    '<%= config.bin %> explain password',
  ];

  static override args = {
    topic: Args.string({
      required: true,
      ignoreStdin: true,
      description: 'A setting, a target, a code, an exit code, or a word.',
    }),
  };

  static override flags = {
    ...serviceFlags,
    live: Flags.boolean({
      description:
        'Reads the live application of the file, with credentials, and prints its values too; secrets stay hidden.',
    }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Explain);
    const [{ common, session }, { explainOne }] = await Promise.all([
      this.open(flags),
      import('../explain/explain.ts'),
    ]);
    return explainOne({ ...common, asked: args.topic, live: flags.live ? 'read' : 'left-out' }, session);
  }
}
