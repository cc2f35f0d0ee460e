import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directions } from '../../../src/catalogue/directions.ts';
import type { Effective } from '../../../src/core/guards/effective-value.ts';
import { weakening } from '../../../src/core/guards/weakening.ts';
import type { Json } from '../../../src/core/model/json.ts';
import type { Direction } from '../../../src/core/model/setting.ts';

const own = (json: Json): Effective => ({ kind: 'value', json, from: 'own' });
const unset: Effective = { kind: 'unset' };
const secret: Effective = { kind: 'secret' };
const notRead: Effective = { kind: 'not-read' };
const reason = 'because';
const higher: Direction = { kind: 'higher-is-weaker', zero: 'a-number', reason };
const falseIsWeaker: Direction = { kind: 'false-is-weaker', reason };
const list: Direction = { kind: 'allow-list', reason };
const limit: Direction = { kind: 'unset-is-weaker', reason };

const value = fc.oneof(
  fc.integer().map(own),
  fc.boolean().map(own),
  fc.constantFrom('5', 'true', 'http://a', 'https://a', '*.b', '*', '["a"]', '', 'a, b').map(own),
  fc.array(fc.constantFrom('a', '*', 'http://a')).map(own),
  fc.constantFrom(unset, secret, notRead),
);
const direction = fc.constantFrom(...directions.values(), higher, falseIsWeaker);

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
        if (there === 'value') expect(weakening(way, other, one)).toBeNull();
      }),
    );
  });

  it('never judges what was not read', () => {
    fc.assert(fc.property(direction, value, (way, before) => weakening(way, before, notRead) === null));
  });

  it('finds what becomes a secret to be hidden, except where any value will do', () => {
    fc.assert(
      fc.property(direction, value, (way, before) => {
        expect(weakening(way, before, secret)).toEqual(way.kind === 'unset-is-weaker' ? null : { kind: 'hidden' });
      }),
    );
  });

  it('takes zero for a number where the documents say so', () => {
    expect(weakening(higher, own(5), own(0))).toBeNull();
    expect(weakening(higher, own(0), own(5))).toEqual({ kind: 'value' });
  });

  it('takes false for the weak side where it is', () => {
    expect(weakening(falseIsWeaker, own(true), own(false))).toEqual({ kind: 'value' });
    expect(weakening(falseIsWeaker, own('false'), own('true'))).toBeNull();
    expect(weakening(falseIsWeaker, own('false'), own(false))).toBeNull();
    expect(weakening(falseIsWeaker, own(false), unset)).toBeNull();
    expect(weakening(falseIsWeaker, own('no'), own('yes'))).toBeNull();
  });

  it('says nothing of numbers in another form', () => {
    for (const odd of ['five', '1.5', ' 6', '', true, [9]]) expect(weakening(higher, own(5), own(odd))).toBeNull();
    expect(weakening(higher, own('many'), own(5))).toBeNull();
    expect(weakening(higher, own('5'), own('6'))).toEqual({ kind: 'value' });
  });

  it('does not take a list that was in another form for an open one', () => {
    expect(weakening(list, own(5), own([]))).toBeNull();
    expect(weakening(list, own(5), own(['a.example.com']))).toBeNull();
    expect(weakening(list, own(5), own(['*']))).toEqual({ kind: 'opened', added: ['*'] });
    expect(weakening(list, own(['a']), own(5))).toBeNull();
    expect(weakening(list, unset, own(['*']))).toBeNull();
    expect(weakening(list, own(['a']), unset)).toEqual({ kind: 'gone' });
  });

  it.each([own(''), own([]), own({}), unset])('takes a limit of %j for none', (none) => {
    expect(weakening(limit, own('brand'), none)).toEqual({ kind: 'gone' });
    expect(weakening(limit, none, unset)).toBeNull();
  });
});
