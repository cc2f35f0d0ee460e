// Proves that this action showed the digest in a comment: a keyed digest over its context.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { isDigest, Refusal } from './inputs.mjs';

const leastLength = 16;

/** The key set by the owner of the job; '': none, so no comment counts as reviewed. */
export function reviewKey({ CAPSTAN_REVIEW_KEY: key = '' }) {
  if (key.trim() === '') return '';
  if (key.length >= leastLength) return key;
  throw new Refusal(
    `CAPSTAN_REVIEW_KEY has fewer than ${leastLength} characters. Set a long random text, such as the output of: openssl rand -hex 32`,
  );
}

/** The proof for a plan that a pull request shows; '' without a key or a plan. */
export function reviewProof(key, { repository, number, commit, comment, digest }) {
  if (key === '' || !isDigest(digest) || !/^[0-9a-f]{40,64}$/.test(commit)) return '';
  const shown = JSON.stringify(['capstan-review', 1, repository, number, commit, comment, digest]);
  return `hmac:${createHmac('sha256', key).update(shown).digest('hex')}`;
}

/** Whether a proof is valid for exactly this plan, commit, comment, pull request and repository. */
export function isProven(key, proof, shown) {
  const right = Buffer.from(reviewProof(key, shown));
  const given = Buffer.from(proof);
  return right.length > 0 && right.length === given.length && timingSafeEqual(right, given);
}
