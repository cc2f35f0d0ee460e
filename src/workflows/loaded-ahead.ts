import type { LoadedDesired } from '../config/load-config.ts';

/**
 * Files that a run over several files had to read ahead, each kept until its turn, so that it is parsed once. All of
 * them were loaded with secrets left out.
 */
export type LoadedAhead = {
  readonly keep: (file: string, loaded: LoadedDesired) => void;
  /** The loaded file, if loading it again would give the same; undefined: load it. */
  readonly get: (file: string, secrets: 'required' | 'left-out') => LoadedDesired | undefined;
  readonly forget: (file: string) => void;
};

// Each takes about 50 kB, more than its text. Files beyond this number are loaded twice.
const maxKept = 2_000;

/** An empty store. */
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

// If secrets are required, a secret that was left out is a problem.
function lacksSecrets({ notes }: LoadedDesired): boolean {
  return notes.some(({ code }) => code === 'not-compared');
}
