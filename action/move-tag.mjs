// The tag that says what was last applied.
import { runProgram } from './run-program.mjs';
import { visible } from './workflow.mjs';

/** Whether git takes a text for the name of a tag. */
export async function isTagName(name, cwd) {
  return !name.startsWith('-') && (await runProgram('git', ['check-ref-format', `refs/tags/${name}`], cwd)).code === 0;
}

/** Moves the tag to the commit of the checkout, here and at origin; gives why it could not, or null. */
export async function moveTag({ tag, cwd }) {
  const git = (...args) => runProgram('git', args, cwd);
  const changed = await git('status', '--porcelain', '--untracked-files=no');
  if (changed.code !== 0) return said(changed);
  if (changed.stdout !== '') return 'files of the checkout were changed, so that no commit has what was applied.';
  const head = await git('rev-parse', '--verify', 'HEAD^{commit}');
  if (head.code !== 0) return said(head);
  const commit = head.stdout.trim();
  const pushed = await git('push', '--force', 'origin', `${commit}:refs/tags/${tag}`);
  if (pushed.code !== 0) return said(pushed);
  const local = await git('update-ref', `refs/tags/${tag}`, commit);
  return local.code === 0 ? null : said(local);
}

// An address may carry a token.
function said({ stderr }) {
  const line = stderr.trim().split('\n').at(-1) ?? '';
  return `git said: ${visible(line)
    .replace(/\/\/[^/@\s]*@/g, '//')
    .slice(0, 300)}.`;
}
