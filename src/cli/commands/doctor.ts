import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan doctor */
export class Doctor extends BaseCommand {
  static override summary = 'Checks everything that a run needs, and says how to fix it.';

  static override description =
    'Checks this machine, its variables, files and network, the configuration file, and what the service allows the API client in use to do. It only reads: nothing is written to the service. Checks that need a file or credentials are skipped without them. Exit codes: 0 no error (warnings are allowed); otherwise that of the worst error, such as 77 credentials, 69 service, 65 file, 64 variables.';

  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor -f production.yaml --format json'];

  static override flags = {
    timeout: serviceFlags.timeout,
    baseline: Flags.string({
      helpValue: 'git:REF|FILE|SNAPSHOT',
      description: 'The baseline to check, instead of `baseline:` of the file.',
    }),
    journal: Flags.string({ helpValue: 'DIR', description: 'The folder of the journals; by default .capstan/runs.' }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags, metadata } = await this.parse(Doctor);
    const [{ common, session }, { examineAll }] = await Promise.all([this.open(flags), import('../doctor/examine.ts')]);
    const named = metadata.flags['file']?.setFromDefault === true ? 'by-default' : 'by-flag';
    const { baseline, journal, vars } = flags;
    return examineAll({ ...common, named, baseline, journal, vars }, session);
  }
}
