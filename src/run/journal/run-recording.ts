import type { Outcome, RecordedCall, RecordedState, RunHeader, RunRecord } from '../../model/run.ts';
import type { Decoded } from './decode-record.ts';
import type { Answer } from './interface.ts';

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
