import type { Failure, Read, Sent } from '../../src/api/interface.ts';
import type { Resource } from '../../src/apply/resource.ts';
import type { Waiting } from '../../src/apply/waiting.ts';
import type { Call } from '../../src/core/model/call.ts';
import { globalScope } from '../../src/core/model/scope.ts';

/** What the scripted service holds: one value for each call's id. */
export type Held = Readonly<Record<string, string>>;

export const done: Sent = { kind: 'done' };

export function failure(code: Failure['code']): Failure {
  return { code, status: null, message: `${code}, as scripted` };
}

export const refused = (retryAfterMs: number | null = null): Sent => ({
  kind: 'refused',
  failure: failure('rate-limited'),
  retryAfterMs,
});
export const rejected: Sent = { kind: 'rejected', failure: failure('rejected') };
export const unknown: Sent = { kind: 'unknown', failure: failure('timeout') };

/** One answer to a write: what the service says, and what it then holds. */
type Answer = { readonly says: Sent; readonly holds?: Held };

export type Script = {
  /** Answers to writes, in order. */
  readonly answers: readonly Answer[];
  /** What the service holds at first. */
  readonly before?: Held;
  /** Reads that give something else than what is held, by their number from 0. */
  readonly reads?: Readonly<Record<number, Read<Held>>>;
  readonly differences?: readonly string[];
  /** What the service comes to hold when so many milliseconds were slept. */
  readonly later?: { readonly afterMs: number; readonly holds: Held };
};

/** A service of a few values that does what a script says, with a log of all that was asked of it. */
export function scripted(script: Script): { resource: Resource<Held>; waiting: Waiting; log: readonly string[] } {
  const log: string[] = [];
  let held: Held = script.before ?? {};
  let reads = 0;
  let writes = 0;
  let sleptMs = 0;
  const resource: Resource<Held> = {
    name: 'clients.web',
    read: async () => {
      log.push('read');
      const special = script.reads?.[reads];
      reads += 1;
      return special ?? { kind: 'value', value: held };
    },
    recheck: () => ({ differences: script.differences ?? [], changedMeanwhile: ['settings.other'] }),
    send: async (sent) => {
      log.push(`send ${sent.id}`);
      const answer = script.answers[writes];
      writes += 1;
      if (answer === undefined) throw new Error('the script has no more answers');
      held = { ...held, ...answer.holds };
      return answer.says;
    },
    visibility: (sent, fresh, now) => {
      if (now[sent.id] === 'new') return { kind: 'visible' };
      if (now[sent.id] === fresh[sent.id]) return { kind: 'pending' };
      return { kind: 'wrong', code: 'not-as-written', reason: 'it holds something else' };
    },
    sideEffects: (calls, fresh, now) =>
      Object.keys({ ...fresh, ...now })
        .filter((name) => fresh[name] !== now[name] && !calls.some(({ id }) => id === name))
        .map((target) => ({ target, message: 'changed' })),
  };
  const waiting: Waiting = {
    sleep: async (ms) => {
      log.push(`sleep ${ms}`);
      sleptMs += ms;
      if (script.later !== undefined && sleptMs >= script.later.afterMs) held = { ...held, ...script.later.holds };
    },
    stop: () => false,
  };
  return { resource, waiting, log };
}

export function aCall(id: string): Call {
  return { kind: 'set-keys', id, scope: globalScope, changes: [] };
}
