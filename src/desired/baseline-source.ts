import type { Source } from '../core/model/source.ts';

/** A baseline as it was asked for: by a flag (no place) or by `baseline:` in a file. */
export type AskedBaseline = { readonly text: string; readonly askedAt: Source | null };

/** What a baseline is read from. */
export type BaselineSource =
  | { readonly kind: 'git'; readonly ref: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Live state as `capstan snapshot` writes it. */
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'bad'; readonly message: string; readonly cure: string };

// Names of commits as people write them: no option (-), no range (..), no path (:), no search ({/text}), nothing that
// Git itself does not allow in a name.
const refName = /^[^\s\p{C}:?*[\\-][^\s\p{C}:?*[\\]{0,254}$/u;

/** Reads `git:REF`, or the name of a file. */
export function parseBaselineSource(text: string): BaselineSource {
  if (text.startsWith('git:')) return gitSource(text.slice('git:'.length));
  if (text === '' || text.includes('\0') || text.length > 4096) {
    return { kind: 'bad', message: 'this is not the name of a file', cure: 'Write git:REF, or the name of a file.' };
  }
  return { kind: text.toLowerCase().endsWith('.json') ? 'snapshot' : 'file', path: text };
}

function gitSource(ref: string): BaselineSource {
  if (refName.test(ref) && !ref.includes('..') && !ref.includes('{/')) return { kind: 'git', ref };
  return {
    kind: 'bad',
    message: 'this is not the name of a commit',
    cure: 'Write git: and a tag, a branch or a commit, such as git:capstan/production.',
  };
}
