import { changeName } from '../../model/change.ts';
import type { RunJournal } from '../../run/journal/interface.ts';
import type { RequestNote } from '../../service/transport/request.ts';
import type { AuditFile } from './audit-file.ts';

/** Sees every request of a session: writes the audit, and knows whether a write went out. */
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
};

/** What is the same on each line of a session. */
export type AuditFacts = { readonly commit: string | null; readonly actor: string };

/** Watches requests. `file` null: no audit is kept. */
export function watchRequests(file: AuditFile | null, facts: AuditFacts): RequestWatch {
  let run: string | null = null;
  let targets: readonly string[] = [];
  let gap: ReturnType<RequestWatch['gap']> = null;
  let wrote = false;

  function append(line: string): void {
    if (file === null || gap !== null) return;
    const reason = file.append(line);
    if (reason !== null) gap = { file: file.path, reason };
  }

  return {
    onlooker: (given) => {
      run = null;
      targets = [];
      const aliases = new Map(given);
      return (note) => {
        wrote ||= mayHaveWritten(note);
        const concerned = note.method === 'GET' ? scopeOf(note, aliases) : targets;
        append(auditLine(note, { ...facts, run, targets: concerned }));
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
  };
}

function mayHaveWritten({ method, outcome }: RequestNote): boolean {
  return method !== 'GET' && (outcome === 'done' || outcome === 'unknown');
}

// A client that the file finds by its name has no alias here yet; the path says which one it is.
function scopeOf({ clientId }: RequestNote, aliases: ReadonlyMap<string, string>): readonly string[] {
  if (clientId === null) return ['global'];
  const alias = aliases.get(clientId);
  return alias === undefined ? [] : [`clients.${alias}`];
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
