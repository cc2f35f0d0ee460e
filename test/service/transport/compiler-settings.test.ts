import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { apiLimits } from '../../../src/service/limits.ts';
import { makeDispatcher, parserIsLoaded } from '../../../src/service/transport/dispatcher.ts';

let count = 0;

/** What V8 compares before it takes compiled code that was kept: a digest of its settings. */
function settings(): string {
  count += 1;
  return new Script('1', { filename: `${count}.js` }).createCachedData().toString('hex', 12, 16);
}

it('a request leaves the settings of the compiler as they were, so that code that was kept still fits', async () => {
  const before = settings();
  const dispatcher = await makeDispatcher('http://127.0.0.1:1', { kind: 'direct' }, apiLimits);
  parserIsLoaded();
  expect(settings()).toBe(before);
  await dispatcher.close();
});
