import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressRange, addressesBeyond, formatRange, parseRange } from '../../src/leaf/addresses.ts';

function range(text: string): AddressRange {
  const found = parseRange(text);
  if (found === undefined) throw new Error(`no range: ${text}`);
  return found;
}

describe('the text of a range', () => {
  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['128.0.0.0/1', '128.0.0.0/1'],
    ['::/0', '::/0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1/128'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['1::2:3/64', '1::/64'],
    ['1:2:3:4:5:6:7:8/112', '1:2:3:4:5:6:7:0/112'],
    // The same machines as IPv4 has.
    ['::ffff:10.1.2.3', '10.1.2.3/32'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::ffff:0:0/95', '::fffe:0:0/95'],
  ])('%s is %s', (text, canonical) => {
    expect(formatRange(range(text))).toBe(canonical);
    expect(parseRange(canonical)).toEqual(range(text));
  });

  it.each([
    ...[
      '',
      '10.0.0',
      '10.0.0.0.0',
      '010.0.0.1',
      '256.0.0.1',
      '10.0.0.0/33',
      '10.0.0.0/08',
      '10.0.0.0/',
      '10.0.0.0/8/8',
    ],
    ...[
      '10.0.0.0 /8',
      ' 10.0.0.1',
      '1e1.0.0.1',
      '::/129',
      ':::',
      'g::',
      '[::1]',
      'fe80::1%eth0',
      '::1/',
      'localhost',
      '*',
    ],
    ...['10.0.0.0/-1', '10.0.0.0/+8', '1:2:3', '1.2.3.4:80'],
  ])('%j is none', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  const words = fc.tuple(...Array.from({ length: 8 }, () => fc.nat(0xffff)));
  it('comes back from any address of IPv6', () => {
    fc.assert(
      fc.property(words, fc.nat(128), (groups, bits) => {
        const text = `${groups.map((group) => group.toString(16)).join(':')}/${bits}`;
        const read = range(text);
        expect(parseRange(formatRange(read))).toEqual(read);
      }),
    );
  });
});

describe('the addresses that some ranges hold and others do not', () => {
  const beyond = (some: readonly string[], others: readonly string[]) =>
    addressesBeyond(some.map(range), others.map(range));

  it('are counted once, however the ranges are cut', () => {
    expect(beyond(['0.0.0.0/1', '128.0.0.0/1'], [])).toBe(2n ** 32n);
    expect(beyond(['10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8'], [])).toBe(2n ** 24n);
    expect(beyond(['10.0.0.0/9'], ['10.0.0.0/8'])).toBe(0n);
    expect(beyond(['10.0.0.0/8'], ['10.0.0.0/9', '10.192.0.0/10', '11.0.0.0/8'])).toBe(2n ** 22n);
    expect(beyond(['203.0.113.7'], ['203.0.113.8'])).toBe(1n);
    expect(beyond([], ['10.0.0.0/8'])).toBe(0n);
    expect(beyond(['::/0'], ['::/1'])).toBe(2n ** 127n);
  });

  it('are those that a count one by one finds', () => {
    const small = fc
      .tuple(fc.nat(15), fc.integer({ min: 28, max: 32 }))
      .map(([last, bits]) => `10.0.0.${last}/${bits}`);
    const lists = fc.array(small, { maxLength: 4 });
    const held = (list: readonly string[]) =>
      new Set(
        list
          .map(range)
          .flatMap(({ first, last }) =>
            Array.from({ length: Number(last - first) + 1 }, (_, at) => first + BigInt(at)),
          ),
      );
    fc.assert(
      fc.property(lists, lists, (some, others) => {
        const theirs = held(others);
        expect(beyond(some, others)).toBe(BigInt([...held(some)].filter((one) => !theirs.has(one)).length));
      }),
    );
  });
});
