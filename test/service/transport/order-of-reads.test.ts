import { expect, it } from 'vitest';
import { sleepMs } from '../../../src/leaf/work.ts';
import { Secret } from '../../../src/model/value.ts';
import { createReadApi } from '../../../src/service/client/create-api.ts';
import { apiLimits } from '../../../src/service/interface.ts';
import { type HttpReply, networkOver } from '../../../src/service/transport/network.ts';

const limits = { ...apiLimits, requestsInFlight: 1 };
const origin = 'https://v1.api.us.janrain.com';

const options = {
  application: { id: 'app', region: 'us', configUrl: origin, captureUrl: origin },
  credentials: { clientId: 'caller', clientSecret: new Secret('s') },
  userAgent: { name: 'capstan', version: '0' },
  sleep: async () => undefined,
} as const;

/** What happened in which order when two clients were read, one request at a time, and the first reply has this status. */
async function orderWith(status: number): Promise<readonly string[]> {
  const order: string[] = [];
  const replies: HttpReply[] = [{ status, headers: {}, body: Buffer.from('{}') }];
  const api = createReadApi({
    ...options,
    limits,
    network: networkOver(async ({ path }) => {
      order.push(`sent ${path.split('/')[4]}`);
      return replies.shift() ?? { status: 200, headers: {}, body: Buffer.from('{}') };
    }, limits),
    onRequest: ({ clientId }) => order.push(`judged ${clientId}`),
  });
  await Promise.all([api.readClientSettings('one'), api.readClientSettings('two')]);
  return order;
}

it('lets the next read leave before it looks through a whole reply', async () => {
  expect((await orderWith(200)).slice(0, 2)).toEqual(['sent one', 'sent two']);
});

it('judges any other reply first, which may say that it is too much', async () => {
  expect((await orderWith(429)).slice(0, 3)).toEqual(['sent one', 'judged one', 'sent two']);
});

it('holds no more replies than twice what may be in flight, where all come at once', async () => {
  const width = 3;
  let [held, most] = [0, 0];
  const narrow = { ...limits, requestsInFlight: width };
  const api = createReadApi({
    ...options,
    limits: narrow,
    network: networkOver(async () => {
      held += 1;
      most = Math.max(most, held);
      return { status: 200, headers: {}, body: Buffer.from('{}') };
    }, narrow),
    onRequest: () => {
      held -= 1;
    },
  });
  await Promise.all(Array.from({ length: 50 }, (_, at) => api.readClientSettings(`client${at}`)));
  expect(held).toBe(0);
  expect(most).toBeLessThanOrEqual(2 * width);
});

it('lets any number of reads wait for their next try, and Node finds nothing wrong with it', async () => {
  const warned: string[] = [];
  const hear = ({ name }: Error): void => {
    warned.push(name);
  };
  process.on('warning', hear);
  const hasty = { ...apiLimits, backoffBaseMs: 20, readAttempts: 2 };
  const network = networkOver(async () => ({ status: 503, headers: {}, body: Buffer.from('') }), hasty);
  const api = createReadApi({ ...options, sleep: sleepMs, random: () => 1, limits: hasty, network });
  try {
    await Promise.all(Array.from({ length: 50 }, (_, at) => api.readClientSettings(`client${at}`)));
  } finally {
    process.off('warning', hear);
  }
  expect(api.requests()).toBe(100);
  expect(warned).toEqual([]);
});
