import type { RunGit } from '../../leaf/git.ts';

/** Git in the folder of the configuration, with access to the remote. */
export type GitPlace = { readonly git: RunGit; readonly folder: string };

/** A remote of the repository by its name, and where git pushes to. */
type Remote = { readonly name: string; readonly url: string };

/** One ref of one remote. */
export type RemoteRef = { readonly place: GitPlace; readonly remote: Remote; readonly ref: string };

/** What was requested, or why it is not available. */
export type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: string };

const maxBytes = 256 * 1024;

/** The remote that all clones share: `origin`, or the only one there is. */
export async function sharedRemote(place: GitPlace): Promise<Asked<Remote>> {
  const run = await asked(place, ['remote']);
  if (run.kind === 'failed') return run;
  const names = run.value.split('\n').filter((name) => name !== '');
  const [only] = names;
  if (names.includes('origin')) return remoteNamed('origin', place);
  if (names.length === 1 && only !== undefined) return remoteNamed(only, place);
  return failed(
    names.length === 0
      ? 'the repository has no remote'
      : `none of its ${names.length} remotes is named origin; rename the one that all clones share (git remote rename NAME origin)`,
  );
}

// A remote may be read in one place and written in another, and its name may stand for more than one ref, as that of a
// mirror does. All that concerns a lock happens in the one place that is written.
async function remoteNamed(name: string, place: GitPlace): Promise<Asked<Remote>> {
  const run = await asked(place, ['remote', 'get-url', '--push', name]);
  return run.kind === 'failed' ? run : answer({ name, url: run.value.replace(/\n$/u, '') });
}

/** A commit with a message, without files or parents. Nothing refers to it yet. */
export async function makeNote(place: GitPlace, message: string): Promise<Asked<string>> {
  const tree = await asked(place, ['mktree']);
  if (tree.kind === 'failed') return tree;
  const author = ['-c', 'user.name=capstan', '-c', 'user.email=capstan@localhost'];
  const made = await asked(place, [...author, 'commit-tree', '--no-gpg-sign', '-m', message, tree.value.trim()]);
  return made.kind === 'failed' ? made : answer(made.value.trim());
}

/** The ref on the remote now; null: it does not exist. */
export async function readRef({ place, remote, ref }: RemoteRef): Promise<Asked<string | null>> {
  const listed = await asked(place, ['ls-remote', '--quiet', uploadPack, '--', remote.url, ref]);
  if (listed.kind === 'failed') return listed;
  const line = listed.value.split('\n').find((each) => each.endsWith(`\t${ref}`));
  return answer(line === undefined ? null : line.slice(0, line.indexOf('\t')));
}

/** The message of the commit that the ref is on the remote; `gone`: the ref has changed. */
export async function readNote(at: RemoteRef, commit: string): Promise<Asked<string> | { readonly kind: 'gone' }> {
  const { place, remote, ref } = at;
  const bare = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  const fetched = await asked(place, ['fetch', ...bare, '--refmap=', uploadPack, '--', remote.url, ref]);
  const read = await asked(place, ['cat-file', 'commit', commit]);
  if (read.kind === 'answer') return answer(read.value.slice(read.value.indexOf('\n\n') + 2));
  if (fetched.kind === 'answer') return { kind: 'gone' };
  const now = await readRef(at);
  return now.kind === 'answer' && now.value !== commit ? { kind: 'gone' } : fetched;
}

/**
 * Makes the ref another commit (null: removes it) if it is still the one that was read (null: missing). Otherwise it
 * fails.
 */
export function moveRef({ place, remote, ref }: RemoteRef, seen: string | null, to: string | null) {
  const lease = `--force-with-lease=${ref}:${seen ?? ''}`;
  const plain = ['--quiet', '--no-verify', '--no-follow-tags', '--no-signed', '--recurse-submodules=no'];
  return asked(place, [
    ...withoutOptions,
    'push',
    ...plain,
    receivePack,
    lease,
    '--',
    remote.url,
    `${to ?? ''}:${ref}`,
  ]);
}

// Options of the configuration are for branches: some servers refuse them, others open a merge request.
const withoutOptions = ['-c', 'push.pushOption='];

// A repository's own configuration must not be able to name other programs.
const uploadPack = '--upload-pack=git-upload-pack';
const receivePack = '--receive-pack=git-receive-pack';

async function asked({ git, folder }: GitPlace, args: readonly string[]): Promise<Asked<string>> {
  const run = await git(folder, args, maxBytes);
  switch (run.kind) {
    case 'output':
      return answer(run.bytes.toString('utf8'));
    case 'failed':
      return failed(saidBy(commandOf(args), run.message));
    case 'no-git':
      return failed('git cannot be started');
    case 'too-much':
    case 'stopped':
      return failed(`git ${commandOf(args)} was stopped, because it took too long or printed too much`);
  }
}

// git is not allowed what the configuration of the repository could start a program with.
const notAllowed = /^transport '.*' not allowed$/u;

function saidBy(command: string, message: string): string {
  if (message === '') return `git ${command} failed and gave no reason`;
  const said = `git ${command} says: ${message.replace(/\.$/u, '')}`;
  return notAllowed.test(message) ? `${said}; capstan reaches a remote only by https, ssh or a path` : said;
}

function commandOf([first = '', , ...rest]: readonly string[]): string {
  return first === '-c' ? commandOf(rest) : first;
}

function answer<T>(value: T): Asked<T> & { readonly kind: 'answer' } {
  return { kind: 'answer', value };
}

function failed(reason: string): Asked<never> & { readonly kind: 'failed' } {
  return { kind: 'failed', reason };
}
