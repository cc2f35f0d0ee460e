import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settings } from '../../../src/catalogue/catalogue.ts';
import { weakening } from '../../../src/engine/guards/security-lowered.ts';
import type { Effective } from '../../../src/engine/judging/effective-value.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { Direction } from '../../../src/model/setting.ts';
import { Secret } from '../../../src/model/value.ts';

const own = (json: Json): Effective => ({ kind: 'value', json, from: 'own' });
const unset: Effective = { kind: 'unset' };
const secret: Effective = { kind: 'secret', secret: new Secret('x') };
const notRead: Effective = { kind: 'not-read' };
const reason = 'because';
const higher: Direction = { kind: 'higher-is-weaker', zero: 'a-number', unset: 'unknown', usual: 100, reason };
const falseIsWeaker: Direction = { kind: 'false-is-weaker', reason };
const list: Direction = { kind: 'allow-list', reason };
const limit: Direction = { kind: 'unset-is-weaker', form: 'text', reason };
const limitTo: Direction = { kind: 'unset-is-weaker', form: 'list', reason };
const limited: Direction = { ...higher, zero: 'may-be-unlimited', unset: 'weakest' };
const conditions: Direction = { kind: 'fewer-is-weaker', reason };
const parties: Direction = { kind: 'more-is-weaker', entries: 'list', unset: 'all', reason };
const members: Direction = { kind: 'more-is-weaker', entries: 'members', unset: 'none', reason };

const value = fc.oneof(
  fc.integer().map(own),
  fc.boolean().map(own),
  fc.constantFrom('5', 'true', 'http://a', 'https://a', '*.b', '*', '["a"]', '', 'a, b').map(own),
  fc.array(fc.constantFrom('a', '*', 'http://a')).map(own),
  fc.constantFrom(unset, secret, notRead),
);
const directions = settings.flatMap(({ rows }) => rows.flatMap((row) => row.direction ?? []));
const direction = fc.constantFrom(...directions, higher, falseIsWeaker);

