// Comments and issues of the action: identified by a hidden marker and their author.
import { isDigest } from './inputs.mjs';

/** GitHub's size limit for a comment or issue. */
export const maxLength = 65_536;

// The author of comments by the token of a job.
const ofTheJob = 'github-actions[bot]';

/** The hidden first line of a comment or issue: kind, key, the digests of this and the previous plan, and the proof. */
export function marker(kind, key, { digest = '', before = '', proof = '' } = {}) {
  return `<!-- capstan-action ${kind} ${key} ${digest || '-'} ${before || '-'}${proof === '' ? '' : ` ${proof}`} -->`;
}

/** The parsed marker of a text; null: it is not of this kind and key. */
export function readMarker(text, kind, key) {
  const [first] = String(text ?? '').split(/\r?\n/, 1);
  const found = /^<!-- capstan-action (\w+) ([0-9a-f]+) (\S+) (\S+)(?: (hmac:[0-9a-f]{64}))? -->$/.exec(first.trim());
  if (found === null || found[1] !== kind || found[2] !== key) return null;
  const [digest, before] = [found[3], found[4]].map((text) => (isDigest(text) ? text : ''));
  return { digest, before, proof: found[5] ?? '' };
}

/** The user of the token. The token of a job may not read it, and has a fixed name. */
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

/** The parts joined if they fit; else the marker and a note on where the full text is. Nothing is cut silently. */
export function fitting(parts, short) {
  const whole = parts.filter((part) => part !== '').join('\n');
  return whole.length <= maxLength ? whole : [parts[0], short].join('\n');
}

/** The URL of the run; '' outside of a run. */
export function runUrl({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id }) {
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : '';
}
