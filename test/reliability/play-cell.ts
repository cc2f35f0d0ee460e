import { catalogue } from '../../src/catalogue/catalogue.ts';
import { exitCode, exitCodeOfPlan, exitCodeOfRun } from '../../src/cli/exit-codes.ts';
import type { RunReport } from '../../src/model/run.ts';
import { Secret } from '../../src/model/value.ts';
import { type SandboxState, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { type ApiOptions, createApi, createReadApi } from '../../src/service/client/create-api.ts';
import { endingOfFailures } from '../../src/workflows/ending.ts';
import { execute } from '../../src/workflows/execute.ts';
import { planLive, type Ready } from '../../src/workflows/plan.ts';
import type { RunContext } from '../../src/workflows/run-context.ts';
import { aDesired } from '../support/builders.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { type Door, openDoor } from './door.ts';
import { type Column, edited, type Fault } from './faults.ts';
import { columnOf, isReplacing, type Stage } from './stage.ts';
import { type Strike, strikeWith, type Times } from './strike.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** What happened in one cell. */
export type Played = {
  readonly exit: number;
  /** null: no plan could be made, for the reason in `failure`. */
  readonly report: RunReport | null;
  readonly failure: string | null;
  /** How often a request of the column was sent, or tried. */
  readonly tries: number;
  /** How often the service did the work of the write. */
  readonly worked: number;
  readonly after: SandboxState;
  /** What became of someone else's edit. */
  readonly edit: 'none' | 'stands' | 'lost';
};

/** What a run ended with. */
type Ended = Pick<Played, 'exit' | 'report' | 'failure'>;

function seedOf(column: Column): SandboxState {
  const settings = { login_attempts: 7, cache_settings: column === 'replacing-cached' ? 60 : 0 };
  return scenarioState({ settings, custom: { campaign: 'spring' } });
}

/** Plans and applies one change of one key, with a fault at the requests of a column. Time is virtual. */
export async function playCell(fault: Fault, column: Column, times: Times): Promise<Played> {
  const time = virtualTime({ onSleep: async () => (times === 'once' ? door.reopen() : undefined) });
  const strike = strikeWith(fault, column, times, {
    edit: () => sandbox.edit((state) => edited(state, fault)),
    silenced: time.silenced,
  });
  const sandbox = await startSandbox({ seed: seedOf(column), now: time.now, intercept: strike.intercept });
  const door = await openDoor(Number(new URL(sandbox.url).port));
  const notes = noteTaker(fault, column, door);
  try {
    if (fault.how === 'door' && column === 'plan-read') await door.shut();
    const options = optionsFor({ door, column, time, onRequest: notes.note });
    const ended = await run({ options, column, time, strike, fault, door, stage: notes.stage });
    const after = sandbox.state();
    const edit = editFate(after, fault, strike);
    return { ...ended, tries: notes.tries(), worked: strike.counts.worked, after, edit };
  } finally {
    time.restore();
    await door.shut();
    await sandbox.close();
  }
}

type Note = Parameters<NonNullable<ApiOptions['onRequest']>>[0];

// Counts what was tried on this side, since a refused connection is never seen on the other, and shuts the door behind
// the request after which the column comes.
function noteTaker(fault: Fault, column: Column, door: Door) {
  const stage: Stage = { phase: 'plan', wrote: false };
  const before: Partial<Record<Column, string>> = {
    'per-key': 'last-read',
    replacing: 'last-read',
    'replacing-cached': 'last-read',
    'read-back': 'per-key',
  };
  let tries = 0;
  let isShut = false;
  return {
    stage,
    tries: () => tries,
    note: ({ method, path }: Note): void => {
      const at = columnOf({ method, path }, stage, column);
      if (at === column) tries += 1;
      if (method !== 'GET') stage.wrote = true;
      if (fault.how !== 'door' || isShut || at !== before[column]) return;
      isShut = true;
      void door.shut();
    },
  };
}

type Options = {
  readonly door: Door;
  readonly column: Column;
  readonly time: VirtualTime;
  readonly onRequest: (note: Note) => void;
};

function optionsFor({ door, column, time, onRequest }: Options): ApiOptions {
  const url = `http://127.0.0.1:${door.port}`;
  const captureUrl = isReplacing(column) ? null : url;
  return {
    application: { id: scenarioApplication, region: null, configUrl: url, captureUrl },
    credentials: { clientId: scenarioCaller.id, clientSecret: new Secret(scenarioCaller.secret) },
    userAgent: { name: 'capstan', version: '0.0.0' },
    limits: { requestTimeoutMs: time.requestTimeoutMs },
    sleep: time.sleep,
    random: () => 0.5,
    now: time.now,
    onRequest,
  };
}

type Run = Pick<Options, 'column' | 'time' | 'door'> & {
  readonly options: ApiOptions;
  readonly strike: Strike;
  readonly fault: Fault;
  readonly stage: Stage;
};

async function run({ options, column, time, strike, fault, door, stage }: Run): Promise<Ended> {
  const writes = isReplacing(column) ? 'replace' : 'per-key';
  const desired = aDesired({ application: options.application, settings: { login_attempts: 5 }, writes });
  const reader = createReadApi(options);
  const planned = await planLive(desired, reader, surroundings(time));
  await reader.close();
  if (planned.kind === 'failed') {
    return {
      exit: exitCode[endingOfFailures(planned.failures)],
      report: null,
      failure: planned.failures.map(({ code }) => code)[0] ?? '',
    };
  }
  if (planned.kind !== 'ready') {
    const codes = planned.plan.findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
    return { exit: exitCodeOfPlan(planned.plan, 'plain'), report: null, failure: [...new Set(codes)].join(', ') };
  }
  strike.stage.phase = 'apply';
  stage.phase = 'apply';
  if (fault.how === 'door' && column === 'last-read') await door.shut();
  const report = await applied(planned, options, time);
  return { exit: exitCodeOfRun(report, null), report, failure: null };
}

async function applied(ready: Ready, options: ApiOptions, time: VirtualTime): Promise<RunReport> {
  const api = createApi(options);
  const { sleep } = time;
  const around = { ...surroundings(time), runId: 'matrix', sleep, stop: () => null, journal: memoryJournal() };
  try {
    return await execute(ready, api, around);
  } finally {
    await api.close();
  }
}

function surroundings({ now }: VirtualTime): RunContext {
  return {
    catalogue,
    toolVersion: '0.0.0',
    now: () => new Date(now()),
    fingerprint: Promise.resolve((text: string) => `hmac:00000000:${text.length.toString(16).padStart(16, '0')}`),
    only: [],
    baseline: null,
    liveEdits: 'kept' as const,
    undo: null,
  };
}

function editFate(after: SandboxState, fault: Fault, { counts }: Strike): Played['edit'] {
  if (fault.edit === undefined || counts.hits === 0) return 'none';
  return JSON.stringify(edited(after, fault)) === JSON.stringify(after) ? 'stands' : 'lost';
}
