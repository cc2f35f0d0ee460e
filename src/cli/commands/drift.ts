import { Flags } from '@oclif/core';
import { BaseCommand, fleetFlags, onlyFlags, reportFlags, serviceFlags } from './base-command.ts';

/** capstan drift */
export class DriftCommand extends BaseCommand {
  static override summary = 'Shows what drifted in the live application, and what is pending.';

  static override description =
    'Compares the baseline (what was last applied), the live application and the file. It cannot write. Exit codes: 0 no drift and no pending changes, 2 changes pending, 3 drift, or a difference of unknown origin (no baseline), 4 both.';

  static override examples = [
    '<%= config.bin %> drift --baseline git:capstan/production',
    '<%= config.bin %> drift -f staging.yaml --format json',
  ];

  static override flags = {
    ...fleetFlags,
    ...reportFlags,
    baseline: Flags.string({
      helpValue: 'git:REF|FILE|SNAPSHOT',
      description:
        'What was last applied: git:REF, git:REF:PATH, a file, a snapshot, or none; by default `baseline:` of the file.',
    }),
    ...onlyFlags,
    metrics: Flags.string({
      helpValue: 'FILE',
      description: 'Writes counts by class to a file for the Prometheus textfile collector.',
    }),
    notify: Flags.string({
      helpValue: 'URL',
      description:
        'Notifies a webhook (Slack, Teams, others) when something differs; CAPSTAN_ALLOWED_HOSTS must list its host.',
    }),
    ...serviceFlags,
  };

  protected override readonly standardInput = 'read';

  async run(): Promise<number> {
    const { flags } = await this.parse(DriftCommand);
    const [{ common, session }, { driftOfFiles }] = await Promise.all([
      this.open(flags),
      import('../actions/drift.ts'),
    ]);
    const { baseline, metrics, notify } = flags;
    return driftOfFiles({ ...common, only: flags.only ?? [], baseline, metrics, notify }, session);
  }
}
