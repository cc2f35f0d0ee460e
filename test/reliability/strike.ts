import type { Interception, RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import type { Column, Fault } from './faults.ts';
import { columnOf, isSettingsRead, type Stage } from './stage.ts';

/** How often a fault strikes: at the first of its requests, or at each of them. */
export type Times = 'once' | 'always';

export type Strike = {
  readonly intercept: (request: RecordedRequest) => Interception | undefined;
  readonly stage: Stage;
  /** How often a request of the column came, and how often the service did the work of a write. */
  readonly counts: { readonly hits: number; readonly worked: number };
};

type Hooks = { readonly edit: () => void; readonly silenced: () => void };

/** A fault as the sandbox wants it. */
export function strikeWith(fault: Fault, column: Column, times: Times, hooks: Hooks): Strike {
  const stage: Stage = { phase: 'plan', wrote: false };
  const counts = { hits: 0, worked: 0 };
  let firstReply = '';

  // So that a shut door is met by the next request, and not by a connection that is still open.
  const harmless = (request: RecordedRequest): Interception | undefined => {
    if (fault.how === 'door') return closing;
    return isSettingsRead(request) ? keeping((body) => (firstReply ||= body)) : undefined;
  };

  const struck = (request: RecordedRequest): Interception | undefined => {
    counts.hits += 1;
    if (counts.hits === 1) hooks.edit();
    const misses = fault.how === 'door' || (times === 'once' && counts.hits > 1);
    return misses ? undefined : fault.how({ column, request, firstReply });
  };

  return {
    stage,
    counts,
    intercept: (request) => {
      const isMine = columnOf(request, stage, column) === column;
      const interception = isMine ? struck(request) : undefined;
      if (request.method !== 'GET') {
        stage.wrote = true;
        counts.worked += doesWork(interception) ? 1 : 0;
      }
      if (interception?.kind === 'silence') hooks.silenced();
      return interception ?? harmless(request);
    },
  };
}

const closing: Interception = {
  kind: 'edit-reply',
  edit: (reply) => ({ ...reply, headers: { ...reply.headers, connection: 'close' } }),
};

function keeping(keep: (body: string) => void): Interception {
  return {
    kind: 'edit-reply',
    edit: (reply) => {
      keep(reply.body);
      return reply;
    },
  };
}

function doesWork(interception: Interception | undefined): boolean {
  return interception === undefined || !('work' in interception) || interception.work === 'done';
}