describe('weakening', () => {
  it('finds no value weaker than itself', () => {
    const seen = value.filter(({ kind }) => kind !== 'secret');
    fc.assert(fc.property(direction, seen, (way, same) => weakening(way, same, same) === null));
  });

  it('never finds two numbers or two switches each weaker than the other', () => {
    const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.integer().map(String)).map(own);
    fc.assert(
      fc.property(direction, scalar, scalar, (way, one, other) => {
        const there = weakening(way, one, other)?.kind;
        if (there === 'value') expect(weakening(way, other, one)?.kind).not.toBe('value');
      }),
    );
  });

  it('never judges what was not read', () => {
    fc.assert(fc.property(direction, value, (way, before) => weakening(way, before, notRead) === null));
  });

  it('finds what becomes a secret to be hidden', () => {
    fc.assert(
      fc.property(direction, value, (way, before) => {
        expect(weakening(way, before, secret)).toEqual({ kind: 'hidden' });
      }),
    );
  });

  it('judges a URL that stands in the file and is masked for the password in it, and no other secret', () => {
    const url: Direction = { kind: 'url', reason };
    const ofFile = (text: string): Effective => ({ kind: 'secret', secret: Secret.ofFile(text) });
    const live: Effective = { kind: 'secret', secret: new Secret('http://u:p@a') };
    const gained = { kind: 'url', gained: ['a user name or password'] };
    expect(weakening(url, own('https://a'), ofFile('https://u:p@a'))).toEqual(gained);
    expect(weakening(url, live, ofFile('https://u:p@a'))).toBeNull();
    expect(weakening(url, { kind: 'secret', secret: Secret.knownBy('p', 'a') }, ofFile('https://u:p@a'))).toEqual(
      gained,
    );
    // What was no text led nowhere, so that the password is new.
    for (const none of [own(5), own(['http://u:p@a']), { kind: 'secret', secret: new Secret(5) } as const])
      expect(weakening(url, none, ofFile('https://u:p@a'))).toEqual(gained);
    expect(weakening(url, own('https://a'), { kind: 'secret', secret: Secret.unread() })).toEqual({ kind: 'hidden' });
    expect(weakening(url, own('https://a'), live)).toEqual({ kind: 'hidden' });
  });

  it('takes zero for a number where the documents say so, and less for no limit', () => {
    expect(weakening(higher, own(5), own(0))).toBeNull();
    expect(weakening(higher, own(0), own(5))).toEqual({ kind: 'value' });
    expect(weakening(higher, own(500), own(-1))).toEqual({ kind: 'value' });
  });

  it('takes false for the weak side where it is', () => {
    expect(weakening(falseIsWeaker, own(true), own(false))).toEqual({ kind: 'value' });
    expect(weakening(falseIsWeaker, own('false'), own('true'))).toBeNull();
    expect(weakening(falseIsWeaker, own('false'), own(false))).toBeNull();
    expect(weakening(falseIsWeaker, own(false), unset)).toBeNull();
    expect(weakening(falseIsWeaker, own('on'), own(true))).toBeNull();
    expect(weakening(falseIsWeaker, own('on'), own(false))).toEqual({ kind: 'value' });
    expect(weakening(falseIsWeaker, own('on'), unset)).toEqual({ kind: 'unknown' });
  });

  it.each(['no', 'True', 'FALSE', '', ' true', 0, 1, null, ['true']])(
    'cannot judge a switch that becomes %j',
    (odd) => {
      expect(weakening(falseIsWeaker, own(true), own(odd))).toEqual({ kind: 'odd-after' });
      expect(weakening(falseIsWeaker, unset, own(odd))).toEqual({ kind: 'odd-after' });
    },
  );

  it.each(['five', '1.5', ' 6', '6 ', '', '05', '+5', '1e3', '0x5', true, [9], {}])(
    'cannot judge a number that becomes %j',
    (odd) => {
      expect(weakening(higher, own(5), own(odd))).toEqual({ kind: 'odd-after' });
    },
  );

  it('goes by what a number most likely meant, and then by what is usual', () => {
    for (const five of [' 5', '5 ', '05', '+5', '5.0', '\n5'])
      expect(weakening(higher, own(five), own(6))).toEqual({ kind: 'value' });
    for (const odd of ['many', '', ' ', true, [9], {}]) {
      expect(weakening(higher, own(odd), own(100))).toBeNull();
      expect(weakening(higher, own(odd), own('101'))).toEqual({ kind: 'unusual', direction: higher });
      expect(weakening(higher, own(odd), unset)).toEqual({ kind: 'unknown' });
    }
    for (const none of [unset, secret, notRead])
      expect(weakening(higher, none, own(101))).toEqual({ kind: 'unusual', direction: higher });
    expect(weakening(higher, unset, unset)).toBeNull();
  });

  it('takes a number that limits only while it is there for gone', () => {
    expect(weakening(limited, own(5), unset)).toEqual({ kind: 'gone' });
    expect(weakening(limited, own('an hour'), unset)).toEqual({ kind: 'gone' });
    expect(weakening(limited, unset, own(99_999))).toBeNull();
    expect(weakening(limited, own(0), unset)).toBeNull();
  });

  it('does not take a list in another form for an open one, or for a closed one', () => {
    for (const odd of [
      false,
      0,
      true,
      5,
      { '*': true },
      { allow: ['*'] },
      'false',
      '{"*": true}',
      [['*']],
      [5],
      [null],
    ]) {
      for (const after of [[], ['a.example.com'], ['*']])
        expect(weakening(list, own(odd), own(after))).toEqual({ kind: 'odd-before' });
      for (const before of [unset, own([]), own(['a.example.com']), own(7)])
        expect(weakening(list, before, own(odd))).toEqual({ kind: 'odd-after' });
    }
    expect(weakening(list, secret, own(['a.example.com']))).toEqual({ kind: 'odd-before' });
    expect(weakening(list, notRead, own(['a.example.com']))).toBeNull();
    expect(weakening(list, unset, own(['*']))).toEqual({ kind: 'opened', entries: ['*'] });
    expect(weakening(list, own(['a']), unset)).toEqual({ kind: 'gone' });
  });

  it('finds fewer conditions weaker', () => {
    expect(weakening(conditions, own(['a', 'b']), own('["b"]'))).toEqual({ kind: 'dropped', entries: ['a'] });
    expect(weakening(conditions, own('["a"]'), own(['b', 'a']))).toBeNull();
    for (const none of ['', ' ', '[]', [], {}, [''], '[" "]'])
      expect(weakening(conditions, own(['a']), own(none))).toEqual({ kind: 'gone' });
    expect(weakening(conditions, own(['a']), unset)).toEqual({ kind: 'gone' });
    expect(weakening(conditions, own([]), unset)).toBeNull();
    for (const odd of ['a', 'a,b', '"a"', '{"a":1}', 5, [5], true])
      expect(weakening(conditions, own(['a']), own(odd))).toEqual({ kind: 'odd-after' });
    expect(weakening(conditions, own('a'), own(['a', 'b']))).toEqual({ kind: 'odd-before' });
  });

  it('finds further parties weaker, and no list at all weakest where it means all of them', () => {
    expect(weakening(parties, own(['a']), own('["a","b"]'))).toEqual({ kind: 'opened', entries: ['b'] });
    expect(weakening(parties, own(['a', 'b']), own([]))).toBeNull();
    expect(weakening(parties, own([]), unset)).toEqual({ kind: 'all' });
    expect(weakening(parties, unset, own(['a']))).toBeNull();
    expect(weakening(parties, own([]), own(' '))).toEqual({ kind: 'odd-after' });
    expect(weakening(parties, own('all'), own(['a']))).toEqual({ kind: 'odd-before' });
    expect(weakening(parties, own('all'), own([]))).toBeNull();
    expect(weakening(parties, own(['a']), own({ '*': true }))).toEqual({ kind: 'odd-after' });
  });

  it('finds a further member weaker, and one that goes to another place, but none that looks otherwise', () => {
    const one = { 'id.a': { name: 'A', icon: 'https://a.example/a.png', provider: 'janrain' } };
    expect(weakening(members, own(one), own({ ...one, 'id.b': {} }))).toEqual({ kind: 'opened', entries: ['id.b'] });
    expect(
      weakening(members, own(JSON.stringify(one)), own({ 'id.a': { name: 'B', provider: 'janrain' } })),
    ).toBeNull();
    expect(weakening(members, own(one), own({ 'id.a': { provider: 'evil' } }))).toEqual({
      kind: 'opened',
      entries: ['id.a {"provider":"evil"}'],
    });
    expect(weakening(members, unset, own({ 'id.b': true }))).toEqual({ kind: 'opened', entries: ['id.b true'] });
    expect(weakening(members, own(one), unset)).toBeNull();
    // A map without members may be shown as a list without entries.
    for (const none of [[], '[]']) {
      expect(weakening(members, own(one), own(none))).toBeNull();
      expect(weakening(members, own(none), own({ 'id.b': {} }))).toEqual({ kind: 'opened', entries: ['id.b'] });
    }
    expect(weakening(members, own(one), own('id.b'))).toEqual({ kind: 'odd-after' });
    expect(weakening(members, own(one), own(['id.b']))).toEqual({ kind: 'odd-after' });
  });

  it.each([
    own(''),
    own(' \u00a0'),
    own([]),
    own({}),
    own('[]'),
    own('{}'),
    own(['']),
    own('[" "]'),
    own([[], {}]),
    own({ a: '' }),
    own('""'),
    own('null'),
    own(false),
    own('false'),
    own(0),
    own('*'),
    own('["brand", "*"]'),
    own('%'),
    unset,
  ])('takes a limit of %j for none', (none) => {
    for (const before of [own('brand'), own(['a']), secret])
      expect(weakening(limit, before, none)).toEqual({ kind: 'gone' });
    expect(weakening(limit, none, unset)).toBeNull();
    expect(weakening(limit, none, own('brand'))).toBeNull();
    for (const before of [own(['a']), own('["a"]'), own(5), secret, notRead])
      expect(weakening(limitTo, before, none)).toEqual({ kind: 'gone' });
    expect(weakening(limitTo, none, unset)).toBeNull();
    expect(weakening(limitTo, none, own(['a', 'b']))).toBeNull();
  });

  it('finds each further value of a limit weaker, and a blank one to be no limit', () => {
    expect(weakening(limitTo, own(['a']), own(['a', 'b', ' a ']))).toEqual({ kind: 'opened', entries: ['b'] });
    expect(weakening(limitTo, own('["a"]'), own('["b"]'))).toEqual({ kind: 'opened', entries: ['b'] });
    expect(weakening(limitTo, own(['a', 'b']), own(['b']))).toBeNull();
    expect(weakening(limitTo, notRead, own(['b']))).toBeNull();
    for (const none of [['a', ''], ['a', ' '], ['a', '\u00a0'], '["a", ""]'])
      expect(weakening(limitTo, own(['a']), own(none))).toEqual({ kind: 'gone' });
  });

  it.each([5, true, 'a', 'a,b', '"a"', { a: 1 }, '{"a":1}', [['a']], ['a', 5], ['a', null], [5]])(
    'cannot judge a list of limits that becomes %j, or was it',
    (odd) => {
      for (const before of [own(['a']), own([]), unset, secret, notRead])
        expect(weakening(limitTo, before, own(odd))).toEqual({ kind: 'odd-after' });
      expect(weakening(limitTo, own(odd), own(['a']))).toEqual({ kind: 'odd-before' });
    },
  );

  it.each([5, true, { a: 1 }, ['brand'], [['a']]])('cannot judge the name of a limit that becomes %j', (odd) => {
    for (const before of [own('brand'), unset])
      expect(weakening(limit, before, own(odd))).toEqual({ kind: 'odd-after' });
    expect(weakening(limit, own(odd), own('brand'))).toBeNull();
  });
});
