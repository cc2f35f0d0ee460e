import type { Source } from '../core/model/source.ts';

/** A baseline as it was asked for: by a flag (no place) or by `baseline:` in a file. */
export type AskedBaseline = { readonly text: string; readonly askedAt: Source | null };

/** What a baseline is read from. */
export type BaselineSource =
  /** `path`: of the file in that commit, from the top of the repository; null: the path that the file has now. */
  | { readonly kind: 'git'; readonly ref: string; readonly path: string | null }
  | { readonly kind: 'file'; readonly path: string }
  /** Live state as `capstan snapshot` writes it. */
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'bad'; readonly message: string; readonly cure: string };

// Names of commits as people write them: no option (-), no range (..), no path (:), no search ({/text}), nothing that
// Git itself does not allow in a name.
const refName = /^[^\s\p{C}:?*[\\-][^\s\p{C}:?*[\\]{0,254}$/u;

/** What is asked for where no baseline is to be used, whatever the file names. */
export const noBaseline = 'none';

/** Reads `git:REF`, `git:REF:PATH`, or the name of a file. */
export function parseBaselineSource(text: string): BaselineSource {
  if (text.startsWith('git:')) return gitSource(text.slice('git:'.length));
  if (text === '' || text.includes('\0') || text.length > 4096) {
    return {
      kind: 'bad',
      message: 'this is not the name of a file',
      cure: 'Write git:REF, the name of a file, or none.',
    };
  }
  return { kind: text.toLowerCase().endsWith('.json') ? 'snapshot' : 'file', path: text };
}

function gitSource(text: string): BaselineSource {
  const colon = text.indexOf(':');
  const ref = colon === -1 ? text : text.slice(0, colon);
  const path = colon === -1 ? null : text.slice(colon + 1);
  if (!isRefName(ref)) {
    return {
      kind: 'bad',
      message: 'this is not the name of a commit',
      cure: 'Write git: and a tag, a branch or a commit, such as git:capstan/production.',
    };
  }
  if (path === null || isPathName(path)) return { kind: 'git', ref, path };
  return {
    kind: 'bad',
    message: 'this is not the path of a file in a commit',
    cure: 'Write git:REF:PATH, with the path from the top of the repository, such as git:capstan/production:env/capstan.yaml.',
  };
}

/** Whether a text may be the name of a commit. */
export function isRefName(text: string): boolean {
  return refName.test(text) && !text.includes('..') && !text.includes('{/');
}

function isPathName(path: string): boolean {
  const names = path.split('/');
  return path.length <= 4096 && !path.includes('\0') && names.every((name) => !['', '.', '..'].includes(name));
}

/** The same baseline at the very commit that its ref stood for. */
export function pinnedBaseline(name: string, commit: string): string {
  const source = parseBaselineSource(name);
  return source.kind === 'git' && source.path !== null ? `git:${commit}:${source.path}` : `git:${commit}`;
}
