import { Flags } from '@oclif/core';
import { BaseCommand, serviceFlags } from './base-command.ts';

/** capstan doctor */
export class Doctor extends BaseCommand {
  static override summary = 'Checks everything that a run needs, and says how to fix it.';

  static override description =
    'Looks at this machine, its variables, files and network, at the file, and at what the service lets the caller do. Reads alone: nothing is written to the service. What needs a file or credentials is skipped without them. Exit codes: 0 well, warnings too; else that of the worst error, such as 77 credentials, 69 service, 65 file, 64 variables.';

  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor -f production.yaml --format json'];

  static override flags = {
    timeout: serviceFlags.timeout,
    baseline: Flags.string({
      helpValue: 'git:REF|FILE|SNAPSHOT',
      description: 'The baseline that is to be had, in the place of the one of the file.',
    }),
    journal: Flags.string({ helpValue: 'DIR', description: 'Folder of the journals; .capstan/runs if not given.' }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags, metadata } = await this.parse(Doctor);
    const [{ common, session }, { examineAll }] = await Promise.all([this.open(flags), import('../actions/doctor.ts')]);
    const named = metadata.flags['file']?.setFromDefault === true ? 'by-default' : 'by-flag';
    const { baseline, journal, vars } = flags;
    return examineAll({ ...common, named, baseline, journal, vars }, session);
  }
}
