// The tag of the last applied commit.
import { git, gitPush } from './git.mjs';
import { visible } from './workflow.mjs';

/** Whether git accepts a text as the name of a tag. */
export async function isTagName(name, cwd) {
  return !name.startsWith('-') && (await git(cwd, 'check-ref-format', `refs/tags/${name}`)).code === 0;
}

/** Moves the tag to the commit of the checkout, here and at origin; returns the error, or null. */
export async function moveTag({ tag, cwd }) {
  const changed = await git(cwd, 'status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty');
  if (changed.code !== 0) return said(changed);
  if (changed.stdout !== '') return 'files of the checkout were changed, so that no commit has what was applied.';
  const head = await git(cwd, 'rev-parse', '--verify', 'HEAD^{commit}');
  if (head.code !== 0) return said(head);
  const commit = head.stdout.trim();
  const pushed = await gitPush(cwd, '--force', 'origin', `${commit}:refs/tags/${tag}`);
  if (pushed.code !== 0) return said(pushed);
  const local = await git(cwd, 'update-ref', `refs/tags/${tag}`, commit);
  return local.code === 0 ? null : said(local);
}

// A URL may contain a token.
function said({ stderr }) {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return `git said: ${visible(line)
    .replace(/\/\/[^/@\s]*@/g, '//')
    .slice(0, 300)}.`;
}
