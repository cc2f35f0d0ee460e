import type { Call, Change } from '../../model/change.ts';
import type { RecordedChange, RunHeader, RunRecord } from '../../model/run.ts';
import type { Decoded } from './decode-record.ts';
import type { RecordResult, RunJournal } from './interface.ts';
import { RunRecording } from './run-recording.ts';

/** Where runs are recorded, other than a folder. Records contain values, secrets included: protect them. */
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
