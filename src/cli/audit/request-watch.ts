import { formatTarget } from '../../model/address.ts';
import { changeName } from '../../model/change.ts';
import type { RequestNote } from '../../service/transport/request.ts';
import type { RequestWatch } from '../../workflows/context.ts';
import type { AuditFile } from './audit-file.ts';

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
