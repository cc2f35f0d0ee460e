import { createHash, createHmac, createSecretKey } from 'node:crypto';
import { type Call, describeCall } from '../../../src/model/change.ts';
import type { SectionValues } from '../../../src/model/reads.ts';
import type { Outcome, RunHeader, RunReport } from '../../../src/model/run.ts';
import { Secret } from '../../../src/model/value.ts';
import type { JournalKey } from '../../../src/run/journal/journal-crypto.ts';
import { journalNameOf } from '../../../src/run/journal/journal-file.ts';
import { openJournal } from '../../../src/run/journal/open-journal.ts';
import { type ReadRun, readRunBytes } from '../../../src/run/journal/read-run.ts';
import type { RecordResult, RunJournal } from '../../../src/run/journal/records.ts';
import { aClientScope, aCreate, aFeatureChange, anUpdate, applicationId, aRemoval } from '../../support/builders.ts';
import { type MemoryDisk, memoryDisk } from './memory-disk.ts';

export const run = '20261122021500-0a1b2c3d';
export const openPath = `runs/${run}.open.jsonl`;
export const closedPath = `runs/${run}.jsonl`;

const scope = aClientScope('web-login');

export const calls: readonly Call[] = [
  {
    kind: 'set-keys',
    id: 'c1',
    scope,
    changes: [
      anUpdate('rpx_key', new Secret('canary-before'), new Secret('canary-after'), { scope }),
      aCreate('__proto__', 'canary-plain', { scope, section: 'custom' }),
    ],
  },
  { kind: 'replace-settings', id: 'c2', scope, changes: [aRemoval('a.b', { x: [1, null, '1'] }, { scope })] },
  { kind: 'set-property', id: 'c3', scope, changes: [aFeatureChange('web-login', ['login_client'], ['owner'])] },
];

const held: SectionValues = {
  settings: new Map([
    ['constructor', new Secret(5)],
    ['zero', null],
  ]),
  custom: new Map([['__proto__', { ['__proto__']: 'canary-held' }]]),
};

export function someFacts(wish: Partial<RunHeader> = {}): RunHeader {
  return {
    run,
    startedAt: '2026-11-22T02:15:00.000Z',
    tool: { name: 'capstan', version: '0.1.0' },
    application: { id: applicationId, region: 'us', configUrl: 'https://v1.api.us.janrain.com', captureUrl: null },
    credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
    caller: 'caller',
    actor: 'ada on build-7',
    commit: null,
    file: 'capstan.yaml',
    planDigest: 'sha256:00',
    undoes: null,
    minimumOwners: 1,
    calls: calls.map((call) => ({ shape: describeCall(call, applicationId), scope: call.scope })),
    ...wish,
  };
}

/** A key that took no time to make. */
export function quickKey(passphrase = 'passphrase'): JournalKey {
  const keyFor = (use: string) => createSecretKey(createHmac('sha256', passphrase).update(use).digest());
  return {
    source: 'client-secret',
    recipe: { salt: Buffer.alloc(16, 7).toString('base64'), cost: 2 ** 15, blockSize: 8, parallelism: 1 },
    cipherKey: keyFor('cipher'),
    macKey: keyFor('mac'),
    check: createHmac('sha256', passphrase).update('check').digest('hex').slice(0, 16),
  };
}

export function anOutcome(call: string, wish: Partial<Outcome> = {}): Outcome {
  return { call, status: 'done', verified: true, seen: 'new', code: null, reason: null, ...wish };
}

export function aReport(result: RunReport['result'] = 'done'): RunReport {
  return {
    run: { id: run },
    result,
    outcomes: [],
    sideEffects: [],
    changedMeanwhile: [],
    stoppedBy: null,
    journalGap: null,
  };
}

/** A clock that moves on by itself, so that records differ. */
export function ticking(): () => Date {
  let ms = Date.parse('2026-11-22T02:15:00.000Z');
  return () => {
    ms += 1000;
    return new Date(ms);
  };
}

export async function openOn(disk: MemoryDisk, header = someFacts(), chance = dice('a run')): Promise<RunJournal> {
  const key = Promise.resolve(quickKey());
  const opened = await openJournal({ dir: 'runs', header, key, now: ticking(), disk, chance });
  if (opened.kind === 'failed') throw new Error(opened.reason);
  return opened.journal;
}

/** Chance that comes out the same each time: a law that failed can be asked again with the same bytes. */
function dice(name: string): (bytes: number) => Buffer {
  let throws = 0;
  return (bytes) => {
    throws += 1;
    return createHash('sha256').update(`${name} ${throws}`).digest().subarray(0, bytes);
  };
}

/** The records of a whole run of three calls, one after the other. */
export const wholeRun: readonly ((journal: RunJournal) => Promise<RecordResult>)[] = [
  (journal) => journal.intent(call(0), null),
  (journal) => journal.sent('c1', { kind: 'done', code: null }),
  (journal) => journal.confirmed(anOutcome('c1')),
  (journal) => journal.intent(call(1), held),
  (journal) => journal.sent('c2', { kind: 'refused', code: 'rate-limited' }),
  (journal) => journal.intent(call(1), held),
  (journal) => journal.sent('c2', { kind: 'unknown', code: 'timeout' }),
  (journal) =>
    journal.confirmed(anOutcome('c2', { status: 'unknown', seen: 'old', verified: false, reason: 'no answer' })),
  (journal) => journal.end(aReport('unknown')),
];

function call(at: number): Call {
  const found = calls[at];
  if (found === undefined) throw new Error('no such call');
  return found;
}

/** The bytes of that run; `records` of them, fewer for a run that was killed. Of another name: the same, sealed anew. */
export async function bytesOfRun(records = wholeRun.length, name = 'a run'): Promise<Buffer> {
  const disk = memoryDisk();
  const journal = await openOn(disk, someFacts(), dice(name));
  for (const write of wholeRun.slice(0, records)) await write(journal);
  return disk.bytesOf(records === wholeRun.length ? closedPath : openPath);
}

/** Reads with the key of `openOn`, or with none when the recipe in the journal is another one. */
export function readBack(bytes: Buffer, path: string, key = quickKey()): Promise<ReadRun> {
  const name = journalNameOf(path);
  if (name === undefined) throw new Error('not the name of a journal');
  return readRunBytes(bytes, name, async (start) => {
    const same = start.key.salt === key.recipe.salt && start.key.cost === key.recipe.cost;
    return { variable: 'CAPSTAN_CLIENT_SECRET', key: same ? key : quickKey('another') };
  });
}
