import type { Style } from '../../render/text/style.ts';
import type { WorkflowContext } from '../../workflows/context.ts';
import type { FleetView } from '../fleet/shard.ts';
import type { Format } from '../formats.ts';
import type { Interruption } from './interruption.ts';
import type { ProgressPlace } from './progress.ts';

/** Everything a command touches of the world around it; made from the process once, and by hand in tests. */
export type Session = WorkflowContext & {
  /** Results, to stdout. Resolves when written; ends with 73, or with 6 after a write, when that cannot be. */
  readonly stdout: (text: string) => Promise<void>;
  /** Everything else, to stderr. Nothing waits for a reader that is not there. */
  readonly stderr: (text: string) => Promise<void>;
  /** The answer to a question; null when the question was broken off. Undefined: there is no terminal. */
  readonly prompt: ((question: string) => Promise<string | null>) | undefined;
  /** Lets people choose among several things, where the terminal can draw; undefined: it cannot, or there is none. */
  readonly choose: ((choice: Choice) => Promise<Chosen>) | undefined;
  /** Whether what goes to stdout is seen where questions are asked. */
  readonly isStdoutOnTerminal: boolean;
  readonly stdoutStyle: Style;
  readonly stderrStyle: Style;
  readonly interruption: Interruption;
  /** Where the progress of several applications is told, and what calls every second; left out: nowhere. */
  readonly place?: (ProgressPlace & { readonly everySecond: (tick: () => void) => void }) | undefined;
  /** What `progress` heard last: what is under way now; '' when nothing is. */
  readonly underWay: () => string;
  /** Takes what says it in the place of `progress`, for a run over several; null: nothing does any more. */
  readonly tellWork?: ((describe: (() => string) | null) => void) | undefined;
};

/** A list to choose from. */
export type Choice = {
  readonly text: string;
  readonly count: 'one' | 'several';
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
  /** The values that are ticked at first. */
  readonly ticked: readonly string[];
};

/** The values that were chosen, at least one; `back`: none of them; `broken-off`: with Ctrl-C, or the terminal went away. */
export type Chosen = readonly string[] | 'back' | 'broken-off';

/** The flags that all commands have. */
export type CommonFlags = {
  readonly file: readonly string[];
  readonly format: Format;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** The digest of the plan that a comment showed before; left out: there was none. */
  readonly previousDigest?: string | undefined;
  /** Where the files are those of a fleet, or a part of many. */
  readonly fleet?: FleetView | undefined;
  /** A file for the report of the fleet, besides what is printed. */
  readonly report?: string | undefined;
};
