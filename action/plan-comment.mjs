// The one comment of a plan on its pull request.
import { fitting, isOurs, marker, readMarker, runUrl, whoAmI } from './marked.mjs';

const kind = 'plan';

/** Writes the comment, or brings the one that is there up to date. `render` is given the digest of the plan before. */
export async function upsertComment(github, number, { key, author: named, digest, render }) {
  const author = await whoAmI(github, named);
  const [first, ...extra] = await ourComments(github, number, author, key);
  const before = digestBefore(first, key, digest);
  const text = commentText(marker(kind, key, digest, before), digest, await render(before));
  if (first === undefined) await github.post(`/issues/${number}/comments`, { body: text });
  else await update(github, number, first.id, text);
  // Two runs at once may each have written one; the oldest stays.
  for (const { id } of extra) await github.remove(`/issues/comments/${id}`);
}

/** The digest of the plan that the comment of a pull request shows; '' when there is none. */
export async function reviewedDigest(github, number, { key, author: named }) {
  const author = await whoAmI(github, named);
  const [first] = await ourComments(github, number, author, key);
  return first === undefined ? '' : readMarker(first.body, kind, key).digest;
}

async function ourComments(github, number, author, key) {
  const all = await github.all(`/issues/${number}/comments`);
  return all.filter((comment) => isOurs(comment, author, kind, key));
}

async function update(github, number, id, body) {
  try {
    await github.patch(`/issues/comments/${id}`, { body });
  } catch (error) {
    // Somebody deleted it just now.
    if (error.status !== 404) throw error;
    await github.post(`/issues/${number}/comments`, { body });
  }
}

/** The same plan again keeps what it followed. */
function digestBefore(previous, key, digest) {
  const seen = previous === undefined ? null : readMarker(previous.body, kind, key);
  if (seen === null) return '';
  return seen.digest === digest ? seen.before : seen.digest || seen.before;
}

function commentText(first, digest, body) {
  const url = runUrl(process.env);
  const link = url === '' ? '' : `\n[The run](${url})\n`;
  const short = `The plan${digest === '' ? '' : ` \`${digest}\``} does not fit a comment; it is whole on the page of the run${url === '' ? '' : `: ${url}`}.`;
  return fitting([first, body, link], short);
}
