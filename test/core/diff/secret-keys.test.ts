import { describe, expect, it } from 'vitest';
import { secretKeys } from '../../../src/core/diff/secret-keys.ts';
import {
  aDesired,
  aDesiredClient,
  notCompared,
  plain,
  secretReference,
  testCatalogue,
} from '../../support/builders.ts';

const isSecretKey = secretKeys(
  aDesired({
    sensitive: ['custom.partner', 'clients.*.settings.pin'],
    settings: new Map([
      ['one', secretReference('x')],
      ['two', notCompared],
      ['three', plain('x')],
      ['four', { kind: 'exact', json: 'x', source: { file: 'run.jsonl', line: 1, column: 1 } }],
    ]),
    clients: [aDesiredClient({ custom: new Map([['__proto__', secretReference('x')]]) })],
  }),
  testCatalogue,
);

describe('a key is secret', () => {
  it('by the catalogue or by its name, everywhere', () => {
    expect(isSecretKey(null, 'settings', 'rpx_key')).toBe(true);
    expect(isSecretKey('nobody', 'custom', 'other_token')).toBe(true);
    expect(isSecretKey(null, 'settings', 'site_name')).toBe(false);
  });

  it('by sensitive, where the pattern says', () => {
    expect(isSecretKey(null, 'custom', 'partner')).toBe(true);
    expect(isSecretKey('web', 'custom', 'partner')).toBe(false);
    expect(isSecretKey('any', 'settings', 'pin')).toBe(true);
    expect(isSecretKey(null, 'settings', 'pin')).toBe(false);
  });

  it('because the file fills it with one, even without a value at hand', () => {
    expect(isSecretKey(null, 'settings', 'one')).toBe(true);
    expect(isSecretKey(null, 'settings', 'two')).toBe(true);
    expect(isSecretKey(null, 'settings', 'three')).toBe(false);
    expect(isSecretKey(null, 'settings', 'four')).toBe(false);
    expect(isSecretKey(null, 'custom', 'one')).toBe(false);
    expect(isSecretKey('web', 'custom', '__proto__')).toBe(true);
    expect(isSecretKey('web', 'custom', 'constructor')).toBe(false);
    // What one scope gets from a secret is no less secret in another.
    expect(isSecretKey('nobody', 'settings', 'one')).toBe(true);
  });
});
