import { expect, it } from 'vitest';
import { browserPath, browserRequired } from './browser.ts';

it('a browser is found where its tests are required', () => {
  expect({ found: browserPath !== null || !browserRequired }).toEqual({ found: true });
});
