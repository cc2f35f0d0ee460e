import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/leaf/json.ts';
import { Secret } from '../../src/model/value.ts';
import { jsonValue } from '../support/arbitraries.ts';
import { lawRuns } from '../support/law-runs.ts';

/** Values that hold the word canary somewhere. */
const hidden: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>('canary', 'a canary b', { canary: 1 }, { a: ['canary'] }, [[{ b: 'canary' }]]),
  jsonValue.map((rest): Json => ['canary', rest]),
  jsonValue.map((rest): Json => ({ canary: rest })),
);

/** Every way of printing a value that we know of; what throws prints nothing. */
const ways: Readonly<Record<string, (secret: Secret) => unknown>> = {
  'as JSON': (secret) => JSON.stringify(secret),
  'as JSON within other values': (secret) => JSON.stringify({ a: [secret], b: { secret } }, null, 2),
  'as a text': (secret) => String(secret),
  'in a template': (secret) => `${secret}`,
  'by concatenation': (secret) => `a${secret as unknown as string}b`.concat(secret as unknown as string),
  'as a member name': (secret) => Object.keys({ [secret as unknown as string]: 1 }),
  'as a number': (secret) => `${Number(secret)} ${+(secret as unknown as number)}`,
  'as a primitive of any kind': (secret) =>
    ['string', 'number', 'default'].map(() => secret[Symbol.toPrimitive]()).join(' '),
  'by joining a list': (secret) => [secret, [secret]].join(),
  'for inspection': (secret) => inspect(secret),
  'for inspection at any depth, hidden parts included': (secret) =>
    inspect({ a: { b: [new Map([[secret, secret]]), new Set([secret])] } }, { depth: null, showHidden: true }),
  'for inspection without its own word in the matter': (secret) =>
    inspect(secret, { customInspect: false, showHidden: true, depth: null, getters: true }),
  'behind a proxy': (secret) => inspect(new Proxy(secret, {}), { showProxy: true, showHidden: true, depth: null }),
  'by each format': (secret) => format('%s %d %i %f %j %o %O %c %%', ...Array(8).fill(secret)),
  'on a console': (secret) => logged(secret),
  'in the message of an error': (secret) => new Error(`lost ${secret}`).stack,
  'as the cause of an error': (secret) =>
    inspect(new Error('lost', { cause: secret }), { depth: null, showHidden: true }),
  'as a thrown value': (secret) => thrown(secret),
  'by its own names': (secret) =>
    inspect(
      [
        Object.keys(secret),
        Object.values(secret),
        Object.entries(secret),
        Object.getOwnPropertyNames(secret),
        Object.getOwnPropertySymbols(secret),
        Object.getOwnPropertyDescriptors(secret),
        Reflect.ownKeys(secret),
      ],
      { depth: null },
    ),
  'by copying its members': (secret) => inspect([{ ...secret }, Object.assign({}, secret)], { showHidden: true }),
  'by cloning': (secret) => inspect(structuredClone(secret), { showHidden: true, depth: null }),
  'by serialising': (secret) => serialize(secret).toString('latin1'),
  'through its prototype': (secret) =>
    inspect(Object.create(secret), { showHidden: true, depth: null, customInspect: false }),
  'by going through its members': (secret) => {
    const seen: unknown[] = [];
    for (const name in secret) seen.push(name, Reflect.get(secret, name));
    return inspect(seen, { depth: null });
  },
  'by its questions': (secret) => inspect([secret.isMasked(), secret.is(() => true), secret.equals(new Secret('x'))]),
};

function logged(secret: Secret): string {
  let written = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const log = new Console({ stdout: stream, stderr: stream });
  log.log(secret, [secret], '%o', secret);
  log.error('%s', secret);
  log.dir(secret, { showHidden: true, depth: null });
  log.table([{ secret }]);
  return written;
}

function thrown(secret: Secret): string {
  try {
    throw secret;
  } catch (error) {
    return `${String(error)} ${inspect(error)}`;
  }
}

describe('a secret', () => {
  it.each(Object.entries(ways))('is not seen %s', (_way, print) => {
    fc.assert(
      fc.property(hidden, (value) => {
        const shown = print(new Secret(value));
        expect(typeof shown === 'string' ? shown : inspect(shown, { depth: null })).not.toContain('canary');
      }),
      lawRuns,
    );
  });

  it('is told from another by nothing but its equality and its fingerprints', () => {
    fc.assert(
      fc.property(hidden, hidden, (a, b) => {
        const [one, other] = [new Secret(a), new Secret(b)];
        const digest = (text: string) => text;
        expect(one.equals(other)).toBe(one.fingerprint(digest, 'here') === other.fingerprint(digest, 'here'));
        expect(inspect(one, { showHidden: true })).toBe(inspect(other, { showHidden: true }));
        expect(JSON.stringify(one)).toBe(JSON.stringify(other));
      }),
      lawRuns,
    );
  });
});
