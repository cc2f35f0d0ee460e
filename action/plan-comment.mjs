// The comment of a plan on its pull request.
import { fitting, isOurs, marker, readMarker, runUrl, whoAmI } from './marked.mjs';
import { isProven, reviewKey, reviewProof } from './review.mjs';
import { surroundings } from './surroundings.mjs';

const kind = 'plan';

/** Writes the comment, or updates the existing one. `render` receives the digest of the previous plan. */
export async function upsertComment(github, { pullRequest: number, head }, { key, author: named, digest, render }) {
  const author = await whoAmI(github, named);
  const [first, ...extra] = await ourComments(github, number, author, key);
  const before = digestBefore(first, key, digest);
  const proof = reviewProof(reviewKey(surroundings().env), shownAs(github, number, head, key, digest));
  const text = commentText(marker(kind, key, { digest, before, proof }), digest, await render(before));
  if (first === undefined) await github.post(`/issues/${number}/comments`, { body: text });
  else await update(github, number, first.id, text);
  // Two runs at once may each have written one; the oldest stays.
  for (const { id } of extra) await github.remove(`/issues/comments/${id}`);
}

/**
 * The digest of the plan that a pull request showed for its last commit, with the proof that this action showed it; ''
 * if there is none. Another workflow may comment under the same name, and two proven digests are ambiguous.
 */
export async function reviewedDigest(github, { number, head }, { key, author: named }) {
  const secret = reviewKey(surroundings().env);
  const author = await whoAmI(github, named);
  const marked = (await ourComments(github, number, author, key)).map(({ body }) => readMarker(body, kind, key));
  const proven = marked.filter(({ digest, proof }) =>
    isProven(secret, proof, shownAs(github, number, head, key, digest)),
  );
  const digests = new Set(proven.map(({ digest }) => digest));
  return digests.size === 1 ? [...digests][0] : '';
}

function shownAs({ repository }, number, commit, comment, digest) {
  return { repository, number, commit, comment, digest };
}

async function ourComments(github, number, author, key) {
  const all = await github.all(`/issues/${number}/comments`);
  return all.filter((comment) => isOurs(comment, author, kind, key));
}

async function update(github, number, id, body) {
  try {
    await github.patch(`/issues/comments/${id}`, { body });
  } catch (error) {
    // It was deleted just now.
    if (error.status !== 404) throw error;
    await github.post(`/issues/${number}/comments`, { body });
  }
}

/** The same plan again keeps its previous digest. */
function digestBefore(previous, key, digest) {
  const seen = previous === undefined ? null : readMarker(previous.body, kind, key);
  if (seen === null) return '';
  return seen.digest === digest ? seen.before : seen.digest || seen.before;
}

function commentText(first, digest, body) {
  const url = runUrl(surroundings().env);
  const link = url === '' ? '' : `\n[The run](${url})\n`;
  const short = `The plan${digest === '' ? '' : ` \`${digest}\``} does not fit a comment; it is whole on the page of the run${url === '' ? '' : `: ${url}`}.`;
  return fitting([first, body, link], short);
}
