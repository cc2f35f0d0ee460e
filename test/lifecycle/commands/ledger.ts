import type { RecordedRequest, SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { differingNames, type FlatState, flatState } from '../flat-state.ts';

/** What became of a thing by the writes of a command; undefined: absent. */
export type Effect = { readonly before: string | undefined; readonly after: string | undefined };

/** Stands beside the service during a command and tells its writes from those of others. */
export type Ledger = {
  /** By name in a flat state. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** What others wrote meanwhile. */
  readonly outside: ReadonlySet<string>;
  readonly counts: { readonly reads: number; readonly writes: number };
  /** A request has come, and nothing of it is done yet. */
  readonly request: (request: RecordedRequest, state: SandboxState) => void;
  /** Others write. */
  readonly edit: (before: SandboxState, after: SandboxState) => void;
  /** The command is over. */
  readonly close: (state: SandboxState) => void;
};

export function makeLedger(): Ledger {
  const effects = new Map<string, Effect>();
  const outside = new Set<string>();
  const counts = { reads: 0, writes: 0 };
  let pending: FlatState | null = null;

  function settle(state: SandboxState): void {
    if (pending === null) return;
    const [before, after] = [pending, flatState(state)];
    pending = null;
    for (const name of differingNames(before, after)) {
      const first = effects.get(name) ?? { before: before.get(name) };
      effects.set(name, { before: first.before, after: after.get(name) });
    }
  }

  return {
    effects,
    outside,
    counts,
    request: ({ method }, state) => {
      settle(state);
      counts[method === 'GET' ? 'reads' : 'writes'] += 1;
      if (method !== 'GET') pending = flatState(state);
    },
    edit: (before, after) => {
      settle(before);
      for (const name of differingNames(flatState(before), flatState(after))) outside.add(name);
    },
    close: settle,
  };
}
