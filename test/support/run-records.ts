import { globalScope, type Scope } from '../../src/model/address.ts';
import type { RecordedCall, RecordedChange, RunHeader, RunRecord } from '../../src/model/run.ts';
import type { Value } from '../../src/model/value.ts';
import { applicationId, callerId, captureUrl } from './builders.ts';

/** A run as its journal tells it: its end is `done` unless the wish says otherwise. */
export function aRunRecord(
  calls: readonly RecordedCall[],
  wish: { readonly header?: Partial<RunHeader>; readonly end?: RunRecord['end'] } = {},
): RunRecord {
  const header: RunHeader = {
    run: '20261121100000-0a1b2c3d',
    startedAt: '2026-11-21T10:00:00.000Z',
    tool: { name: 'capstan', version: '0.1.0' },
    application: { id: applicationId, region: 'us', configUrl: 'https://v1.api.us.janrain.com', captureUrl },
    credentials: { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' },
    caller: callerId,
    actor: 'ann@workstation',
    commit: null,
    file: 'capstan.yaml',
    planDigest: `sha256:${'0'.repeat(64)}`,
    undoes: null,
    minimumOwners: 1,
    calls: calls.map(({ shape, scope }) => ({ shape, scope })),
    ...wish.header,
  };
  const end = { at: '2026-11-21T10:00:02.000Z', result: 'done' } as const;
  return { header, calls, end: wish.end === undefined ? end : wish.end, lastLine: 'whole' };
}

export type CallWish = Partial<Pick<RecordedCall, 'state' | 'outcome' | 'preimage'>> & { readonly scope?: Scope };

export function aRecordedCall(changes: readonly RecordedChange[], wish: CallWish = {}): RecordedCall {
  const { scope = globalScope, state = 'done', outcome = null, preimage = null } = wish;
  const shape = {
    id: 'c1',
    method: 'POST',
    path: '/settings/set_default_multi',
    replaces: false,
    targets: [],
  } as const;
  return { shape, scope, state, outcome, preimage, changes };
}

/** A key that a run changed; undefined: absent. */
export function aRecordedKey(
  key: string,
  before: Value | undefined,
  after: Value | undefined,
  wish: Partial<Extract<RecordedChange, { kind: 'key' }>> = {},
): RecordedChange {
  return { kind: 'key', section: 'settings', key, type: 'string', before, after, ...wish };
}
