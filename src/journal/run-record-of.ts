import type { RecordedCall, RunFacts, RunRecord } from '../core/model/run-record.ts';
import { callState, type Sending } from './call-state.ts';
import type { Decoded } from './decode-record.ts';

/** What the records so far tell of a run. Takes them in order. */
export class RunRecording {
  readonly #facts: RunFacts;
  readonly #calls: ReadonlyMap<string, CallHistory>;
  #end: RunRecord['end'] = null;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#calls = new Map(facts.calls.map(({ shape }) => [shape.id, { sendings: [], last: null, outcome: null }]));
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
    const calls = this.#facts.calls.map((call): RecordedCall => {
      const { sendings, last, outcome } = this.#calls.get(call.shape.id) ?? emptyHistory;
      const state = callState(sendings, outcome);
      return { ...call, state, outcome, changes: last?.changes ?? [], held: last?.held ?? null };
    });
    return { facts: this.#facts, calls, end: this.#end, lastLine };
  }
}

type CallHistory = {
  readonly sendings: Sending[];
  /** Of several intents the last: what was held just before the call left for the last time. */
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
