import type { Source } from '../model/finding.ts';
import type { RunJournal } from '../run/journal/interface.ts';
import type { RepeatNote } from '../service/interface.ts';
import type { Network } from '../service/transport/network.ts';
import type { RequestNote } from '../service/transport/request.ts';
import type { FilesInUse } from './files/own-output.ts';
import type { LoadedAhead } from './loaded-ahead.ts';

/** Environment variables, or what stands in a vars file. */
export type Variables = { readonly [name: string]: string | undefined };

/** Everything that a workflow touches of the world around it. It prints nothing. */
export type WorkflowContext = {
  readonly variables: Variables;
  /** What git is run with: never of a vars file, which must not be able to say where git is found. */
  readonly environment: Variables;
  /** What stands in the file that `--vars` names, for references of configuration files alone. */
  readonly varsFile: Variables;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly toolVersion: string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hears what is under way: a line that the next one replaces; '' when it is over. */
  readonly progress: (text: string) => void;
  /** Hears how the requests go; left out: no one wants to know. */
  readonly traffic?: Traffic | undefined;
  /** Hears, in a sentence, what people should know before the work goes on. */
  readonly notice: (text: string) => Promise<void>;
  readonly interruption: Interruption;
  readonly requests: RequestWatch;
  /** What all applications of the run share; left out: each has connections of its own. */
  readonly network?: Network | undefined;
  readonly files: FilesInUse;
  /** The configuration that was piped in; left out: none was asked for. */
  readonly standardInput?: Buffer | undefined;
  /** What a run over several files loaded before their turn; left out: nothing. */
  readonly ahead?: LoadedAhead | undefined;
  /** Where a fleet file names a file; left out: each was named by itself. */
  readonly namedAt?: ((file: string) => Source | null) | undefined;
};

/** How requests go, for people who wait. */
export type Traffic = {
  /** One more request got its reply. */
  readonly answered: () => void;
  /** A read is tried again. */
  readonly again: (note: RepeatNote) => void;
  /** So many requests of the application wait until fewer are under way at its host. */
  readonly queued?: ((waiting: number) => void) | undefined;
};

/** A wish to stop. Outside of `hold` it may end the work at once. */
export type Interruption = {
  readonly signal: AbortSignal;
  /** Runs work that must not be cut in two: a wish to stop is obeyed between two requests that write. */
  readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
};

/** Sees every request of a session, and knows whether a write went out. */
export type RequestWatch = {
  /** What one API is to tell of its requests. `aliases`: by client id, as far as the file says. */
  readonly onlooker: (aliases: ReadonlyMap<string, string>) => (note: RequestNote) => void;
  /** Ties what follows to a run, and each write to its call. `apply` gets what this gives in place of `journal`. */
  readonly follow: (runId: string, journal: RunJournal) => RunJournal;
  /** For `stop` of `apply`: a write that cannot be written down is not made. */
  readonly stopReason: () => 'audit-not-written' | null;
  /** The file that a line could not be written to, and why; null: none is missing. */
  readonly gap: () => { readonly file: string; readonly reason: string } | null;
  /** Whether a write was done, or may have been. */
  readonly wrote: () => boolean;
  /** A watch for one application among several that run at the same time: what it follows is its own. */
  readonly fork: () => RequestWatch;
};
