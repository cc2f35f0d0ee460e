import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { errorCode } from '../leaf/system-text.ts';
import { formatTarget } from '../model/address.ts';
import { changeName } from '../model/change.ts';
import { problemsText } from '../render/text/problems-text.ts';
import type { RequestNote } from '../service/transport/request.ts';
import type { RequestWatch } from '../workflows/context.ts';
import { type Ending, type ExpectedEnd, endWith } from '../workflows/ending.ts';
import type { Output } from '../workflows/files/claim-output.ts';
import { exitCode, firstExitCode } from './exit-codes.ts';
import type { Session } from './terminal/session.ts';

/** The audit file. A line is appended before the next request. */
export type AuditFile = {
  readonly path: string;
  /** Why the line is missing or incomplete; null: it is written. */
  readonly append: (line: string) => string | null;
};

/** Opens the file of `--audit`. A new file is readable by its owner only. */
export function openAuditFile({ place, path: shown, form }: Pick<Output, 'place' | 'path' | 'form'>): AuditFile {
  try {
    const endsInALine = lastByte(place) === newline;
    const file = openSync(place, constants.O_WRONLY | constants.O_APPEND | (form === 'file' ? newFile : 0), 0o600);
    // An incomplete line of an interrupted run must not corrupt the first line of this run.
    if (!endsInALine) writeAll(file, '\n');
    return { path: shown, append: (line) => attempt(() => writeAll(file, `${line}\n`)) };
  } catch (cause) {
    throw notWritable(shown, errorCode(cause));
  }
}

// The path was checked before: a link that replaced the file since then is an error.
const newFile = constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** The error that ends a program whose audit lacks a line. */
function auditProblem(path: string, reason: string, ending: Ending): ExpectedEnd {
  return endWith(ending, {
    code: 'audit-not-written',
    message: `The audit file ${path} could not be written (${reason}). It lacks requests.`,
    cure: 'Free disk space or choose another file; `capstan runs` shows what was written to the service.',
  });
}

function notWritable(path: string, reason: string): ExpectedEnd {
  return endWith('cannotWriteOutput', {
    code: 'audit-not-written',
    message: `The audit file ${path} cannot be written (${reason}). No request was sent.`,
    cure: 'Choose another file with --audit, or make it and its folder writable.',
  });
}

const newline = 0x0a;

/**
 * Whether a file ends in a newline; an empty or missing file, or a path that is not a file, counts as one that does.
 */
function lastByte(path: string): number {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { size } = fstatSync(file);
    const byte = Buffer.of(newline);
    if (size > 0) readSync(file, byte, 0, 1, size - 1);
    return byte[0] ?? newline;
  } catch {
    return newline;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function attempt(write: () => void): string | null {
  try {
    write();
    return null;
  } catch (cause) {
    return errorCode(cause);
  }
}

/** The exit code of a session, once all lines of its audit are known to be written or not. */
export async function auditExit(code: number, { requests, stderr, stderrStyle }: Session): Promise<number> {
  const gap = requests.gap();
  if (gap === null) return code;
  const own = requests.wrote() ? 'afterWrite' : 'cannotWriteOutput';
  await stderr(problemsText(auditProblem(gap.file, gap.reason, own).problems, stderrStyle));
  return firstExitCode([code, exitCode[own]]);
}

/** The fields that are the same on each line of a session. */
export type AuditFacts = { readonly commit: string | null; readonly actor: string };

/** Watches requests. `file` null: no audit is kept. */
export function watchRequests(file: AuditFile | null, facts: AuditFacts): RequestWatch {
  let gap: ReturnType<RequestWatch['gap']> = null;
  let wrote = false;

  function append(line: () => string): void {
    if (file === null || gap !== null) return;
    const reason = file.append(line());
    if (reason !== null) gap = { file: file.path, reason };
  }

  function watch(): RequestWatch {
    let run: string | null = null;
    let targets: readonly string[] = [];
    return {
      needsAliases: file !== null,
      onlooker: (given) => {
        run = null;
        targets = [];
        const aliases = new Map(given);
        return (note) => {
          wrote ||= mayHaveWritten(note);
          if (file === null) return;
          const concerned = note.method === 'GET' ? scopeOf(note, aliases) : targets;
          append(() => auditLine(note, { ...facts, run, targets: concerned }));
        };
      },
      follow: (runId, journal) => {
        run = runId;
        return {
          intent: (call, held) => {
            targets = call.changes.map(changeName);
            return journal.intent(call, held);
          },
          sent: (callId, answer) => journal.sent(callId, answer),
          confirmed: (outcome) => journal.confirmed(outcome),
          end: (report) => journal.end(report),
        };
      },
      stopReason: () => (gap === null ? null : 'audit-not-written'),
      gap: () => gap,
      wrote: () => wrote,
      fork: watch,
    };
  }

  return watch();
}

function mayHaveWritten({ method, outcome }: RequestNote): boolean {
  return method !== 'GET' && (outcome === 'done' || outcome === 'unknown');
}

// A client that the file finds by name has no alias here yet; the path identifies it.
function scopeOf({ clientId }: RequestNote, aliases: ReadonlyMap<string, string>): readonly string[] {
  if (clientId === null) return ['global'];
  const alias = aliases.get(clientId);
  return alias === undefined ? [] : [formatTarget({ kind: 'client', alias })];
}

type Belonging = AuditFacts & { readonly run: string | null; readonly targets: readonly string[] };

function auditLine(note: RequestNote, { run, targets, commit, actor }: Belonging): string {
  const { method, host, path, status, requestId, outcome } = note;
  return JSON.stringify({
    at: new Date(note.atMs).toISOString(),
    method,
    host,
    path,
    targets,
    status,
    durationMs: Math.round(note.durationMs),
    requestId,
    outcome,
    run,
    commit,
    actor,
  });
}
