import { packageText } from '../../../tool-version.ts';
import { applyJobs, type CiWish, commandWords } from './write-ci.ts';

/** A workflow with a job for each part, and one that merges their reports. */
export function githubCi(wish: CiWish): string {
  const waves = applyJobs(wish);
  const applies = waves.map(({ job, wave }, at) => applyJob(job, wave, waves[at - 1]?.job, wish));
  return [head(wish), look(wish), ...applies, merge([...waves.map(({ job }) => job), 'look'], wish)].join('\n');
}

function head({ schedule, allowed, package: name }: CiWish): string {
  return `# Made by \`capstan fleet ci --for github\`. Looks for drift by the clock; by hand it plans, or applies, wave by wave.
name: capstan fleet

on:
  schedule:
    - cron: ${JSON.stringify(schedule)}
  workflow_dispatch:
    inputs:
      command:
        description: What is done with the fleet.
        type: choice
        options: [drift, plan, apply]
        default: drift

# A run that applies is never broken off.
concurrency:
  group: capstan-fleet
  cancel-in-progress: false

permissions:
  contents: read

env:
  CAPSTAN_PACKAGE: ${JSON.stringify(name)}
${allowed.length === 0 ? '' : `  CAPSTAN_ALLOWED_VARIABLES: ${JSON.stringify(allowed.join(','))}\n`}
jobs:`;
}

function look(wish: CiWish): string {
  const [command = '', ...words] = commandWords('drift', wish);
  return `  look:
    if: inputs.command != 'apply'
${job(wish)}
          COMMAND: \${{ inputs.command || '${command}' }}
        run: |
          mkdir -p reports
          capstan "$COMMAND" ${words.join(' ')} --shard "$SHARD" --report "reports/look-$INDEX.json"
${upload('look')}`;
}

function applyJob(name: string, wave: string, before: string | undefined, wish: CiWish): string {
  return `  ${name}:
    if: inputs.command == 'apply'
${before === undefined ? '' : `    # Only when the wave before is applied and verified.\n    needs: ${before}\n`}    # Its reviewers approve the wave.
    environment: production
${job(wish)}
        run: |
          mkdir -p reports
          capstan ${commandWords('apply', wish, wave).join(' ')} --shard "$SHARD" --report "reports/${name}-$INDEX.json"
${upload(name)}
${journals(name)}`;
}

function job({ shards, variables }: CiWish): string {
  const parts = Array.from({ length: shards }, (_, at) => at + 1);
  return `    runs-on: ubuntu-latest
    timeout-minutes: 60
    strategy:
      fail-fast: false
      matrix:
        index: [${parts.join(', ')}]
    steps:
${setUp()}
      - env:
          INDEX: \${{ matrix.index }}
          SHARD: \${{ matrix.index }}/${shards}
${variables.map((name) => `          ${name}: \${{ secrets.${name} }}`).join('\n')}`;
}

function setUp(): string {
  return `      - uses: ${pinned('checkout')}
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: ${pinned('setup-node')}
        with:
          node-version: 22
      - run: npm install --global --ignore-scripts "$CAPSTAN_PACKAGE"`;
}

function upload(name: string): string {
  return `      - if: always()
        uses: ${pinned('upload-artifact')}
        with:
          name: report-${name}-\${{ matrix.index }}
          path: reports
          overwrite: true`;
}

// The journal makes an undo possible. If a part runs again, both journals are kept.
function journals(name: string): string {
  return `      - if: always()
        uses: ${pinned('upload-artifact')}
        with:
          name: journal-${name}-\${{ matrix.index }}-\${{ github.run_attempt }}
          path: .capstan/runs
          include-hidden-files: true
          if-no-files-found: ignore`;
}

function merge(needs: readonly string[], { fleet }: CiWish): string {
  return `  merge:
    if: always()
    needs: [${needs.join(', ')}]
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${setUp()}
      - uses: ${pinned('download-artifact')}
        with:
          pattern: report-*
          path: reports
          merge-multiple: true
      - run: capstan report merge reports/*.json --fleet ${fleet} --format html > fleet.html || true
      - run: capstan report merge reports/*.json --fleet ${fleet} --format github
      - if: always()
        uses: ${pinned('upload-artifact')}
        with:
          name: capstan-fleet
          path: fleet.html
`;
}

// By commit, with the tag as a comment, as in the other workflows of the package.
function pinned(action: string): string {
  const found = new RegExp(`actions/${action}@\\S+ # \\S+`, 'u').exec(
    packageText('examples/github-actions/deploy.yml'),
  );
  return found?.[0] ?? `actions/${action}`;
}
