import { expect, it } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { createReadApi } from '../../../src/service/client/create-api.ts';
import { apiLimits } from '../../../src/service/interface.ts';
import { type HttpReply, networkOver } from '../../../src/service/transport/network.ts';

const limits = { ...apiLimits, requestsInFlight: 1 };
const origin = 'https://v1.api.us.janrain.com';

/** What happened in which order when two clients were read, one request at a time, and the first reply has this status. */
async function orderWith(status: number): Promise<readonly string[]> {
  const order: string[] = [];
  const replies: HttpReply[] = [{ status, headers: {}, body: Buffer.from('{}') }];
  const api = createReadApi({
    application: { id: 'app', region: 'us', configUrl: origin, captureUrl: origin },
    credentials: { clientId: 'caller', clientSecret: new Secret('s') },
    userAgent: { name: 'capstan', version: '0' },
    limits,
    sleep: async () => undefined,
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
