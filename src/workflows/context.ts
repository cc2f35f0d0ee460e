import type { KnownPlaces } from '../config/files/disk-tree.ts';
import type { Parser } from '../config/files/parser-thread.ts';
import type { LoadedDesired } from '../config/load-config.ts';
import type { Sleep } from '../leaf/work.ts';
import type { Source } from '../model/finding.ts';
import type { RunJournal } from '../run/journal/records.ts';
import type { RepeatNote } from '../service/interface.ts';
import type { Network } from '../service/transport/network.ts';
import type { RequestNote } from '../service/transport/request.ts';
import type { FilesInUse } from './files/claim-output.ts';

/** Environment variables, or those of a vars file. */
export type Variables = { readonly [name: string]: string | undefined };

/** The environment of a workflow. A workflow prints nothing. */
export type WorkflowContext = {
  readonly variables: Variables;
  /** The environment of git: never from a vars file, which must not choose the git program. */
  readonly environment: Variables;
  /** The variables of the `--vars` file, only for references in configuration files. */
  readonly varsFile: Variables;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly toolVersion: string;
  readonly now: () => Date;
  readonly sleep: Sleep;
  /** Receives the current step: a line that the next one replaces; '' at the end. */
  readonly progress: (text: string) => void;
  /** Receives the progress of requests; left out: not reported. */
  readonly traffic?: Traffic | undefined;
  /** Receives, as a sentence, what the user should know before the work continues. */
  readonly notice: (text: string) => Promise<void>;
  readonly interruption: Interruption;
  readonly requests: RequestWatch;
  /** The network shared by all applications of the run; left out: each has its own connections. */
  readonly network?: Network | undefined;
  readonly files: FilesInUse;
  /** The configuration from standard input; left out: none. */
  readonly standardInput?: Buffer | undefined;
  /** What parses configuration files; left out: this thread. */
  readonly parser?: Parser | undefined;
  /** What was read of files before their turn; left out: nothing. */
  readonly ahead?: LoadedAhead | undefined;
  /** Where a fleet file names a file; left out: each was named by itself. */
  readonly namedAt?: ((file: string) => Source | null) | undefined;
};

/** The progress of requests. */
export type Traffic = {
  /** A request got its response. */
  readonly answered: () => void;
  /** A read is retried. */
  readonly again: (note: RepeatNote) => void;
  /** How many requests of the application wait for the limit of its host. */
  readonly queued?: ((waiting: number) => void) | undefined;
};

/** The reason of a stop that a time limit requests. */
export const timeIsOver = 'the time limit is over';

/** A request to stop. Outside of `hold` it may end the work at once. */
export type Interruption = {
  readonly signal: AbortSignal;
  /** Runs work that must not be interrupted: a stop takes effect between two write requests. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
  /** What has to be done before a stop outside of `hold` ends the process, until the returned function is called. */
  readonly beforeEnd: (cleanUp: () => Promise<void>) => () => void;
};

/** Observes every request of a session, and knows whether a write was sent. */
export type RequestWatch = {
  /** Whether it records the target of each request, so that none may be sent before the file is known. */
  readonly needsAliases: boolean;
  /** The observer for the requests of one API. `aliases`: by client id, from the file. */
  readonly onlooker: (aliases: ReadonlyMap<string, string>) => (note: RequestNote) => void;
  /**
   * Assigns the following requests to a run, and each write to its call. Returns the journal that `apply` has to use
   * instead of `journal`.
   */
  readonly follow: (runId: string, journal: RunJournal) => RunJournal;
  /** For `stop` of `apply`: a write that cannot be logged is not sent. */
  readonly stopReason: () => 'audit-not-written' | null;
  /** The file to which a line could not be written, and why; null: no line is missing. */
  readonly gap: () => { readonly file: string; readonly reason: string } | null;
  /** Whether a write was done, or may have been. */
  readonly wrote: () => boolean;
  /** A watch for one of several parallel applications, with its own run and call. */
  readonly fork: () => RequestWatch;
};

/**
 * What was read ahead of a file, kept until its turn, so that it is read once: the file itself, loaded with secrets left
 * out, or its text alone.
 */
export type LoadedAhead = {
  readonly keep: (file: string, loaded: LoadedDesired) => void;
  readonly keepText: (file: string, text: FileText) => void;
  /** The loaded file, if loading it again would give the same; undefined: load it. */
  readonly get: (file: string, secrets: 'required' | 'left-out') => LoadedDesired | undefined;
  /** undefined: read it. */
  readonly textOf: (file: string) => FileText | undefined;
  /** Where files lie, as it was at first; null: it is asked for each file. */
  readonly places: KnownPlaces | null;
  readonly forget: (file: string) => void;
};

/** What is in a file. `asked` is absolute; `path` has its links resolved. */
export type FileText = { readonly asked: string; readonly path: string; readonly text: string };

// Each takes about 50 kB, more than its text. Files beyond this number are read twice.
const maxKept = 2_000;

/** An empty store. */
export function loadedAhead(places: KnownPlaces | null): LoadedAhead {
  const kept = new Map<string, LoadedDesired>();
  const texts = new Map<string, FileText>();
  return {
    keep: (file, loaded) => {
      if (kept.size < maxKept) kept.set(file, loaded);
    },
    keepText: (file, text) => {
      if (texts.size < maxKept) texts.set(file, text);
    },
    get: (file, secrets) => {
      const loaded = kept.get(file);
      return loaded !== undefined && secrets === 'required' && lacksSecrets(loaded) ? undefined : loaded;
    },
    textOf: (file) => texts.get(file),
    places,
    forget: (file) => {
      kept.delete(file);
      texts.delete(file);
    },
  };
}

// If secrets are required, a secret that was left out is a problem.
function lacksSecrets({ notes }: LoadedDesired): boolean {
  return notes.some(({ code }) => code === 'not-compared');
}
