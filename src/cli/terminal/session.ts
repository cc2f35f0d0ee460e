import type { Style } from '../../render/text/style.ts';
import type { RequestWatch } from '../audit/request-watch.ts';
import type { FilesInUse } from '../files/own-output.ts';
import type { Format } from '../formats.ts';
import type { Variables } from './environment.ts';
import type { Interruption } from './interruption.ts';

/** Everything a command touches of the world around it; made from the process once, and by hand in tests. */
export type Session = {
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
  /** Results, to stdout. Resolves when written; ends with 73, or with 6 after a write, when that cannot be. */
  readonly out: (text: string) => Promise<void>;
  /** Everything else, to stderr. Nothing waits for a reader that is not there. */
  readonly tell: (text: string) => Promise<void>;
  /** A line that the next one replaces, on a terminal only; '' takes it away. */
  readonly progress: (text: string) => void;
  /** The answer to a question; null when the question was broken off. Undefined: nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string | null>) | undefined;
  readonly outStyle: Style;
  readonly tellStyle: Style;
  readonly interruption: Interruption;
  readonly requests: RequestWatch;
  readonly files: FilesInUse;
};

/** The flags that all commands have. */
export type CommonFlags = {
  readonly file: readonly string[];
  readonly format: Format;
  readonly voice: 'quiet' | 'normal' | 'verbose';
  /** The digest of the plan that a comment showed before; left out: there was none. */
  readonly previousDigest?: string | undefined;
};
