// Comments and issues of the action: found again by a hidden marker and by their author.
import { isDigest } from './inputs.mjs';

/** GitHub takes no longer comment or issue. */
export const maxLength = 65_536;

// What the token of a job comments as.
const ofTheJob = 'github-actions[bot]';

/** The hidden first line of what the action wrote: for what, the digests of this plan and the one before, and its proof. */
export function marker(kind, key, { digest = '', before = '', proof = '' } = {}) {
  return `<!-- capstan-action ${kind} ${key} ${digest || '-'} ${before || '-'}${proof === '' ? '' : ` ${proof}`} -->`;
}

/** What the marker of a text says; null: it is not of this kind and key. */
export function readMarker(text, kind, key) {
  const [first] = String(text ?? '').split(/\r?\n/, 1);
  const found = /^<!-- capstan-action (\w+) ([0-9a-f]+) (\S+) (\S+)(?: (hmac:[0-9a-f]{64}))? -->$/.exec(first.trim());
  if (found === null || found[1] !== kind || found[2] !== key) return null;
  const [digest, before] = [found[3], found[4]].map((text) => (isDigest(text) ? text : ''));
  return { digest, before, proof: found[5] ?? '' };
}

/** Who the token is. The token of a job may not ask, and has a name of its own. */
export async function whoAmI(github, named) {
  if (named !== '') return named;
  try {
    return (await github.user()).login;
  } catch (error) {
    if (error.status === 403 || error.status === 401 || error.status === 404) return ofTheJob;
    throw error;
  }
}

/** Whether an entry was written by the action for this kind and key. Anyone can write a marker: the author counts. */
export function isOurs({ user, body }, author, kind, key) {
  return user?.login === author && readMarker(body, kind, key) !== null;
}

/** Parts joined, when they fit; else the marker and a word on where the whole is. Nothing is cut without a word. */
export function fitting(parts, short) {
  const whole = parts.filter((part) => part !== '').join('\n');
  return whole.length <= maxLength ? whole : [parts[0], short].join('\n');
}

/** Where the run can be seen; '' outside of a run. */
export function runUrl({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id }) {
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : '';
}
