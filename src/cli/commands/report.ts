import { Args, Flags } from '@oclif/core';
import { BaseCommand, commentFlags, fleetFlags } from './base-command.ts';

/** capstan report */
export class ReportCommand extends BaseCommand {
  static override summary = 'Merges what shards of a fleet printed as JSON into one report, in every format.';

  static override description =
    'Needs no network. Every application of the fleet has to be there once: what is missing or double is named, and the exit code is then 65, unless an application gave a graver one. Otherwise it is the gravest of all applications.';

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
      description: 'A file that a shard printed with --format json; may be repeated.',
    }),
  };

  static override strict = false;

  static override flags = {
    ...commentFlags,
    fleet: fleetFlags.fleet,
    select: fleetFlags.select,
    metrics: Flags.string({
      helpValue: 'FILE',
      description: 'Writes the counts of drift of all applications for the textfile collector of Prometheus.',
    }),
  };

  async run(): Promise<number> {
    const { argv, flags } = await this.parse(ReportCommand);
    const { fleet, select = [], metrics, ...others } = flags;
    const [{ common, session }, { mergeShards }] = await Promise.all([
      this.open(others),
      import('../actions/report.ts'),
    ]);
    const wanted = fleet === undefined ? undefined : { fleet, select };
    return mergeShards({ ...common, reports: argv.slice(1).map(String), wanted, metrics }, session);
  }
}
