import { createHmac } from 'node:crypto';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { undoRun } from '../../src/engine/undo/undo-run.ts';
import { describeCall } from '../../src/model/change.ts';
import type { Desired } from '../../src/model/desired.ts';
import type { RunHeader, RunRecord, RunReport, Undo } from '../../src/model/run.ts';
import { Secret } from '../../src/model/value.ts';
import type { RunJournal } from '../../src/run/journal/records.ts';
import { createApi } from '../../src/service/client/create-api.ts';
import { type ExecuteContext, execute } from '../../src/workflows/execute.ts';
import { type Planned, planLive, type Ready } from '../../src/workflows/plan.ts';
import type { RunContext } from '../../src/workflows/run-context.ts';
import { unprotected } from '../support/builders.ts';
import { scenarioCaller } from '../support/scenario-state.ts';
import { type FlatState, flatState } from './flat-state.ts';
import type { Life } from './life.ts';
import { openRunBook, type RunBook } from './run-book.ts';
import { openStage, type Run, type Stage } from './stage.ts';
import type { JournalKill, Story, Strike } from './story.ts';
import type { Tally } from './tally.ts';
import type { RunTruth, Watch } from './watch.ts';

/** How a run of the program ended. */
type Ending =
  | { readonly kind: 'ended'; readonly planned: Planned; readonly report: RunReport | null }
  | { readonly kind: 'killed' };

/** All that there is to know of one run afterwards. */
export type RunStory = {
  readonly run: string;
  readonly what: 'apply' | 'undo';
  /** The run that was to be undone; null: an apply. */
  readonly undoes: RunStory | null;
  /** Whether anything struck it, or was to. */
  readonly calm: boolean;
  readonly ending: Ending;
  readonly truth: RunTruth;
  readonly before: FlatState;
  readonly after: FlatState;
  /** undefined: nothing was written down. */
  readonly record: RunRecord | undefined;
};

/** A teller of one story: it plays steps and keeps what came of them. */
export type Teller = {
  readonly stage: Stage;
  readonly book: RunBook;
  readonly runs: readonly RunStory[];
  /** What the story broke; empty: nothing. */
  readonly violations: string[];
  readonly run: (order: Order) => Promise<RunStory>;
  readonly plan: (file: object, strikes: readonly Strike[]) => Promise<Planned | null>;
  readonly close: () => Promise<void>;
};

export type Order = {
  readonly what: { readonly file: object } | { readonly undo: RunStory };
  readonly strikes: readonly Strike[];
  readonly journalKill: JournalKill | null;
};

/** Short waits for the one trouble that real time must end: an answer that never comes. */
const silentLimits = { requestTimeoutMs: 120, headersTimeoutMs: 60_000, bodyTimeoutMs: 60_000 };

export async function openTeller(story: Pick<Story, 'live' | 'switches'>, tally: Tally): Promise<Teller> {
  const stage = await openStage(story, tally);
  const book = openRunBook(stage.folder, stage.now);
  const runs: RunStory[] = [];
  const violations: string[] = [];
  let runNumber = 0;

  async function run(order: Order): Promise<RunStory> {
    runNumber += 1;
    const id = `2026112100${String(runNumber).padStart(4, '0')}-${String(runNumber).padStart(8, '0')}`;
    const before = flatState(stage.sandbox.state());
    const opened = stage.begin(order.strikes);
    const undoes = 'undo' in order.what ? order.what.undo : null;
    const wish = await wishOf(order, stage);
    const ending = await live({ id, undoes, wish, order, opened, stage, book });
    stage.end();
    violations.push(...opened.watch.violations);
    const told: RunStory = {
      run: id,
      what: undoes === null ? 'apply' : 'undo',
      undoes,
      calm: order.strikes.length === 0 && order.journalKill === null,
      ending,
      truth: opened.watch.truth,
      before,
      after: flatState(stage.sandbox.state()),
      record: await book.read(id),
    };
    runs.push(told);
    return told;
  }

  return {
    stage,
    book,
    runs,
    violations,
    run,
    plan: async (file, strikes) => {
      const opened = stage.begin(strikes);
      const desired = await stage.load(file);
      const planned = await mortal(opened.life, desired, stage, strikes, (api, around) =>
        planLive(desired, api, around),
      );
      stage.end();
      violations.push(...opened.watch.violations);
      return planned === 'killed' ? null : planned;
    },
    close: async () => {
      await book.close();
      await stage.close();
    },
  };
}

type Wish = { readonly desired: Desired; readonly undo: Undo | null };

async function wishOf({ what }: Order, stage: Stage): Promise<Wish> {
  if ('file' in what) return { desired: await stage.load(what.file), undo: null };
  const { record } = what.undo;
  if (record === undefined) throw new Error('a run without a record cannot be undone');
  return undoRun({
    record,
    file: `.capstan/runs/${record.header.run}.jsonl`,
    protections: unprotected,
    files: [],
    only: [],
  });
}

