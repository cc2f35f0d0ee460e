import { applyJobs, type CiWish, commandWords } from './write-ci.ts';

/** A pipeline whose jobs GitLab runs in parallel, and one that merges their reports. */
export function gitlabCi(wish: CiWish): string {
  const waves = applyJobs(wish);
  const applies = waves.map(({ job, wave }, at) => applyJob(job, wave, waves[at - 1]?.job, wish));
  const names = waves.map(({ job }) => job);
  return [
    head(wish, names),
    look('drift', wish),
    look('plan', wish),
    merge('merge', null, wish),
    ...applies,
    merge('merge-applied', names, wish),
  ].join('\n');
}

function head({ image, variables, allowed, package: name }: CiWish, stages: readonly string[]): string {
  return `# Made by \`capstan fleet ci --for gitlab\`. Looks for drift by a schedule, plans otherwise, and applies by hand, wave by wave.
# Variables of the project, masked and protected: ${variables.join(', ')}.
${name === null ? '# CAPSTAN_PACKAGE: the package of capstan as npm names it, with a version.\n' : ''}stages: [look, merge, ${stages.join(', ')}, merge-applied]

workflow:
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

default:
  image: ${image ?? 'node:22'}
  before_script:
    # Nothing that came with the commit may be taken for a report or a journal.
    - rm -rf reports .capstan && mkdir -p reports .capstan/runs
    - npm install --global --ignore-scripts "$CAPSTAN_PACKAGE"

variables:
  GIT_DEPTH: "0"
${name === null ? '' : `  CAPSTAN_PACKAGE: ${JSON.stringify(name)}\n`}${allowed.length === 0 ? '' : `  CAPSTAN_ALLOWED_VARIABLES: ${JSON.stringify(allowed.join(','))}\n`}`;
}

function look(command: 'drift' | 'plan', wish: CiWish): string {
  return `${command}:
  stage: look
${parallel(wish)}  rules:
    - if: $CI_PIPELINE_SOURCE ${command === 'drift' ? '==' : '!='} "schedule"
  script:
    - capstan ${[...commandWords(command, wish), ...shardWords(wish)].join(' ')} --report "reports/${fileOf(command, wish)}"
${artifacts()}`;
}

// One manual approval for all parts of a wave.
function applyJob(name: string, wave: string, before: string | undefined, wish: CiWish): string {
  const after = before === undefined ? '' : '  # Only when the wave before is applied and verified.\n';
  return `approve-${name}:
  stage: ${name}
${after}  needs: [${before ?? 'plan'}]
  rules:
    - if: $CI_PIPELINE_SOURCE != "schedule"
      when: manual
  before_script: []
  script: [echo approved]

${name}:
  stage: ${name}
  needs: [approve-${name}]
${parallel(wish)}  rules:
    - if: $CI_PIPELINE_SOURCE != "schedule"
  environment: production
  interruptible: false
  script:
    - capstan ${[...commandWords('apply', wish, wave), ...shardWords(wish)].join(' ')} --report "reports/${fileOf(name, wish)}"
${artifacts(['.capstan/runs'])}`;
}

// GitLab rejects \`parallel: 1\`.
function parallel({ shards }: CiWish): string {
  return shards === 1 ? '' : `  parallel: ${shards}\n`;
}

function shardWords({ shards }: CiWish): readonly string[] {
  return shards === 1 ? [] : ['--shard', 'auto'];
}

function fileOf(name: string, { shards }: CiWish): string {
  return shards === 1 ? `${name}.json` : `${name}-$CI_NODE_INDEX.json`;
}

function artifacts(more: readonly string[] = []): string {
  return `  artifacts:
    when: always
    paths: [${['reports', ...more].join(', ')}]
    access: developer
    expire_in: 90 days
`;
}

function merge(name: string, needs: readonly string[] | null, { fleet }: CiWish): string {
  const when =
    needs === null
      ? '  when: always'
      : `  needs: [${needs.join(', ')}]\n  rules:\n    - if: $CI_PIPELINE_SOURCE != "schedule"\n      when: always`;
  return `${name}:
  stage: ${name}
${when}
  before_script:
    - npm install --global --ignore-scripts "$CAPSTAN_PACKAGE"
  script:
    - capstan report merge reports/*.json --fleet ${fleet} --format html > ${name}.html || true
    - capstan report merge reports/*.json --fleet ${fleet}
  artifacts:
    when: always
    paths: [${name}.html]
    access: developer
    expire_in: 1 month
`;
}
