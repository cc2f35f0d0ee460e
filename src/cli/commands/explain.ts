import { Args } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan explain */
export class Explain extends BaseCommand {
  static override summary = 'Says what a setting, a target, a code or an exit code is. Needs no network.';

  static override description =
    'Of a setting: what it is, its type, unit, default and usual limit, which way it gets weaker, and where the files at hand set it. Of the code of a finding or a problem: what it means and what to do. Any other word is searched for.';

  static override examples = [
    '<%= config.bin %> explain login_attempts',
    '<%= config.bin %> explain clients.web.settings.site_name -f production.yaml',
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

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Explain);
    const [{ common, session }, { explainOne }] = await Promise.all([
      this.open(flags),
      import('../actions/explain.ts'),
    ]);
    return explainOne({ ...common, asked: args.topic }, session);
  }
}
