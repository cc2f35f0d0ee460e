import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { diskTree } from '../config/files/disk-tree.ts';
import type { Variables } from './context.ts';

// The variables of CI systems for the person who started a job.
const actorVariables = [
  'GITHUB_ACTOR',
  'GITLAB_USER_LOGIN',
  'BUILD_REQUESTEDFOREMAIL',
  'BUILDKITE_BUILD_CREATOR',
  'CIRCLE_USERNAME',
  'BITBUCKET_STEP_TRIGGERER_UUID',
  'BUILD_USER_ID',
];

/** Who runs capstan: the actor of a CI job, else user and host. */
export function actorOf(variables: Variables): string {
  const named = actorVariables.map((name) => variables[name] ?? '').find((value) => value !== '');
  return named ?? `${userName(variables)}@${hostname()}`;
}

// In a container the user may have no entry, and Node then throws.
function userName(variables: Variables): string {
  try {
    return userInfo().username;
  } catch {
    return variables['USER'] || 'unknown';
  }
}

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const reference = /^ref: (refs\/[^\s\\]+)$/;

/**
 * The commit that is checked out where a folder is; null outside of a repository, or if unknown. Read from files, so
 * that no program that the repository configures can run.
 */
export async function commitOf(folder: string): Promise<string | null> {
  const repository = await diskTree(folder).findRepository(folder);
  if (repository === undefined) return null;
  const own = await gitFolder(repository);
  const head = await textOf(join(own, 'HEAD'));
  if (commitId.test(head)) return head;
  const name = reference.exec(head)?.[1];
  if (name === undefined || name.split('/').includes('..')) return null;
  // A worktree has a HEAD of its own and shares its branches.
  const shared = await textOf(join(own, 'commondir'));
  const common = shared === '' ? own : resolve(own, shared);
  const loose = await textOf(join(common, name));
  if (commitId.test(loose)) return loose;
  return packedCommit(await textOf(join(common, 'packed-refs')), name);
}

// In worktrees and submodules `.git` is a file that says where the folder is.
async function gitFolder(repository: string): Promise<string> {
  const path = join(repository, '.git');
  const link = /^gitdir: (.+)$/.exec(await textOf(path))?.[1];
  return link === undefined ? path : resolve(repository, link);
}

function packedCommit(packed: string, name: string): string | null {
  const line = packed.split('\n').find((row) => row.endsWith(` ${name}`));
  const id = line?.split(' ')[0] ?? '';
  return commitId.test(id) ? id : null;
}

/** The trimmed text; '' if the file cannot be read. */
async function textOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return '';
  }
}
