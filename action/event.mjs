// The event of the run, from the payload file of the runner.
import { readFileSync } from 'node:fs';

/** The pull request of the run, null for other events, its last commit, and whether it runs without secrets. */
export function readEvent(env) {
  const payload = readPayload(env['GITHUB_EVENT_PATH'] ?? '');
  const pull = payload.pull_request ?? null;
  return {
    name: env['GITHUB_EVENT_NAME'] ?? '',
    pullRequest: pull === null ? null : Number(pull.number),
    head: String(pull?.head?.sha ?? ''),
    withoutSecrets: pull === null ? null : whyWithoutSecrets(pull),
  };
}

function readPayload(path) {
  if (path === '') return {};
  return JSON.parse(readFileSync(path, 'utf8'));
}

function whyWithoutSecrets({ head, base, user }) {
  // The fork may have been deleted: then its repository is null.
  if (head?.repo?.id === undefined || head.repo.id !== base?.repo?.id) return 'a fork';
  return user?.login === 'dependabot[bot]' ? 'Dependabot' : null;
}
