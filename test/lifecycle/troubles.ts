import type { Interception, RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import type { Trouble } from './story.ts';

type Reply = Parameters<Extract<Interception, { kind: 'edit-reply' }>['edit']>[0];

/** The troubles that are a matter of the reply alone. */
export type ReplyTrouble = Exclude<Trouble, { readonly kind: 'edit' | 'kill' | 'refused' | 'slow' }>;

export type ReplyContext = {
  readonly request: RecordedRequest;
  readonly applicationId: string;
  /** The true replies to this request so far, the latest last. */
  readonly earlier: readonly string[];
};

const page = '<!doctype html><html><body><h1>A proxy of the company</h1></body></html>';

/** The fault of the sandbox that a trouble stands for. */
export function interceptionOf(trouble: ReplyTrouble, { applicationId, earlier }: ReplyContext): Interception {
  switch (trouble.kind) {
    case 'reset':
    case 'cut-off':
    case 'silence':
      return { kind: trouble.kind, work: trouble.work };
    case 'server-error':
      return { kind: 'answer', work: trouble.work, reply: { status: trouble.status, body: '{"errors":"Trouble."}' } };
    case 'html':
      return { kind: 'answer', work: trouble.work, reply: { status: trouble.status, headers: html, body: page } };
    case 'limit':
      return { kind: 'answer', work: 'skipped', reply: limitReply(trouble) };
    case 'wrong-self':
      return edit((body) => body.replaceAll(applicationId, 'anotherapplication00000000'));
    case 'stale':
      return edit((body) => earlier.at(-1 - trouble.age) ?? earlier[0] ?? body);
  }
}

const html = { 'content-type': 'text/html' };

/** The true reply with another body. */
function edit(change: (body: string) => string): Interception {
  return { kind: 'edit-reply', edit: (reply: Reply) => ({ ...reply, body: change(reply.body) }) };
}

function limitReply({ form, retryAfterSeconds }: Extract<Trouble, { kind: 'limit' }>): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const wait = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  const headers = { 'content-type': 'application/json', ...wait };
  const error = { stat: 'error', code: 510, error: 'api_limit_error', error_description: 'simultaneous API calls' };
  switch (form) {
    case '429':
      return { status: 429, headers, body: '{"errors":"Too many requests."}' };
    case '510':
      return { status: 510, headers, body: JSON.stringify(error) };
    case 'api_limit_error':
      return { status: 200, headers, body: JSON.stringify(error) };
  }
}
