import { regions } from '../config/decode/decode-application.ts';
import type { Plan } from '../model/plan.ts';
import type { RunStore } from '../run/journal/run-recording.ts';
import { networkBy, sleepMs } from '../service/client/create-api.ts';
import type { HttpTransport } from '../service/transport/network.ts';
import type { RequestNote } from '../service/transport/request.ts';
import { toolVersion } from '../tool-version.ts';
import type { RequestWatch, Variables, WorkflowContext } from '../workflows/context.ts';
import { endWith } from '../workflows/ending.ts';
import { filesInUse } from '../workflows/files/claim-output.ts';
import { type JournalFolder, journalFolder, refuseLinks } from '../workflows/files/output-place.ts';
import { untilCancelled } from '../workflows/open-application.ts';

/** The environment of a function of the library. Everything is optional. */
export type Options = {
  /** Variables: credentials, proxies, and those that files refer to. Left out: those of the process. */
  readonly env?: Variables;
  /** The folder that relative paths start from. Left out: that of the process. */
  readonly cwd?: string;
  /**
   * Ends the work. While something is read or approved, the function rejects at once. While a plan is carried out, the request in
   * flight is finished, the run is recorded, and the function resolves with `run.result` "interrupted".
   */
  readonly signal?: AbortSignal;
  /** The clock. Left out: that of the machine. */
  readonly now?: () => Date;
  /** Waits, in milliseconds: between tries, and until a write can be seen. The signal fires when a wait has no more use. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Sends the requests instead of capstan's own connections. */
  readonly transport?: HttpTransport;
  /** Called for each request, without its query, headers and body. */
  readonly onRequest?: (note: RequestNote) => void;
  /** Called with a sentence that the user should know before the work continues. */
  readonly onNotice?: (text: string) => void;
};

/** Where runs are recorded: a folder (left out: `.capstan/runs` below `cwd`), or a store of your own. */
export type JournalOption = string | RunStore;

/** The input of workflows. */
export function contextOf(options: Options): WorkflowContext {
  const env = options.env ?? process.env;
  return {
    variables: env,
    environment: env,
    varsFile: {},
    cwd: options.cwd ?? process.cwd(),
    toolVersion: toolVersion(),
    now: options.now ?? (() => new Date()),
    sleep: options.sleep ?? sleepMs,
    progress: () => {},
    notice: async (text) => options.onNotice?.(text),
    interruption: {
      signal: options.signal ?? new AbortController().signal,
      hold: (work) => work(),
      // A stop of the caller ends the workflow and not the process.
      beforeEnd: () => () => {},
    },
    requests: watchOf(options.onRequest),
    network: options.transport === undefined ? undefined : networkBy(options.transport),
    files: filesInUse(),
  };
}

/** The journal that an option names. */
export async function journalOf(
  option: JournalOption | undefined,
  context: WorkflowContext,
): Promise<JournalFolder | RunStore> {
  if (typeof option === 'object') return option;
  // As a variable that is not set leaves it. The runs would be written into the working folder itself.
  if (option === '') throw emptyJournal();
  const folder = journalFolder(option, context);
  await refuseLinks(folder, context);
  return folder;
}

function emptyJournal(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'The option journal is empty.',
    cure: 'Name a folder, or leave the option out.',
  });
}

/** A plan is applied as a whole: other targets beside it would be ignored, and more be applied than they name. */
export function checkTargets(saved: Plan, only: readonly string[] | undefined): void {
  if (only === undefined || [...only].sort().join('\n') === [...saved.only].sort().join('\n')) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'The options plan and only cannot be combined: the plan records its own targets.',
    cure: 'Make another plan with the option only, and apply that.',
  });
}

/**
 * Without types, approve may return anything: what is no answer must not pass for one. A stop does not wait for it, since
 * the lock is held meanwhile.
 */
export async function answered<T>(approve: () => Promise<T> | T, { interruption }: WorkflowContext): Promise<T> {
  const answer = await untilCancelled(approve, interruption.signal, 'it waited for approval');
  const isSelection = typeof answer === 'object' && answer !== null && 'only' in answer && Array.isArray(answer.only);
  if (answer === 'yes' || answer === 'no' || isSelection) return answer;
  throw new TypeError('approve must return "yes", "no" or, for a plan, { only: [TARGET, ...] }');
}

/** The region is a part of the name of a host. */
export function checkRegion(region: string): void {
  if (regions.includes(region)) return;
  const message = `The option region takes one of these: ${regions.join(', ')}.`;
  const cure = 'The Console shows the region. For any other host, give configUrl in its place.';
  throw endWith('wrongUsage', { code: 'wrong-usage', message, cure });
}

function watchOf(onRequest: Options['onRequest']): RequestWatch {
  let wrote = false;
  const watch: RequestWatch = {
    needsAliases: false,
    onlooker: () => (note) => {
      wrote ||= note.method !== 'GET' && (note.outcome === 'done' || note.outcome === 'unknown');
      onRequest?.(note);
    },
    follow: (_runId, journal) => journal,
    stopReason: () => null,
    gap: () => null,
    wrote: () => wrote,
    fork: () => watch,
  };
  return watch;
}
