import type { Interception, RecordedRequest, SandboxState } from '../../src/sandbox/run-sandbox.ts';
import { editedState, type LiveEdit } from '../support/live-edit.ts';

/**
 * Where a fault strikes: the reads of the scope before, while and after it is written, and the two kinds of writes, the
 * second one also on an application that serves reads from a cache.
 */
export type Column = 'plan-read' | 'last-read' | 'per-key' | 'replacing' | 'replacing-cached' | 'read-back';

/** What a fault may use: the request that it strikes, and the true replies to the same read from before the run. */
type Struck = { readonly column: Column; readonly request: RecordedRequest; readonly firstReply: string };

/** One row of the matrix. */
export type Fault = {
  readonly name: string;
  /** Where the fault makes no sense, it is left out. */
  readonly columns?: readonly Column[];
  /** `door`: no connection can be made. */
  readonly how: 'door' | ((struck: Struck) => Interception | undefined);
  /** Someone edits live just before the struck request is carried out; never more than once. */
  readonly edit?: LiveEdit;
};

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const reads: readonly Column[] = ['plan-read', 'last-read', 'read-back'];
const replacing: readonly Column[] = ['replacing', 'replacing-cached'];
const writes: readonly Column[] = ['per-key', ...replacing];

type Said = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** The work is not done, and this is the answer. */
function instead(reply: Said): Fault['how'] {
  return () => ({ kind: 'answer', work: 'skipped', reply: { headers: json, ...reply } });
}

/** The work is done, and this is the answer. */
function afterwards(reply: Said): Fault['how'] {
  return () => ({ kind: 'answer', work: 'done', reply: { headers: json, ...reply } });
}

/** A refusal in the words of either API: the registration API says no with status 200. */
function saying(status: number, text: string, code: number, error: string): Fault['how'] {
  return ({ column }) => {
    const said = column === 'per-key' ? { stat: 'error', code, error } : { errors: text };
    const reply = { status: column === 'per-key' ? 200 : status, headers: json, body: JSON.stringify(said) };
    return { kind: 'answer', work: 'skipped', reply };
  };
}

function inReply(edit: (body: string, struck: Struck) => string): Fault['how'] {
  return (struck) => ({ kind: 'edit-reply', edit: (reply) => ({ ...reply, body: edit(reply.body, struck) }) });
}

const limitError = JSON.stringify({ stat: 'error', code: 510, error: 'api_limit_error' });

export const faults: readonly Fault[] = [
  { name: 'connection refused', how: 'door' },
  { name: 'reset before the work', how: () => ({ kind: 'reset', work: 'skipped' }) },
  { name: 'reset after the work', columns: writes, how: () => ({ kind: 'reset', work: 'done' }) },
  { name: 'reply cut off', how: () => ({ kind: 'cut-off', work: 'done' }) },
  { name: 'silence until the timeout, work not done', how: () => ({ kind: 'silence', work: 'skipped' }) },
  { name: 'silence until the timeout, work done', columns: writes, how: () => ({ kind: 'silence', work: 'done' }) },
  { name: 'slow, but in time', how: () => ({ kind: 'delay', delayMs: 20, when: 'after-work' }) },
  {
    name: '401, or code 402 under 200',
    how: saying(401, 'Authentication required.', 402, 'invalid_client_credentials'),
  },
  { name: '403, or code 403 under 200', how: saying(403, 'Authentication required.', 403, 'client_permission_error') },
  {
    name: '404, or code 224 under 200',
    how: saying(404, 'Application ID not found.', 224, 'application_not_found'),
  },
  { name: '429', how: instead({ status: 429 }) },
  { name: '429, Retry-After 20 s', how: instead({ status: 429, headers: { ...json, 'retry-after': '20' } }) },
  {
    name: '429, Retry-After beyond the bound',
    how: instead({ status: 429, headers: { ...json, 'retry-after': '3600' } }),
  },
  { name: '429 although the work was done', columns: writes, how: afterwards({ status: 429 }) },
  {
    name: '429 although the work was done, Retry-After beyond the bound',
    columns: writes,
    how: afterwards({ status: 429, headers: { ...json, 'retry-after': '3600' } }),
  },
  { name: 'HTTP 510', how: instead({ status: 510 }) },
  { name: '`api_limit_error` under 200', how: instead({ status: 200, body: limitError }) },
  { name: '500 before the work', how: instead({ status: 500 }) },
  { name: '500 after the work', columns: writes, how: afterwards({ status: 500 }) },
  { name: '502 with the page of a proxy', how: instead({ status: 502, headers: html, body: '<html>Bad gateway' }) },
  {
    name: 'the page of a proxy under 200, work not done',
    how: instead({ status: 200, headers: html, body: '<html>Please log in' }),
  },
  {
    name: 'the page of a proxy under 200, work done',
    columns: writes,
    how: afterwards({ status: 200, headers: html, body: '<html>All is well' }),
  },
  { name: 'redirect', how: instead({ status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }) },
  {
    name: '`_self` of another application',
    columns: [...reads, ...replacing],
    how: inReply((body) => body.replaceAll(/\/config\/[^/"]+/g, '/config/another0000000000000')),
  },
  { name: 'empty reply, work not done', how: instead({ status: 200, body: '' }) },
  { name: 'empty reply, work done', columns: writes, how: afterwards({ status: 200, body: '' }) },
  { name: '`{}`, work not done', how: instead({ status: 200, body: '{}' }) },
  { name: '`{}`, work done', columns: writes, how: afterwards({ status: 200, body: '{}' }) },
  {
    name: 'half of the JSON, well framed',
    how: inReply((body) => body.slice(0, Math.floor(body.length / 2))),
  },
  {
    name: 'stale reply from a cache',
    columns: reads,
    how: inReply((body, { firstReply }) => firstReply || body),
    // Without a difference between then and now nothing would be stale.
    edit: { custom: { campaign: 'summer' } },
  },
  {
    name: 'value not visible',
    columns: ['read-back'],
    how: inReply((body) => body.replace('"login_attempts":5', '"login_attempts":7')),
  },
  {
    name: 'value visible in another type',
    columns: reads,
    how: inReply((body) => body.replace(/"login_attempts":(\d)/, '"login_attempts":"$1"')),
  },
  { name: 'someone edits the same key', how: () => undefined, edit: { settings: { login_attempts: 6 } } },
  { name: 'someone edits another key', how: () => undefined, edit: { custom: { campaign: 'summer' } } },
];

/** Whether a row has a cell in this column. */
export function strikes({ columns }: Fault, column: Column): boolean {
  return columns?.includes(column) ?? true;
}

/** Live after someone's edit. */
export function edited(state: SandboxState, { edit }: Fault): SandboxState {
  return edit === undefined ? state : editedState(state, edit);
}
