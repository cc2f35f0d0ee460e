import { Flags } from '@oclif/core';
import { BaseCommand, onlyFlags, serviceFlags } from './base-command.ts';

/** capstan absorb */
export class Absorb extends BaseCommand {
  static override summary = 'Copies drifted live values into the file. Writes nothing to the service.';

  static override description =
    'Writes live values into the YAML file that declares them, after showing a diff of each file and asking. Comments, order, quotes and layout stay. With a baseline it copies what drifted; without one, only what --only names. It never copies secrets or values from variables. Exit codes: 0 done or nothing to do, 7 a file was changed meanwhile, 130 declined.';

  static override examples = [
    '<%= config.bin %> absorb --baseline git:capstan/production',
    '<%= config.bin %> absorb --only settings.login_attempts --auto-approve',
  ];

  static override flags = {
    ...serviceFlags,
    'auto-approve': Flags.boolean({ description: 'Does not ask.' }),
    ...onlyFlags,
    baseline: Flags.string({
      helpValue: 'git:REF|FILE',
      description: 'What was last applied, to tell drift from pending changes; by default `baseline:` of the file.',
    }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(Absorb);
    const [{ common, session }, { absorbFiles }] = await Promise.all([this.open(flags), import('../actions/drift.ts')]);
    return absorbFiles(
      {
        ...common,
        only: flags.only ?? [],
        baseline: flags.baseline,
        approval: flags['auto-approve'] ? 'given' : 'ask',
      },
      session,
    );
  }
}
