import type { LoadedDesired } from '../config/load-config.ts';

/**
 * Files that a run over several had to look at before their turn, each kept until it was worked on, so that it is read and
 * parsed once. All of them were loaded with secrets left out.
 */
export type LoadedAhead = {
  readonly keep: (file: string, loaded: LoadedDesired) => void;
  /** The file as it was loaded, if it would be the same now; undefined: load it. */
  readonly get: (file: string, secrets: 'required' | 'left-out') => LoadedDesired | undefined;
  readonly forget: (file: string) => void;
};

// Each takes some 50 kB, more than its text. What comes after these is loaded twice.
const maxKept = 2_000;

/** None yet. */
export function loadedAhead(): LoadedAhead {
  const kept = new Map<string, LoadedDesired>();
  return {
    keep: (file, loaded) => {
      if (kept.size < maxKept) kept.set(file, loaded);
    },
    get: (file, secrets) => {
      const loaded = kept.get(file);
      return loaded !== undefined && secrets === 'required' && lacksSecrets(loaded) ? undefined : loaded;
    },
    forget: (file) => void kept.delete(file),
  };
}

// Where secrets are required, what was left out is a problem.
function lacksSecrets({ notes }: LoadedDesired): boolean {
  return notes.some(({ code }) => code === 'not-compared');
}
