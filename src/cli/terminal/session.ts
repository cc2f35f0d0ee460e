import type { FleetMember } from '../../config/load-fleet.ts';
import { type ReportFormat, renderedFormats } from '../../render/report/render-report.ts';
import type { Style } from '../../render/text/style.ts';
import type { WorkflowContext } from '../../workflows/context.ts';
import type { Interruption } from './interruption.ts';
import type { ProgressPlace } from './progress.ts';

/** The environment of a command; made from the process, and by hand in tests. */
export type Session = WorkflowContext & {
  /** Prints results to stdout. Resolves when written; if that fails, ends with 73, or with 6 after a write. */
  readonly stdout: (text: string) => Promise<void>;
  /** Prints everything else to stderr. Does not wait for a closed reader. */
  readonly stderr: (text: string) => Promise<void>;
  /** Asks a question; null if the user cancelled it. Undefined: there is no terminal. */
  readonly prompt: ((question: string) => Promise<string | null>) | undefined;
  /** Lets the user choose from a list, if the terminal can draw; undefined: it cannot, or there is no terminal. */
  readonly choose: ((choice: Choice) => Promise<Chosen>) | undefined;
  /** Whether stdout is shown on the terminal that asks questions. */
  readonly isStdoutOnTerminal: boolean;
  readonly stdoutStyle: Style;
  readonly stderrStyle: Style;
  readonly interruption: Interruption;
  /** Where the progress of several applications is shown, and a timer of one second; left out: nowhere. */
  readonly place?: (ProgressPlace & { readonly everySecond: (tick: () => void) => void }) | undefined;
  /** The last argument of `progress`: the current step; '' for none. */
  readonly underWay: () => string;
  /** Takes what says it instead of `progress`, for a run over several; null: nothing does any longer. */
  readonly tellWork?: ((describe: (() => string) | null) => void) | undefined;
};

/** A list to choose from. */
export type Choice = {
  readonly text: string;
  readonly count: 'one' | 'several';
  readonly options: readonly { readonly value: string; readonly label: string; readonly hint: string }[];
  /** The values that are selected at first. */
  readonly ticked: readonly string[];
};

/** The chosen values, at least one; `back`: none; `broken-off`: Ctrl-C, or the terminal was closed. */
export type Chosen = readonly string[] | 'back' | 'broken-off';

/** The flags that all commands have. */
export type CommonFlags = {
  readonly file: readonly string[];
  readonly format: Format;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** The digest of the plan that a comment showed before; left out: none. */
  readonly previousDigest?: string | undefined;
  /** Set if the files belong to a fleet, or are a part of many. */
  readonly fleet?: FleetView | undefined;
  /** An additional file for the report of the fleet. */
  readonly report?: string | undefined;
};

/** The applications of a run over a fleet, or over a part of one. */
export type FleetView = {
  /** The fleet file; null: the files were named by themselves. */
  readonly fleet: string | null;
  readonly waves: readonly string[];
  /** The members of this run, in its order; as many as files. */
  readonly members: readonly FleetMember[];
  readonly shard: Shard | null;
  /** The waves of all selected members, those of other shards included. */
  readonly selectedWaves: readonly string[];
  /** The names of all selected members, those of other shards included. */
  readonly all: readonly string[];
};

/** One part of all applications; counted from 1. */
export type Shard = { readonly index: number; readonly count: number };

/** The values of `--format`. */
export type Format = ReportFormat | 'json';

/** Formats of every command, and those that show a plan, a run, drift or a comparison. */
export const plainFormats: readonly Format[] = ['text', 'json'];
export const reportFormats: readonly Format[] = [
  ...plainFormats,
  ...renderedFormats.filter((format) => format !== 'text'),
];

/** The format that a flag selects. */
export function formatOf(text: string): Format {
  return reportFormats.find((format) => format === text) ?? 'text';
}
