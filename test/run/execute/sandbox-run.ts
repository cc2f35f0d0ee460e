import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { RunReport } from '../../../src/model/run.ts';
import { Secret } from '../../../src/model/value.ts';
import type { StopReason } from '../../../src/run/execute/waiting.ts';
import type { RunJournal } from '../../../src/run/journal/records.ts';
import {
  type Interception,
  type RecordedRequest,
  type Sandbox,
  type SandboxState,
  type Switches,
  startSandbox,
} from '../../../src/sandbox/run-sandbox.ts';
import { createApi } from '../../../src/service/client/create-api.ts';
import type { WriteApi } from '../../../src/service/interface.ts';
import { execute } from '../../../src/workflows/execute.ts';
import { type Planned, planLive } from '../../../src/workflows/plan.ts';
import { aDesired, aDigest, type DesiredWish } from '../../support/builders.ts';
import { type LiveFile, scenarioApplication, scenarioCaller, scenarioState } from '../../support/scenario-state.ts';
import { isWrite } from '../../support/scenario-text.ts';
import { scriptedJournal } from './scripted-resource.ts';

/** One plan and its run, over real HTTP against a sandbox, on a clock that only waiting moves. */
export type RunScript = {
  readonly live: LiveFile;
  readonly desired: DesiredWish;
  /** `without` has everything replaced. */
  readonly captureUrl?: 'with' | 'without';
  readonly switches?: Partial<Switches>;
  /** What happens to a request of the run, by its number from 1 among those of the same method and path. */
  readonly fault?: (request: RecordedRequest, at: number, sandbox: Sandbox) => Interception | undefined;
  /** Between the plan and its approval. */
  readonly meanwhile?: (sandbox: Sandbox) => void;
  readonly meanwhileMs?: number;
  /** The record that cannot be written. */
  readonly unwritten?: string;
  /** The line of `all` after which the run is to end, and why; `start`: before it begins. */
  readonly stopAfter?: readonly [line: string, reason: StopReason];
};

export type RunSeen = {
  readonly report: RunReport;
  /** Records of the journal and writes as the service saw them, in order. */
  readonly all: readonly string[];
  readonly writes: readonly string[];
  /** Requests for the list of clients during the run. */
  readonly lists: number;
  /** Reads and writes of the run as they were asked for, in order: `readClientSettings ID`, `setKeys ID`. */
  readonly asked: readonly string[];
  /** How many of them were under way at the same time, at most. */
  readonly atOnce: number;
  readonly sleptMs: number;
  readonly after: SandboxState;
};

export async function playRun(script: RunScript): Promise<RunSeen> {
  let nowMs = Date.parse('2026-11-21T12:00:00Z');
  let phase: 'planning' | 'running' = 'planning';
  const all: string[] = [];
  const counts = new Map<string, number>();
  const sandbox = await startSandbox({
    seed: scenarioState(script.live),
    switches: script.switches ?? {},
    now: () => nowMs,
    intercept: (request) => {
      if (phase === 'planning') return undefined;
      const line = `${request.method} ${request.path}`;
      counts.set(line, (counts.get(line) ?? 0) + 1);
      if (isWrite(request)) all.push(`write ${line}`);
      return script.fault?.(request, counts.get(line) ?? 0, sandbox);
    },
  });
  const sleep = async (ms: number): Promise<void> => {
    nowMs += ms;
  };
  const { application, ...wish } = script.desired;
  const captureUrl = script.captureUrl === 'without' ? null : sandbox.url;
  const place = { id: scenarioApplication, configUrl: sandbox.url, captureUrl, ...application };
  const desired = aDesired({ ...wish, application: place });
  const api = createApi({
    application: desired.application,
    credentials: { clientId: scenarioCaller.id, clientSecret: new Secret(scenarioCaller.secret) },
    userAgent: { name: 'capstan', version: '0.0.0' },
    sleep,
  });
  const surroundings = {
    catalogue,
    toolVersion: '0.0.0',
    now: () => new Date(nowMs),
    fingerprint: Promise.resolve(aDigest('key')),
    only: [],
    baseline: null,
    liveEdits: 'kept' as const,
    undo: null,
  };
  try {
    const planned = ready(await planLive(desired, api, surroundings));
    nowMs += script.meanwhileMs ?? 0;
    script.meanwhile?.(sandbox);
    sandbox.clearRequests();
    phase = 'running';
    const startMs = nowMs;
    const journal: RunJournal = scriptedJournal((line) => all.push(line), script.unwritten);
    const [line, reason] = script.stopAfter ?? [undefined, null];
    const stop = (): StopReason | null =>
      line === 'start' || (line !== undefined && all.includes(line)) ? reason : null;
    const watched = watchedApi(api);
    const report = await execute(planned, watched.api, { ...surroundings, runId: 'run', sleep, stop, journal });
    return {
      report,
      all,
      writes: sandbox.requests.filter(isWrite).map(({ method, path }) => `${method} ${path}`),
      asked: watched.asked,
      atOnce: watched.atOnce(),
      lists: sandbox.requests.filter(({ path }) => path.endsWith('/clients')).length,
      sleptMs: nowMs - startMs,
      after: sandbox.state(),
    };
  } finally {
    await api.close();
    await sandbox.close();
  }
}

const isOne = (name: string): boolean => /^(list|read|set|delete|replace)/u.test(name);

/** The same API with a log of what was asked of it, and a count of what was under way. */
function watchedApi(api: WriteApi): {
  readonly api: WriteApi;
  readonly asked: readonly string[];
  readonly atOnce: () => number;
} {
  const asked: string[] = [];
  let [underWay, most] = [0, 0];
  const watch = (name: string, ask: (...args: unknown[]) => Promise<unknown>) => {
    return async (...args: unknown[]) => {
      const id = typeof args[0] === 'string' ? args[0] : (args[0] as { id?: string } | undefined)?.id;
      asked.push(id === undefined ? name : `${name} ${id}`);
      underWay += 1;
      most = Math.max(most, underWay);
      try {
        return await ask(...args);
      } finally {
        underWay -= 1;
      }
    };
  };
  const members = Object.entries(api).map(([name, member]) => [name, isOne(name) ? watch(name, member) : member]);
  return { api: Object.fromEntries(members), asked, atOnce: () => most };
}

function ready(planned: Planned) {
  if (planned.kind === 'ready') return planned;
  throw new Error(planned.kind === 'failed' ? JSON.stringify(planned) : JSON.stringify(planned.plan.findings));
}
