import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { apiLimits } from '../../../src/service/interface.ts';
import { exchange } from '../../../src/service/transport/exchange.ts';

type Handler = Dispatcher.DispatchHandler;

/** A dispatcher that does what `work` says, and a controller that tells the handler of an abort, as undici does. */
function dispatcher(work: (handler: Handler, controller: Dispatcher.DispatchController) => void) {
  const aborts: string[] = [];
  const dispatch = (_: unknown, handler: Handler): boolean => {
    const abort = (reason: Error): void => {
      aborts.push(reason.message);
      handler.onResponseError?.(controller, reason);
    };
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      abort,
      pause: () => undefined,
      resume: () => undefined,
    };
    work(handler, controller);
    return true;
  };
  return { dispatcher: { dispatch } as unknown as Dispatcher, aborts };
}

const options = { path: '/', method: 'POST' } as const;
const to = { host: 'h', proxyHost: null };

describe('one exchange', () => {
  it('never lets a request start a second time', async () => {
    const { dispatcher: once, aborts } = dispatcher((handler, controller) => {
      handler.onRequestStart?.(controller, {});
      handler.onRequestStart?.(controller, {});
    });
    expect(await exchange(once, options, to, apiLimits)).toMatchObject({ kind: 'broken', sent: true });
    expect(aborts).toEqual(['not sent']);
  });

  it('never lets a request start that was given up while it waited', async () => {
    let start = (): void => undefined;
    const { dispatcher: slow, aborts } = dispatcher((handler, controller) => {
      start = () => handler.onRequestStart?.(controller, {});
    });
    const result = await exchange(slow, options, to, { ...apiLimits, requestTimeoutMs: 1 });
    expect(result).toMatchObject({ kind: 'broken', sent: false, error: { code: 'timeout' } });
    start();
    expect(aborts).toEqual(['not sent']);
  });

  it('ends when it takes too long as a whole, and then knows that it had started', async () => {
    const { dispatcher: trickle, aborts } = dispatcher((handler, controller) => {
      handler.onRequestStart?.(controller, {});
      handler.onResponseStart?.(controller, 200, {}, 'OK');
      handler.onResponseData?.(controller, Buffer.from('{'));
    });
    const result = await exchange(trickle, options, to, { ...apiLimits, requestTimeoutMs: 1 });
    const message = 'the request as a whole took too long';
    expect(result).toMatchObject({ kind: 'broken', sent: true, error: { code: 'timeout', message } });
    expect(aborts).toEqual(['given up']);
  });

  it('takes no reply without a status', async () => {
    const { dispatcher: headless } = dispatcher((handler, controller) => {
      handler.onRequestStart?.(controller, {});
      handler.onResponseEnd?.(controller, {});
    });
    expect(await exchange(headless, options, to, apiLimits)).toMatchObject({
      kind: 'broken',
      error: { code: 'bad-reply' },
    });
  });
});
