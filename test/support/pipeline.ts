import { catalogue } from '../../src/catalogue/catalogue.ts';
import { loadDesired } from '../../src/config/load-config.ts';
import { fixedGuards, overridableGuards } from '../../src/engine/guards/index.ts';
import { secrecyOf } from '../../src/engine/secrecy/secrecy-of.ts';
import { sealLive } from '../../src/engine/secrecy/settle.ts';
import type { Application, Desired } from '../../src/model/desired.ts';
import type { RunReport } from '../../src/model/run.ts';
import { Secret } from '../../src/model/value.ts';
import type { RunJournal } from '../../src/run/journal/records.ts';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxState,
  type Switches,
  startSandbox,
} from '../../src/sandbox/run-sandbox.ts';
import { createApi, createReadApi, networkBy } from '../../src/service/client/create-api.ts';
import { readEverything } from '../../src/service/live/read-live-state.ts';
import { execute } from '../../src/workflows/execute.ts';
import { type Planned, planLive, type Ready } from '../../src/workflows/plan.ts';
import { expiryWindow, type RunContext } from '../../src/workflows/run-context.ts';
import { writeConfig } from '../../src/yaml-edit/import/write-config.ts';
import { memoryJournal } from './memory-journal.ts';
import { memoryTree } from './memory-tree.ts';
import { openSandboxHere } from './sandbox-here.ts';
import { scenarioCaller, scenarioState } from './scenario-state.ts';

/** How requests reach the sandbox: over connections, or without them, which takes a fraction of the time. */
export type Way = 'over-http' | 'here';

/** The whole pipeline against a sandbox, in this process: for laws that need a thousand runs. */
export type Pipeline = {
  readonly sandbox: Sandbox;
  /** Loads the text of a file; problems throw. */
  readonly load: (text: string, env?: Readonly<Record<string, string>>) => Promise<Desired>;
  /** The text that an import of everything writes. */
  readonly importText: (secrets: 'unmanaged' | 'references') => Promise<string>;
  readonly plan: (desired: Desired, more?: Partial<RunContext>) => Promise<Planned>;
  readonly apply: (ready: Ready, journal?: RunJournal) => Promise<RunReport>;
  readonly close: () => Promise<void>;
};

// Nothing is there: files are texts.
const cwd = '/nowhere';

export async function openPipeline(switches: Partial<Switches> = {}, way: Way = 'here'): Promise<Pipeline> {
  // Waiting moves this clock and takes no time.
  let nowMs = Date.parse('2026-11-21T00:00:00Z');
  const sleep = (ms: number): Promise<void> => {
    nowMs += ms;
    return Promise.resolve();
  };
  const { sandbox, network } = await reach(way, { seed: scenarioState({}), switches, now: () => nowMs });
  const options = (application: Application) => ({
    application,
    credentials: { clientId: scenarioCaller.id, clientSecret: new Secret(scenarioCaller.secret) },
    userAgent: { name: 'capstan', version: '0.0.0' },
    network,
    sleep,
  });
  return {
    sandbox,
    load: async (text, env = {}) => {
      const loaded = await loadDesired('capstan.yaml', {
        cwd,
        tree: memoryTree(cwd, { 'capstan.yaml': text }),
        env: { SANDBOX_URL: sandbox.url, CAPSTAN_ALLOWED_VARIABLES: 'SANDBOX_URL', ...env },
        unsetSecrets: 'not-compared',
        overridableGuards,
        fixedGuards,
        today: expiryWindow(new Date()).today,
        catalogue,
      });
      if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems, null, 2));
      return loaded.desired;
    },
    importText: async (secrets) => {
      const { url } = sandbox;
      const application = { id: sandbox.applicationId, region: null, configUrl: url, captureUrl: url };
      const api = createReadApi(options(application));
      try {
        const read = await readEverything(api, 'all');
        if (read.kind === 'failed') throw new Error(JSON.stringify(read.failures));
        const { live } = read;
        const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live, known: [] });
        return writeConfig(
          { live: sealLive(live, secrecy), secrecy },
          { application, catalogue, clients: null, remarks: [], schema: null, secrets },
        ).text;
      } finally {
        await api.close();
      }
    },
    plan: async (desired, more = {}) => {
      const api = createReadApi(options(desired.application));
      try {
        return await planLive(desired, api, { ...surroundings, ...more });
      } finally {
        await api.close();
      }
    },
    apply: async (ready, journal = memoryJournal()) => {
      const api = createApi(options(ready.work.input.desired.application));
      const around = { ...surroundings, runId: 'law', sleep, stop: () => null, journal };
      try {
        return await execute(ready, api, around);
      } finally {
        await api.close();
      }
    },
    close: () => sandbox.close(),
  };
}

type Reached = { readonly sandbox: Sandbox; readonly network: ReturnType<typeof networkBy> | undefined };

async function reach(way: Way, options: SandboxOptions & { readonly seed: SandboxState }): Promise<Reached> {
  if (way === 'over-http') return { sandbox: await startSandbox(options), network: undefined };
  const sandbox = openSandboxHere(options);
  return { sandbox, network: networkBy(sandbox.transport) };
}

// A transparent stand-in for the keyed digest would leak; a plain mark shows where a fingerprint would stand.
const digest = (text: string): string => `hmac:00000000:${text.length.toString(16).padStart(16, '0')}`;

const surroundings: RunContext = {
  catalogue,
  toolVersion: '0.0.0',
  now: () => new Date('2026-11-21T00:00:00Z'),
  fingerprint: Promise.resolve(digest),
  only: [],
  baseline: null,
  liveEdits: 'kept' as const,
  undo: null,
};
