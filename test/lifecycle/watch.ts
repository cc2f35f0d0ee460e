import { type Call, type Change, describeCall } from '../../src/model/change.ts';
import type { RecordedRequest, SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { differingNames, type FlatState, flatState } from './flat-state.ts';
import { isAsPlanned, isCarriedOver, nameOf } from './judge-write.ts';

/** What a thing held before the first write of a run to it, and after the last; undefined: absent. */
type Effect = { readonly before: string | undefined; readonly after: string | undefined };

/** What really happened in one run, as the service saw it. */
export type RunTruth = {
  /** By name: what the run's own writes changed. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** By call: the writes that arrived, and whether one of them changed anything. */
  readonly arrived: ReadonlyMap<string, { readonly times: number; readonly changed: boolean }>;
  /** Names that someone else wrote during the run. */
  readonly outside: ReadonlySet<string>;
  readonly faults: readonly string[];
};

/** Stands beside the service and compares every write with what was written down before it. */
export type Watch = {
  readonly truth: RunTruth;
  readonly violations: readonly string[];
  /** The intent of a call is on disk. */
  readonly intent: (call: Call) => void;
  readonly request: (request: RecordedRequest, state: SandboxState) => void;
  /** A reply to a GET leaves. */
  readonly served: (path: string, body: string) => void;
  /** Someone writes live from outside; gives what is there then. */
  readonly edit: (before: SandboxState, after: SandboxState) => void;
  readonly fault: (kind: string) => void;
  /** Judges the last write, whose work is done by now. */
  readonly settle: (state: SandboxState) => void;
};

type Arrival = { readonly times: number; readonly changed: boolean };
type Pending = { readonly call: Call; readonly request: RecordedRequest; readonly before: FlatState };

const notYet: Arrival = { times: 0, changed: false };

export function makeWatch(applicationId: string): Watch {
  const effects = new Map<string, Effect>();
  const arrived = new Map<string, Arrival>();
  const outside = new Set<string>();
  const faults: string[] = [];
  const violations: string[] = [];
  const served = new Map<string, string>();
  let open: Call | null = null;
  let pending: Pending | null = null;

  function settle(state: SandboxState): void {
    if (pending === null) return;
    const { call, request, before } = pending;
    pending = null;
    const after = flatState(state);
    const changed = differingNames(before, after);
    const seen = arrived.get(call.id) ?? notYet;
    arrived.set(call.id, { ...seen, changed: seen.changed || changed.length > 0 });
    const own = new Map((call.changes as readonly Change[]).map((change) => [nameOf(change), change]));
    for (const name of changed.filter((each) => own.has(each))) {
      const first = effects.get(name) ?? { before: before.get(name) };
      effects.set(name, { before: first.before, after: after.get(name) });
    }
    violations.push(
      ...[...own].flatMap(([name, change]) =>
        changed.includes(name) && !isAsPlanned(change, after.get(name))
          ? [`${name} got another value than was planned`]
          : [],
      ),
      ...changed
        .filter((name) => !own.has(name) && !isCarriedOver(name, call, request, served.get(request.path)))
        .map((name) => `${request.method} ${request.path} changed ${name}, which the plan does not touch`),
    );
  }

  function write(request: RecordedRequest, state: SandboxState): void {
    const call = open;
    open = null;
    violations.push(...wrongIntent(request, call, applicationId));
    if (call === null) return;
    const seen = arrived.get(call.id) ?? notYet;
    arrived.set(call.id, { ...seen, times: seen.times + 1 });
    pending = { call, request, before: flatState(state) };
  }

  return {
    truth: { effects, arrived, outside, faults },
    violations,
    intent: (call) => {
      open = call;
    },
    request: (request, state) => {
      settle(state);
      if (isWriteMethod(request)) write(request, state);
    },
    served: (path, body) => void served.set(path, body),
    edit: (before, after) => {
      for (const name of differingNames(flatState(before), flatState(after))) outside.add(name);
    },
    fault: (kind) => void faults.push(kind),
    settle,
  };
}

/** Each write has an intent of its own, the last thing in the journal before it. */
function wrongIntent(request: RecordedRequest, call: Call | null, applicationId: string): readonly string[] {
  const line = `${request.method} ${request.path}`;
  if (call === null) return [`${line} left without an intent in the journal`];
  const { method, path } = describeCall(call, applicationId);
  return line === `${method} ${path}` ? [] : [`${line} left, but the last intent is of ${method} ${path}`];
}

// In these stories every POST of the program writes.
export function isWriteMethod({ method }: RecordedRequest): boolean {
  return method !== 'GET';
}