type LiveInput = {
  readonly id: string;
  readonly undoes: RunStory | null;
  readonly wish: Wish;
  readonly order: Order;
  readonly opened: Run;
  readonly stage: Stage;
  readonly book: RunBook;
};

/** One process: plans, and applies what it may. */
async function live({ id, undoes, wish, order, opened, stage, book }: LiveInput): Promise<Ending> {
  const { life, watch } = opened;
  const { desired, undo } = wish;
  const ended = await mortal(life, desired, stage, order.strikes, async (api, around): Promise<Ending> => {
    const planned = await planLive(desired, api, { ...around, undo });
    if (planned.kind !== 'ready') return { kind: 'ended', planned, report: null };
    const facts = factsOf(id, undoes, planned, desired, stage);
    const journal = await life.seam(() => book.begin(facts));
    opened.enter('apply');
    const mortalOne = mortalJournal(journal, { life, watch, kill: order.journalKill, book });
    const report = await execute(planned, api, { ...around, runId: id, journal: mortalOne });
    return { kind: 'ended', planned, report };
  });
  return ended === 'killed' ? { kind: 'killed' } : ended;
}

type WriteApi = Parameters<typeof execute>[1];
type Around = RunContext & Omit<ExecuteContext, 'runId' | 'journal'>;

/** Work of a process that may end before the work does. */
async function mortal<T>(
  life: Life,
  desired: Desired,
  stage: Stage,
  strikes: readonly Strike[],
  work: (api: WriteApi, around: Around) => Promise<T>,
): Promise<T | 'killed'> {
  const sleep = (ms: number): Promise<void> => life.seam(async () => stage.wait(ms));
  const api = createApi({
    application: desired.application,
    credentials: { clientId: scenarioCaller.id, clientSecret: new Secret(scenarioCaller.secret) },
    userAgent: { name: 'capstan', version: '0.0.0' },
    sleep,
    random: () => 0.5,
    now: () => stage.now().getTime(),
    limits: strikes.some(({ trouble }) => trouble.kind === 'silence') ? silentLimits : {},
  });
  const around: Around = {
    catalogue,
    toolVersion: '0.0.0',
    now: stage.now,
    fingerprint: Promise.resolve(digest),
    only: [],
    baseline: null,
    liveEdits: 'kept' as const,
    undo: null,
    sleep,
    stop: () => null,
  };
  try {
    return await Promise.race([work(api, around), life.over]);
  } finally {
    await api.close();
  }
}

// The true one is slow on purpose.
const digest = (text: string): string =>
  `hmac:00000000:${createHmac('sha256', 'stories').update(text).digest('hex').slice(0, 16)}`;

function factsOf(id: string, undoes: RunStory | null, ready: Ready, desired: Desired, stage: Stage): RunHeader {
  const { id: applicationId, region, configUrl, captureUrl } = desired.application;
  return {
    run: id,
    startedAt: stage.now().toISOString(),
    tool: { name: 'capstan', version: '0.0.0' },
    application: { id: applicationId, region, configUrl, captureUrl },
    credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
    caller: scenarioCaller.id,
    actor: 'a story',
    commit: null,
    file: undoes === null ? 'capstan.yaml' : null,
    planDigest: ready.plan.digest,
    undoes: undoes?.run ?? null,
    minimumOwners: desired.limits.minimumOwners,
    calls: ready.work.parts.calls.map((call) => ({ shape: describeCall(call, applicationId), scope: call.scope })),
  };
}

type Dying = {
  readonly life: Life;
  readonly watch: Watch;
  readonly kill: JournalKill | null;
  readonly book: RunBook;
};

/** A journal at one of whose records the process may end, or the disk be full. */
function mortalJournal(journal: RunJournal, { life, watch, kill, book }: Dying): RunJournal {
  let count = 0;
  const record = <T>(write: () => Promise<T>): Promise<T> => {
    const at = count;
    count += 1;
    const when = kill?.at === at ? kill.when : 'never';
    if (when === 'before') life.end();
    if (when === 'full') book.fill();
    if (when === 'torn') book.tear(life.end);
    return life.seam(async () => {
      const written = await write();
      if (when === 'after') life.end();
      return written;
    });
  };
  return {
    intent: async (call, held) => {
      const written = await record(() => journal.intent(call, held));
      if (written.kind === 'written') watch.intent(call);
      return written;
    },
    sent: (call, answer) => record(() => journal.sent(call, answer)),
    confirmed: (outcome) => record(() => journal.confirmed(outcome)),
    end: (report) => record(() => journal.end(report)),
  };
}
