import { globalScope } from '../../../src/model/address.ts';
import type { Call } from '../../../src/model/change.ts';
import { type StepRun, watchJournal } from '../../../src/run/execute/send-call.ts';
import type { Stop } from '../../../src/run/execute/waiting.ts';
import type { RecordResult, RunJournal } from '../../../src/run/journal/records.ts';
import type { Recheck, Resource } from '../../../src/run/resources/resource.ts';
import type { Failure, Read, Sent } from '../../../src/service/interface.ts';

/** What the scripted service holds: one value for each call's id. */
export type Held = Readonly<Record<string, string>>;

export const done: Sent = { kind: 'done' };

export function failure(code: Failure['code']): Failure {
  return { code, status: null, request: null, reason: `${code}, as scripted`, tries: 1 };
}

export const refused = (retryAfterMs: number | null = null): Sent => ({
  kind: 'refused',
  failure: failure('rate-limited'),
  retryAfterMs,
});
export const rejected: Sent = { kind: 'rejected', failure: failure('rejected') };
export const unknown: Sent = { kind: 'unknown', failure: failure('timeout') };
export const dead: Read<Held> = { kind: 'failed', failure: failure('unreachable') };

/** One answer to a write: what the service says, and what it then holds. */
type Answer = { readonly says: Sent; readonly holds?: Held };

export type Script = {
  /** Answers to writes, in order. */
  readonly answers: readonly Answer[];
  /** What the service holds at first. */
  readonly before?: Held;
  /** Reads that give something else than what is held, by their number from 0. */
  readonly reads?: Readonly<Record<number, Read<Held>>>;
  /** What the recheck says to a read, given the calls of the step that are done. */
  readonly recheck?: (fresh: Held, done: readonly string[]) => Recheck;
  /** What the service comes to hold when so many milliseconds were slept. */
  readonly later?: { readonly afterMs: number; readonly holds: Held };
  /** The record of the journal that cannot be written, as it stands in `all`. */
  readonly unwritten?: string;
  /** The line of `all` after which the run is to end. */
  readonly stopAfter?: string;
};

export type Scripted = {
  readonly resource: Resource<Held>;
  readonly run: StepRun;
  /** All that was asked of the service, and the waits. */
  readonly log: readonly string[];
  /** The same with the records of the journal. */
  readonly all: readonly string[];
};

const interrupted: Stop = { code: 'interrupted', message: 'the run was interrupted' };

/** A service of a few values that does what a script says, with a log of all that was asked of it. */
export function scripted(script: Script): Scripted {
  const all: string[] = [];
  const log: string[] = [];
  const note = (line: string): void => {
    all.push(line);
    log.push(line);
  };
  let held: Held = script.before ?? {};
  let reads = 0;
  let writes = 0;
  let sleptMs = 0;
  const resource: Resource<Held> = {
    name: 'clients.web',
    read: async () => {
      note('read');
      const special = script.reads?.[reads];
      reads += 1;
      return special ?? { kind: 'value', value: held };
    },
    recheck: (fresh, calls) =>
      script.recheck?.(
        fresh,
        calls.map(({ id }) => id),
      ) ?? { differences: [], changedMeanwhile: [] },
    preimage: (_call, fresh) => ({ settings: new Map(Object.entries(fresh)), custom: new Map() }),
    send: async (sent) => {
      note(`send ${sent.id}`);
      const answer = script.answers[writes];
      writes += 1;
      if (answer === undefined) throw new Error('the script has no more answers');
      held = { ...held, ...answer.holds };
      return answer.says;
    },
    isRepeatable: () => true,
    isSame: (_fresh, now) => now['application'] !== 'another',
    visibility: (sent, fresh, now) => {
      if (now[sent.id] === 'new') return { kind: 'visible', stored: [] };
      if (now[sent.id] === 'altered') return { kind: 'altered', code: 'type-changed', reason: 'it is a text' };
      if (now[sent.id] === 'part') return { kind: 'pending', seen: 'part', stored: [] };
      if (now[sent.id] === fresh[sent.id]) return { kind: 'pending', seen: 'old', stored: [] };
      return { kind: 'wrong', code: 'not-as-written', reason: 'it holds something else' };
    },
    sideEffects: (calls, fresh, now) =>
      Object.keys({ ...fresh, ...now })
        .filter((name) => fresh[name] !== now[name] && !calls.some(({ id }) => id === name))
        .map((target) => ({ target, message: 'changed' })),
  };
  const waiting = {
    sleep: async (ms: number) => {
      note(`sleep ${ms}`);
      sleptMs += ms;
      if (script.later !== undefined && sleptMs >= script.later.afterMs) held = { ...held, ...script.later.holds };
    },
    stop: () => (script.stopAfter !== undefined && all.includes(script.stopAfter) ? interrupted : null),
  };
  const journal = watchJournal(scriptedJournal((line) => all.push(line), script.unwritten));
  return { resource, run: { waiting, journal }, log, all };
}

/** A journal that notes its records; one of them cannot be written. */
export function scriptedJournal(note: (line: string) => unknown, unwritten?: string): RunJournal {
  const write = async (line: string): Promise<RecordResult> => {
    note(line);
    return line === unwritten ? { kind: 'failed', reason: 'the disk is full' } : { kind: 'written' };
  };
  return {
    intent: ({ id }) => write(`intent ${id}`),
    sent: (id, { kind }) => write(`sent ${id} ${kind}`),
    confirmed: ({ call, status }) => write(`confirmed ${call} ${status}`),
    end: ({ result }) => write(`end ${result}`),
  };
}

export function aCall(id: string): Call {
  return { kind: 'set-keys', id, scope: globalScope, changes: [] };
}
