import { hostname, userInfo } from 'node:os';
import type { Variables } from './variables.ts';

// What CI systems call the person who started a job.
const actorVariables = [
  'GITHUB_ACTOR',
  'GITLAB_USER_LOGIN',
  'BUILD_REQUESTEDFOREMAIL',
  'BUILDKITE_BUILD_CREATOR',
  'CIRCLE_USERNAME',
  'BITBUCKET_STEP_TRIGGERER_UUID',
  'BUILD_USER_ID',
];

/** Who runs capstan, as far as the machine tells: the actor of a CI job, else user and host. */
export function actorOf(variables: Variables): string {
  const named = actorVariables.map((name) => variables[name] ?? '').find((value) => value !== '');
  return named ?? `${userName(variables)}@${hostname()}`;
}

// In a container the user may have no entry, and the system then throws.
function userName(variables: Variables): string {
  try {
    return userInfo().username;
  } catch {
    return variables['USER'] || 'unknown';
  }
}
