import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command.ts';

/** capstan fleet */
export class FleetCommand extends BaseCommand {
  static override summary = 'Writes a pipeline that runs a fleet in parallel parts on Kubernetes, GitHub or GitLab.';

  static override description =
    'For Kubernetes an Indexed Job for each wave and a CronJob, for GitHub a workflow with a matrix, for GitLab a pipeline with `parallel:`. Secrets are references to the secret store of the engine; no value is written. Each part writes its report with --report, and `report merge` merges them.';

  static override usage = ['fleet ci --for kubernetes|github|gitlab [--fleet FILE] [--shards N] [--out FILE]'];

  static override examples = [
    '<%= config.bin %> fleet ci --for github --package NAME@VERSION --shards 20 --out .github/workflows/capstan-fleet.yml',
    '<%= config.bin %> fleet ci --for gitlab --baseline git:capstan/production > .gitlab-ci.yml',
    '<%= config.bin %> fleet ci --for kubernetes --image registry.example.com/fleet@sha256:... | kubectl apply -f -',
  ];

  static override args = {
    what: Args.string({ required: true, ignoreStdin: true, options: ['ci'], description: 'ci.' }),
  };

  static override flags = {
    for: Flags.option({
      options: ['kubernetes', 'github', 'gitlab'] as const,
      required: true,
      description: 'The engine.',
    })(),
    fleet: Flags.string({ default: 'fleet.yaml', helpValue: 'FILE', description: 'The fleet file.' }),
    shards: Flags.integer({
      min: 1,
      helpValue: 'N',
      description: 'How many parts run in parallel; by default one for each 100 applications, at least two.',
    }),
    schedule: Flags.string({
      default: '23 * * * *',
      helpValue: 'CRON',
      description: 'When to look for drift, in UTC. GitLab keeps its schedules in the settings of the project.',
    }),
    baseline: Flags.string({
      helpValue: 'git:REF',
      description: 'What was last applied; by default `baseline:` of the files.',
    }),
    image: Flags.string({
      helpValue: 'IMAGE',
      description: 'The image of the jobs: for Kubernetes with capstan and the files, for GitLab with Node.',
    }),
    package: Flags.string({
      helpValue: 'NAME@VERSION',
      description: 'The npm package of capstan; for GitLab by default the variable CAPSTAN_PACKAGE.',
    }),
    out: Flags.string({ helpValue: 'FILE', description: 'The file to write; by default stdout.' }),
  };

  async run(): Promise<number> {
    const { flags } = await this.parse(FleetCommand);
    const { for: engine, fleet, shards, schedule, baseline, image, package: name, out, ...others } = flags;
    const [{ session }, { writeFleetCi }, pipeline] = await Promise.all([
      this.open(others),
      import('../fleet/ci/write-ci.ts'),
      pipelineOf(engine),
    ]);
    return writeFleetCi({ engine, pipeline, fleet, shards, schedule, baseline, image, package: name, out }, session);
  }
}

// Loaded on demand.
async function pipelineOf(engine: 'kubernetes' | 'github' | 'gitlab') {
  switch (engine) {
    case 'kubernetes':
      return (await import('../fleet/ci/kubernetes.ts')).kubernetesCi;
    case 'github':
      return (await import('../fleet/ci/github.ts')).githubCi;
    case 'gitlab':
      return (await import('../fleet/ci/gitlab.ts')).gitlabCi;
  }
}
