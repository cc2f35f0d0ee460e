import type { Reply } from './api-call.ts';
import type { RecordedRequest } from './request.ts';

/** Whether the work of the request, above all its write, is done in spite of the fault. */
type Work = 'done' | 'skipped';

/**
 * A fault that a test injects into one request. Where `reply` is left out, the true response is used: that of the
 * work when it is done, else an empty JSON object.
 */
export type Interception =
  /** Answers with another status, other headers or another body. Headers and body left out: a JSON type and `{}`. */
  | { readonly kind: 'answer'; readonly work: Work; readonly reply: PartialReply }
  /** Does the work and lets the test change the true response. */
  | { readonly kind: 'edit-reply'; readonly edit: (reply: Reply) => PartialReply }
  /** Ends the connection with a reset and without an answer. */
  | { readonly kind: 'reset'; readonly work: Work }
  /** Announces the full length, sends a part of the body and ends the connection. */
  | { readonly kind: 'cut-off'; readonly work: Work; readonly reply?: PartialReply; readonly sendBytes?: number }
  /** Never answers; the connection stays open until the caller or the sandbox closes it. */
  | { readonly kind: 'silence'; readonly work: Work }
  /** Waits before or after the work (by its clock, not that of `now`), then goes on, with another fault if one is given. */
  | {
      readonly kind: 'delay';
      readonly delayMs: number;
      readonly when: 'before-work' | 'after-work';
      readonly then?: Interception;
    }
  /** Does nothing and answers nothing until something has happened, then goes on. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown>; readonly then?: Interception };

type PartialReply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Intercept = (request: RecordedRequest) => Interception | undefined;

/** How the response is sent. */
export type Delivery = {
  readonly how: 'whole' | 'reset' | 'cut-off' | 'silence';
  readonly reply: Reply;
  readonly sendBytes?: number;
};

/** Handles a request under a fault: does the work or not, and returns the response. */
export async function underFault(
  fault: Interception | undefined,
  work: () => Reply,
  wait: (delayMs: number) => Promise<void>,
): Promise<Delivery> {
  if (fault === undefined) {
    return { how: 'whole', reply: work() };
  }
  switch (fault.kind) {
    case 'answer':
      return { how: 'whole', reply: otherReply(afterWork(fault.work, work), fault.reply) };
    case 'edit-reply': {
      const reply = work();
      return { how: 'whole', reply: otherReply(reply, fault.edit(reply)) };
    }
    case 'cut-off': {
      const reply = otherReply(afterWork(fault.work, work), fault.reply);
      return { how: 'cut-off', reply, sendBytes: fault.sendBytes ?? Math.floor(reply.body.length / 2) };
    }
    case 'reset':
    case 'silence':
      return { how: fault.kind, reply: afterWork(fault.work, work) };
    case 'delay':
      return delayed(fault, work, wait);
    case 'hold':
      await fault.until;
      return underFault(fault.then, work, wait);
  }
}

async function delayed(
  fault: Extract<Interception, { kind: 'delay' }>,
  work: () => Reply,
  wait: (delayMs: number) => Promise<void>,
): Promise<Delivery> {
  if (fault.when === 'before-work') {
    await wait(fault.delayMs);
    return underFault(fault.then, work, wait);
  }
  const delivery = await underFault(fault.then, work, wait);
  await wait(fault.delayMs);
  return delivery;
}

function afterWork(done: Work, work: () => Reply): Reply {
  return done === 'done' ? work() : { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
}

function otherReply(reply: Reply, other: PartialReply | undefined): Reply {
  if (other === undefined) {
    return reply;
  }
  return {
    status: other.status,
    headers: other.headers ?? { 'content-type': 'application/json' },
    body: other.body ?? '{}',
  };
}
