import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { secrecyOf } from '../../src/engine/secrecy/secrecy-of.ts';
import { makeSnapshot } from '../../src/engine/snapshot/make-snapshot.ts';
import { wholeFromSnapshot } from '../../src/engine/snapshot/state-of-snapshot.ts';
import { undoRun } from '../../src/engine/undo/undo-run.ts';
import type { Kind, Property } from '../../src/kinds/kind.ts';
import type { Desired } from '../../src/model/desired.ts';
import type { RunRecord } from '../../src/model/run.ts';
import { Secret } from '../../src/model/value.ts';
import type { RunJournal } from '../../src/run/journal/records.ts';
import { createApi } from '../../src/service/client/create-api.ts';
import { execute } from '../../src/workflows/execute.ts';
import { type Planned, planLive, type Ready } from '../../src/workflows/plan.ts';
import type { RunContext } from '../../src/workflows/run-context.ts';
import {
  aDesired,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aLiveState,
  at,
  callerId,
  pattern,
  unprotected,
} from '../support/builders.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { recordedApply } from '../support/recorded-run.ts';
import { serveContacts } from './service-with-contacts.ts';

// The row is all that the program is told of it. A file would need its form in the schema, from which the validator is made.
vi.mock('../../src/kinds/client.ts', async (original) => {
  const { clientKind } = await original<{ clientKind: Kind }>();
  const contacts: Property = {
    name: 'contacts',
    type: 'words',
    member: 'contacts',
    call: { path: '/clients/set_contacts', parameter: 'contacts' },
    maxEntries: 10,
    known: null,
    includes: {},
    rank: 'beside-settings',
    planned: 'update',
    unmanaged: 'silent',
    noun: 'contacts',
    entry: 'contact',
    says: 'Who is asked about an API client.',
  };
  return { clientKind: { ...clientKind, properties: [...clientKind.properties, contacts] } };
});

const webId = 'webwebwebwebwebwebwebwebwebweb';
const folder = mkdtempSync(join(tmpdir(), 'capstan-made-up-'));
let service: Awaited<ReturnType<typeof serveContacts>>;

beforeEach(async () => {
  service = await serveContacts(callerId, webId);
});
afterEach(() => service.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const surroundings: RunContext = {
  catalogue,
  toolVersion: '0.0.0',
  now: () => new Date('2026-11-21T00:00:00Z'),
  fingerprint: Promise.resolve((text) => `hmac:00000000:${text.length.toString(16).padStart(16, '0')}`),
  only: [],
  baseline: null,
  liveEdits: 'kept',
  undo: null,
};

function asked(captureUrl: string | null): Desired {
  const application = { id: 'app', region: null, configUrl: service.url, captureUrl, source: at(1) };
  const web = aDesiredClient({ id: webId, properties: { contacts: ['cleo', 'ann'] } });
  return aDesired({ application, clients: [web] });
}

async function withApi<T>(
  { application }: Desired,
  work: (api: ReturnType<typeof createApi>) => Promise<T>,
): Promise<T> {
  const credentials = { clientId: callerId, clientSecret: new Secret('canary') };
  const api = createApi({ application, credentials, userAgent: { name: 'capstan', version: '0.0.0' } });
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}

function planned(desired: Desired, more: Partial<RunContext> = {}): Promise<Planned> {
  return withApi(desired, (api) => planLive(desired, api, { ...surroundings, ...more }));
}

function applied(ready: Ready, journal: RunJournal = memoryJournal()) {
  const run = { runId: 'law', sleep: () => Promise.resolve(), stop: () => null, journal };
  return withApi(ready.work.input.desired, (api) => execute(ready, api, { ...surroundings, ...run }));
}

function ready(result: Planned): Ready {
  if (result.kind === 'ready') return result;
  throw new Error(`the plan is ${JSON.stringify(result)}`);
}

function undone(record: RunRecord): Promise<Planned> {
  const { desired, undo } = undoRun({ record, file: 'run.jsonl', protections: unprotected, files: [], only: [] });
  return planned(desired, { undo });
}

const recording = { apply: applied };

it.each([
  ['by its own call', 'POST /clients/set_contacts'],
  ['by the call that replaces the client, which carries all the rest', `PUT /config/app/clients/${webId}`],
])('a property that is a row in the table is planned, applied, read back and undone, %s', async (_how, request) => {
  const desired = asked(request.startsWith('POST') ? service.url : null);
  const made = ready(await planned(desired));
  expect(made.plan.changes).toMatchObject([
    { action: 'update', target: 'clients.web.contacts', before: ['ann', 'bob'], after: ['ann', 'cleo'], call: 'c1' },
  ]);
  expect(made.plan.summary).toMatchObject({ update: 1, features: 0 });

  const before = structuredClone(service.clients.get(webId));
  const { report, record } = await recordedApply(recording, made, folder);
  expect(report).toMatchObject({ result: 'done', outcomes: [{ status: 'done', verified: true, seen: 'new' }] });
  expect(service.writes).toEqual([expect.stringContaining(`${request} `)]);
  expect(service.clients.get(webId)).toEqual({ ...before, contacts: ['ann', 'cleo'] });
  expect((await planned(desired)).kind).toBe('in-sync');

  expect((await applied(ready(await undone(record)))).result).toBe('done');
  expect(service.clients.get(webId)).toEqual(before);
});

it('is refused in an undo when someone changed it since, and is a target like others', async () => {
  const desired = asked(service.url);
  const { record } = await recordedApply(recording, ready(await planned(desired)), folder);
  service.clients.set(webId, { ...(service.clients.get(webId) ?? asNew), contacts: ['dora'] });
  const blocked = await undone(record);
  expect(blocked.kind === 'blocked' && blocked.plan.findings.map(({ code, target }) => `${code} ${target}`)).toEqual([
    'changed-since clients.web.contacts',
  ]);
  expect((await planned(desired, { only: [pattern('clients.web.features')] })).kind).toBe('in-sync');
  expect((await planned({ ...desired, ignore: [pattern('clients.*.contacts')] })).kind).toBe('in-sync');
});

const asNew = { name: '', features: [], ipWhitelist: [], contacts: [] };

it('stops a run when someone changed it between plan and write', async () => {
  const made = ready(await planned(asked(service.url)));
  service.clients.set(webId, { ...(service.clients.get(webId) ?? asNew), contacts: ['dora'] });
  expect(await applied(made)).toMatchObject({ result: 'stale' });
  expect(service.writes).toEqual([]);
});

it('stands in a snapshot among the further members of a client, and is read from there', () => {
  const live = aLiveState({ clients: [aLiveClient({ id: webId, rest: { contacts: ['ann'] } })] });
  const secrecy = secrecyOf({ catalogue, files: [], baseline: null, live, known: [] });
  const moment = { toolVersion: '0.0.0', application: { id: 'app', region: null }, readAt: '', redacted: [] };
  const made = makeSnapshot({ live, secrecy }, moment, aDigest('key'), () => false);
  expect(made.clients.find(({ id }) => id === webId)).toMatchObject({ rest: { contacts: ['ann'] } });
  expect(wholeFromSnapshot(made).live.clients.get(webId)?.scope.properties.get('contacts')).toEqual({ value: ['ann'] });
});
