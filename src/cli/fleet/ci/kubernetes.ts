import { applyJobs, type CiWish, commandWords } from './write-ci.ts';

/** The cluster provides the volume claim, the secret and the image; the comment at the top says what each has to be. */
export function kubernetesCi(wish: CiWish): string {
  const jobs = applyJobs(wish).map(({ job, wave }, at) => applyJob(job, commandWords('apply', wish, wave), at, wish));
  return [head(wish), cronJob(wish), ...jobs].join('---\n');
}

function head({ image, variables, fleet, baseline }: CiWish): string {
  const git =
    baseline?.startsWith('git:') === true ? ', based on an image with git, since a baseline is read from it,' : '';
  return `# Made by \`capstan fleet ci --for kubernetes\`. One part of ${fleet} in each pod of an Indexed Job.
#
# Before it runs:
# - the image ${image ?? ''} is that of Containerfile${git} with the files of the fleet in /work:
#     FROM capstan@sha256:...
#     COPY --chown=65532:65532 . /work
# - the secret capstan holds what the files read: ${variables.join(', ')}.
#     kubectl create secret generic capstan --from-env-file=FILE
# - the volume claim capstan can be written by several pods (ReadWriteMany); it keeps journals, without which nothing can
#   be undone, and reports.
#
# To apply: resume the first of the jobs below; each other one once the one before is complete.
#     kubectl patch job/NAME --patch '{"spec":{"suspend":false}}'
#     kubectl wait --for=condition=complete --timeout=1h job/NAME
# A job runs once. For the next apply make them anew: kubectl replace --force --filename FILE
# Afterwards one report of all parts: capstan report merge FOLDER/apply-*.json --fleet ${fleet}
`;
}

function cronJob(wish: CiWish): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: capstan-drift
spec:
  schedule: ${JSON.stringify(wish.schedule)}
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
${indented(jobSpec('drift', commandWords('drift', wish), wish), 6)}`;
}

function applyJob(job: string, words: readonly string[], at: number, wish: CiWish): string {
  const order =
    at === 0 ? '' : '# Only after the job above is complete: its applications are applied and verified then.\n';
  return `${order}apiVersion: batch/v1
kind: Job
metadata:
  name: capstan-${job}
spec:
  suspend: true
${indented(jobSpec(job, [...words, '--journal', '/data/runs'], wish), 2)}`;
}

// Exit codes about the configuration would be the same again. A killed pod, a held lock or an unreachable service may
// succeed on a retry. An apply plans again and finds earlier writes done.
const notTriedAgain = [2, 3, 4, 5, 6, 7, 64, 65, 73, 77];

function jobSpec(job: string, words: readonly string[], { shards, image, allowed }: CiWish): string {
  const args = [...words, '--shard', 'auto', '--report', `/data/${job}-$(JOB_COMPLETION_INDEX).json`];
  const more =
    allowed.length === 0
      ? ''
      : `\n          - { name: CAPSTAN_ALLOWED_VARIABLES, value: ${JSON.stringify(allowed.join(','))} }`;
  return `completionMode: Indexed
completions: ${shards}
parallelism: ${shards}
backoffLimitPerIndex: 2
maxFailedIndexes: ${shards}
podFailurePolicy:
  rules:
    - action: FailIndex
      onExitCodes: { operator: In, values: [${notTriedAgain.join(', ')}] }
template:
  spec:
    restartPolicy: Never
    automountServiceAccountToken: false
    securityContext: { runAsNonRoot: true, runAsUser: 65532, fsGroup: 65532 }
    containers:
      - name: capstan
        image: ${JSON.stringify(image)}
        args: ${JSON.stringify(args)}
        env:
          - { name: CAPSTAN_SHARDS, value: "${shards}" }${more}
          - name: JOB_COMPLETION_INDEX
            valueFrom:
              fieldRef: { fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']" }
        envFrom:
          - secretRef: { name: capstan }
        resources:
          requests: { cpu: 250m, memory: 256Mi }
          limits: { memory: 512Mi }
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
        volumeMounts:
          - { name: data, mountPath: /data }
    volumes:
      - name: data
        persistentVolumeClaim: { claimName: capstan }
`;
}

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(columns));
}
