import { Args, Flags } from '@oclif/core';
import { BaseCommand, fleetFlags, lockFlags, onlyFlags, reportFlags, serviceFlags } from './base-command.ts';

/** capstan apply */
export class Apply extends BaseCommand {
  static override summary = 'Applies the file to the live application.';

  static override description =
    'Plans, shows the plan, asks for approval, and applies it. With a saved plan it plans again and applies only if the result is the same plan. Exit codes: 0 done, 5 refused by a guard, 6 check the result after a write, 7 the plan is stale, 73 the journal cannot be written, 75 another run is in progress, 130 declined.';

  static override examples = [
    '<%= config.bin %> apply',
    '<%= config.bin %> apply plan.json --auto-approve',
    '<%= config.bin %> apply --expect-digest sha256:... --auto-approve',
  ];

  static override args = {
    // Never read from stdin: stdin answers the question.
    plan: Args.string({ ignoreStdin: true, description: 'A plan saved with `plan --out`.' }),
  };

  static override flags = {
    ...fleetFlags,
    ...reportFlags,
    ...serviceFlags,
    'auto-approve': Flags.boolean({ description: 'Does not ask for approval. Guards and checks still apply.' }),
    'expect-digest': Flags.string({ helpValue: 'DIGEST', description: 'Applies the plan only if it has this digest.' }),
    ...onlyFlags,
    baseline: Flags.string({
      helpValue: 'git:REF|FILE',
      description:
        'What was last applied, to tell pending changes from drift: git:REF, git:REF:PATH, a file, a snapshot, or none; by default `baseline:` of the file.',
    }),
    journal: Flags.string({
      helpValue: 'DIR',
      description: 'The folder for the journal of the run, which `undo` needs; by default .capstan/runs.',
    }),
    ...lockFlags,
    'overwrite-drift': Flags.boolean({
      description: 'Lets the plan overwrite drift: values that changed in the live application since the baseline.',
    }),
    'without-secrets': Flags.boolean({ description: 'Does not compare secrets whose variable is unset.' }),
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { args, flags } = await this.parse(Apply);
    const [{ common, session }, { applyFiles }] = await Promise.all([this.open(flags), import('../actions/apply.ts')]);
    return applyFiles(
      {
        ...common,
        plan: args.plan,
        approval: flags['auto-approve'] ? 'given' : 'ask',
        expectDigest: flags['expect-digest'],
        only: flags.only ?? [],
        baseline: flags.baseline,
        liveEdits: flags['overwrite-drift'] ? 'overwritten' : 'kept',
        journal: flags.journal,
        lock: flags.lock,
        secrets: flags['without-secrets'] ? 'left-out' : 'required',
      },
      session,
    );
  }
}
