import { Args, Flags } from '@oclif/core';
import { BaseCommand, commentFlags, fleetFlags } from './base-command.ts';

/** capstan report */
export class ReportCommand extends BaseCommand {
  static override summary = 'Merges the JSON reports of the shards of a fleet into one report, in every format.';

  static override description =
    'Needs no network. The reports must contain every application of the fleet exactly once. If one is missing or listed twice, the report names it and the exit code is 65, or that of an application if it is more severe. Otherwise the exit code is the most severe of all applications.';

  static override usage = ['report merge REPORT... [--fleet FILE] [--format FORMAT] [--metrics FILE]'];

  static override examples = [
    '<%= config.bin %> report merge shards/*.json',
    '<%= config.bin %> report merge shards/*.json --fleet fleet.yaml --format html > fleet.html',
    '<%= config.bin %> report merge shards/*.json --metrics capstan.prom',
  ];

  static override args = {
    what: Args.string({ required: true, ignoreStdin: true, options: ['merge'], description: 'merge.' }),
    reports: Args.string({
      required: true,
      ignoreStdin: true,
      description: 'A report that a shard wrote with --report, or printed with --format json; may be repeated.',
    }),
  };

  static override strict = false;

  static override flags = {
    ...commentFlags,
    fleet: fleetFlags.fleet,
    select: fleetFlags.select,
    metrics: Flags.string({
      helpValue: 'FILE',
      description: 'Writes the drift counts of all applications to a file for the Prometheus textfile collector.',
    }),
  };

  async run(): Promise<number> {
    const { argv, flags } = await this.parse(ReportCommand);
    const { fleet, select = [], metrics, ...others } = flags;
    const [{ common, session }, { mergeShards }] = await Promise.all([
      this.open(others),
      import('../actions/report.ts'),
    ]);
    if (fleet === undefined && select.length > 0) throw (await import('../fleet/choose-fleet.ts')).selectNeedsFleet();
    const wanted = fleet === undefined ? undefined : { fleet, select };
    return mergeShards({ ...common, reports: argv.slice(1).map(String), wanted, metrics }, session);
  }
}
