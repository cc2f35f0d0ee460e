import { Flags } from '@oclif/core';
import { BaseCommand, commentFlags, fleetFlags, serviceFlags } from './base-command.ts';

/** capstan plan */
export class PlanCommand extends BaseCommand {
  static override summary = 'Shows what apply would change. Writes nothing to the service.';

  static override description =
    'Reads the live application, compares it with the file, and prints the changes, the findings of the guards, and the requests. Exit codes: 0 a plan was made or there are no changes, 2 changes are pending (with --detailed-exitcode), 5 a guard refuses.';

  static override examples = [
    '<%= config.bin %> plan',
    '<%= config.bin %> plan --out plan.json --detailed-exitcode',
    '<%= config.bin %> plan -f staging.yaml --only "settings.*" --format json',
  ];

  static override flags = {
    ...fleetFlags,
    ...commentFlags,
    ...serviceFlags,
    out: Flags.string({ helpValue: 'FILE', description: 'Saves the plan, for `apply FILE`.' }),
    snapshot: Flags.string({
      helpValue: 'FILE',
      description:
        'Plans against a snapshot instead of the live application, without network or credentials; such a plan cannot be applied.',
    }),
    only: Flags.string({
      multiple: true,
      helpValue: 'TARGET',
      description:
        'Limits the plan to these targets, such as settings.KEY or clients.ALIAS; * stands for any characters.',
    }),
    baseline: Flags.string({
      helpValue: 'git:REF|FILE',
      description:
        'What was last applied, to tell pending changes from drift: git:REF, git:REF:PATH, a file, a snapshot, or none; by default `baseline:` of the file.',
    }),
    unmanaged: Flags.boolean({ description: 'Lists what the live application has and the file does not manage.' }),
    'detailed-exitcode': Flags.boolean({ description: 'Exits with 2 when changes are pending.' }),
    'overwrite-drift': Flags.boolean({
      description: 'Lets the plan overwrite drift: values that changed in the live application since the baseline.',
    }),
    'without-secrets': Flags.boolean({ description: 'Does not compare secrets whose variable is unset.' }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags } = await this.parse(PlanCommand);
    const [{ common, session }, { planFiles }] = await Promise.all([this.open(flags), import('../actions/plan.ts')]);
    return planFiles(
      {
        ...common,
        out: flags.out,
        snapshot: flags.snapshot,
        only: flags.only ?? [],
        unmanaged: flags.unmanaged ? 'listed' : 'counted',
        exitCodes: flags['detailed-exitcode'] ? 'detailed' : 'plain',
        baseline: flags.baseline,
        liveEdits: flags['overwrite-drift'] ? 'overwritten' : 'kept',
        secrets: flags['without-secrets'] ? 'left-out' : 'required',
      },
      session,
    );
  }
}
