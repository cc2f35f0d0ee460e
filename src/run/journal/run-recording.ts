import type { Call, Change } from '../../model/change.ts';
import type { Outcome, RecordedCall, RecordedChange, RecordedState, RunHeader, RunRecord } from '../../model/run.ts';
import type { Answer, RecordResult, RunJournal } from './records.ts';
import type { Decoded } from './sealed-values.ts';

/** The state of a run by its records so far, taken in order. */
export class RunRecording {
  readonly #header: RunHeader;
  readonly #calls: ReadonlyMap<string, CallHistory>;
  #end: RunRecord['end'] = null;

  constructor(header: RunHeader) {
    this.#header = header;
    this.#calls = new Map(header.calls.map(({ shape }) => [shape.id, { sendings: [], last: null, outcome: null }]));
  }

  /** False when the record cannot follow those before it. */
  add(record: Decoded): boolean {
    if (this.#end !== null) return false;
    if (record.kind === 'end') {
      this.#end = { at: record.at, result: record.result };
      return true;
    }
    const history = this.#calls.get(record.call);
    return history !== undefined && addTo(history, record);
  }

  get ended(): boolean {
    return this.#end !== null;
  }

  record(lastLine: RunRecord['lastLine']): RunRecord {
    const calls = this.#header.calls.map((call): RecordedCall => {
      const { sendings, last, outcome } = this.#calls.get(call.shape.id) ?? emptyHistory;
      const state = callState(sendings, outcome);
      return { ...call, state, outcome, changes: last?.changes ?? [], preimage: last?.preimage ?? null };
    });
    return { header: this.#header, calls, end: this.#end, lastLine };
  }
}

type CallHistory = {
  readonly sendings: Sending[];
  /** The last of several intents: the values just before the last attempt. */
  last: (Decoded & { kind: 'intent' }) | null;
  outcome: RecordedCall['outcome'];
};

const emptyHistory: CallHistory = { sendings: [], last: null, outcome: null };

function addTo(history: CallHistory, record: Exclude<Decoded, { kind: 'end' }>): boolean {
  switch (record.kind) {
    case 'intent':
      history.last = record;
      history.sendings.push(null);
      return true;
    case 'sent':
      if (history.sendings.at(-1) !== null) return false;
      history.sendings[history.sendings.length - 1] = record.answer;
      return true;
    case 'confirmed':
      history.outcome = record.outcome;
      return true;
  }
}

/** The outcome of one attempt of a call; null: not recorded. */
export type Sending = Answer['kind'] | null;

/**
 * The possible outcome of a call, so that an undo misses nothing: a call that may have changed anything is `done` or
 * `unknown`. The read back decides; if it only shows a failure, the responses do.
 */
export function callState(sendings: readonly Sending[], outcome: Observation | null): RecordedState {
  const status = outcome?.status;
  if (status === 'done' || status === 'unknown') return status;
  // An intent is written just before the request. If a later record says that the call was not run, it was not sent.
  const made = status === 'not-run' && sendings.at(-1) === null ? sendings.slice(0, -1) : sendings;
  if (made.length === 0) return 'not-sent';
  // A call that failed after a success response wrote something: another value, or another type.
  if (made.includes('done')) return 'done';
  return made.every(isNo) && !isChanged(outcome) ? 'refused' : 'unknown';
}

type Observation = Pick<Outcome, 'status' | 'seen'>;

function isNo(answer: Sending): boolean {
  return answer === 'refused' || answer === 'rejected';
}

// The service rejected the call, but the live application changed: it may have executed it.
function isChanged(outcome: Observation | null): boolean {
  return outcome !== null && outcome.seen !== null && outcome.seen !== 'old';
}

/** Where runs are recorded, other than a folder. Their values are kept as they are: JSON holds no `Secret`. */
export type RunStore = {
  /** Starts the record of a run, before anything of it is sent. If it rejects, nothing is applied. */
  readonly open: (header: RunHeader) => Promise<RunJournal>;
  /** The record of a run, by its id; undefined: there is no such run. */
  readonly read: (run: string) => Promise<RunRecord | undefined>;
};

/** A store in memory, for the life of the process. */
export function memoryRuns(now: () => Date = () => new Date()): RunStore {
  const runs = new Map<string, RunRecording>();
  return {
    open: async (header) => {
      const recording = new RunRecording(header);
      runs.set(header.run, recording);
      return journalInto(recording, now);
    },
    read: async (run) => runs.get(run)?.record('whole'),
  };
}

function journalInto(recording: RunRecording, now: () => Date): RunJournal {
  const add = async (record: Decoded): Promise<RecordResult> => {
    return recording.add(record) ? { kind: 'written' } : { kind: 'failed', reason: 'the record does not follow' };
  };
  return {
    intent: (call: Call, preimage) =>
      add({ kind: 'intent', call: call.id, changes: call.changes.map(recorded), preimage }),
    sent: (call, { kind }) => add({ kind: 'sent', call, answer: kind }),
    confirmed: (outcome) => add({ kind: 'confirmed', call: outcome.call, outcome }),
    end: ({ result }) => add({ kind: 'end', at: now().toISOString(), result }),
  };
}

function recorded(change: Change): RecordedChange {
  if (change.action === 'property') {
    const { property, before, after } = change;
    return { kind: 'property', property, before, after };
  }
  const { section, key, type } = change;
  const before = 'before' in change ? change.before : undefined;
  return { kind: 'key', section, key, type, before, after: 'after' in change ? change.after : undefined };
}
