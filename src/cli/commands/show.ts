import { Args, Flags } from '@oclif/core';
import { BaseCommand, commentFlags } from './base-command.ts';

/** capstan show */
export class Show extends BaseCommand {
  static override summary = 'Shows a saved plan.';

  static override description =
    'Needs no network. It refuses a plan that was changed by hand. Only with the key that sealed the plan (CAPSTAN_FINGERPRINT_KEY, else CAPSTAN_CLIENT_SECRET) does it detect every change.';

  static override examples = ['<%= config.bin %> show plan.json', '<%= config.bin %> show plan.json --verbose'];

  static override args = {
    plan: Args.string({ required: true, ignoreStdin: true, description: 'A plan saved with `plan --out`.' }),
  };

  static override flags = {
    ...commentFlags,
    unmanaged: Flags.boolean({ description: 'Lists what the live application has and the file does not manage.' }),
  };

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Show);
    const [{ common, session }, { showPlan }] = await Promise.all([this.open(flags), import('../actions/show.ts')]);
    return showPlan({ ...common, plan: args.plan, unmanaged: flags.unmanaged ? 'listed' : 'counted' }, session);
  }
}
