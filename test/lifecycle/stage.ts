import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { loadDesired } from '../../src/config/load-config.ts';
import { fixedGuards, overridableGuards } from '../../src/engine/guards/index.ts';
import type { Desired } from '../../src/model/desired.ts';
import { type Interception, type RecordedRequest, type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { expiryWindow } from '../../src/workflows/run-context.ts';
import { scenarioState } from '../support/scenario-state.ts';
import { type Life, makeLife } from './life.ts';
import { edited } from './outside-edit.ts';
import { refuseConnections } from './refuse-connections.ts';
import type { OutsideEdit, Story, Strike, Trouble } from './story.ts';
import type { Tally } from './tally.ts';
import { interceptionOf } from './troubles.ts';
import { isWriteMethod, makeWatch, type Watch } from './watch.ts';

/** What one run of the program is up against. */
export type Run = {
  readonly watch: Watch;
  readonly life: Life;
  readonly enter: (phase: Strike['phase']) => void;
};

/** The world of a story: a service over HTTP, a folder, a clock that only waiting moves. */
export type Stage = {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => void;
  readonly edit: (edit: OutsideEdit) => void;
  readonly load: (file: object) => Promise<Desired>;
  /** Opens a run; requests from now on are under its strikes and its watch. */
  readonly begin: (strikes: readonly Strike[]) => Run;
  /** Ends the run: its last write is judged, and nothing strikes any more. */
  readonly end: () => void;
  readonly close: () => Promise<void>;
};

type Current = Run & { readonly strike: (request: RecordedRequest) => readonly Trouble[] };

export async function openStage(
  { live, switches = {} }: Pick<Story, 'live' | 'switches'>,
  tally: Tally,
): Promise<Stage> {
  let nowMs = Date.parse('2026-11-21T00:00:00Z');
  let current: Current | null = null;
  const earlier = new Map<string, string[]>();
  const sandbox = await startSandbox({ seed: scenarioState(live), switches, now: () => nowMs, intercept });
  const { port } = new URL(sandbox.url);
  const folder = mkdtempSync(join(tmpdir(), 'capstan-life-'));

  function intercept(request: RecordedRequest): Interception | undefined {
    const troubles = current?.strike(request) ?? [];
    for (const trouble of troubles) tally.count(`fault ${nameOfTrouble(trouble)}`);
    for (const trouble of troubles) if (trouble.kind === 'edit') edit(trouble.edit);
    current?.watch.request(request, sandbox.state());
    return faultOf(request, troubles) ?? listened(request, (body) => body);
  }

  function faultOf(request: RecordedRequest, troubles: readonly Trouble[]): Interception | undefined {
    for (const trouble of troubles) {
      switch (trouble.kind) {
        case 'edit':
          break;
        case 'slow':
          nowMs += trouble.seconds * 1000;
          break;
        case 'kill':
          current?.life.end();
          return { kind: 'silence', work: trouble.work };
        case 'refused':
          refuseConnections(port, trouble.times);
          return closing(request);
        default: {
          const path = request.path;
          const context = { request, applicationId: sandbox.applicationId, earlier: earlier.get(path) ?? [] };
          const fault = interceptionOf(trouble, context);
          return fault.kind === 'edit-reply'
            ? listened(request, (body) => fault.edit({ status: 200, headers: {}, body }).body ?? body)
            : fault;
        }
      }
    }
    return undefined;
  }

  /** Hears what is answered, and may change it. */
  function listened(request: RecordedRequest, change: (body: string) => string): Interception {
    return {
      kind: 'edit-reply',
      edit: (reply) => {
        const body = change(reply.body);
        if (request.method === 'GET' && reply.status === 200) {
          const path = request.path;
          earlier.set(path, [...(earlier.get(path) ?? []), reply.body]);
          current?.watch.served(path, body);
        }
        return { ...reply, body };
      },
    };
  }

  function closing(request: RecordedRequest): Interception {
    const heard = listened(request, (body) => body);
    if (heard.kind !== 'edit-reply') return heard;
    return {
      kind: 'edit-reply',
      edit: (reply) => ({ ...reply, ...heard.edit(reply), headers: { ...reply.headers, connection: 'close' } }),
    };
  }

  function edit(change: OutsideEdit): void {
    const before = sandbox.state();
    current?.watch.settle(before);
    sandbox.edit((state) => edited(state, change));
    current?.watch.edit(before, sandbox.state());
  }

  return {
    sandbox,
    folder,
    now: () => new Date(nowMs),
    wait: (ms) => {
      nowMs += ms;
    },
    edit,
    load: (file) => loadFile(file, folder, sandbox.url),
    begin: (strikes) => {
      refuseConnections(port, 0);
      const run = { watch: makeWatch(sandbox.applicationId), life: makeLife() };
      current = { ...run, ...strikesFor(strikes, run.watch) };
      return current;
    },
    end: () => {
      current?.watch.settle(sandbox.state());
      current = null;
      refuseConnections(port, 0);
    },
    close: async () => {
      refuseConnections(port, 0);
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The troubles for each request in turn: it is counted among the reads or the writes of its phase. */
function strikesFor(strikes: readonly Strike[], watch: Watch): Pick<Current, 'enter' | 'strike'> {
  const counts = new Map<string, number>();
  let phase: Strike['phase'] = 'plan';
  return {
    enter: (next) => {
      phase = next;
    },
    strike: (request) => {
      const on = isWriteMethod(request) ? 'write' : 'read';
      const at = counts.get(`${phase} ${on}`) ?? 0;
      counts.set(`${phase} ${on}`, at + 1);
      const hits = strikes.filter((strike) => strike.phase === phase && strike.on === on && strike.at === at);
      for (const { trouble } of hits) watch.fault(trouble.kind);
      return hits.map(({ trouble }) => trouble);
    },
  };
}

function nameOfTrouble(trouble: Trouble): string {
  if ('work' in trouble) return `${trouble.kind} (work ${trouble.work})`;
  return trouble.kind === 'limit' ? `limit (${trouble.form})` : trouble.kind;
}

async function loadFile(file: object, folder: string, url: string): Promise<Desired> {
  writeFileSync(join(folder, 'capstan.yaml'), JSON.stringify(file));
  const loaded = await loadDesired('capstan.yaml', {
    cwd: folder,
    env: { CAPSTAN_ALLOWED_VARIABLES: '*', SANDBOX_URL: url, STORY_RPX: 'canary-story-rpx' },
    unsetSecrets: 'not-compared',
    overridableGuards,
    fixedGuards,
    today: expiryWindow(new Date()).today,
    catalogue,
  });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.desired;
}
