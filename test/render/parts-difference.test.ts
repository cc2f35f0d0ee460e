import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/leaf/json.ts';
import { partsDifference } from '../../src/render/difference/text-difference.ts';

describe('partsDifference', () => {
  it('names the parts of a map that came, went and changed, and counts the others', () => {
    expect(partsDifference({ a: 1, b: { c: 1, d: 2 }, e: 3 }, { b: { c: 1, d: 3 }, e: 3, f: null })).toEqual({
      changes: [
        { kind: 'removed', path: '.a', before: 1 },
        { kind: 'changed', path: '.b.d', before: 2, after: 3 },
        { kind: 'added', path: '.f', after: null },
      ],
      unchanged: 2,
    });
  });

  it('finds what came into a list and what left it, without calling what moved up changed', () => {
    expect(partsDifference(['a', 'b', 'c'], ['b', 'c', 'd']).changes).toEqual([
      { kind: 'removed', path: '[0]', before: 'a' },
      { kind: 'added', path: '[2]', after: 'd' },
    ]);
  });

  it('looks into the maps of a list of the same length', () => {
    expect(partsDifference([{ a: 1 }, { b: 2 }], [{ a: 1 }, { b: 3 }]).changes).toEqual([
      { kind: 'changed', path: '[1].b', before: 2, after: 3 },
    ]);
  });

  it('shows a list of maps with another length by whole elements', () => {
    expect(partsDifference([{ a: 1 }], [{ a: 1 }, { a: 2 }]).changes).toEqual([
      { kind: 'added', path: '[1]', after: { a: 2 } },
    ]);
  });

  it('treats names that every object has as ordinary ones', () => {
    const before = JSON.parse('{"__proto__": 1, "constructor": 2}') as Json;
    expect(partsDifference(before, { constructor: 2, toString: 3 }).changes).toEqual([
      { kind: 'removed', path: '.__proto__', before: 1 },
      { kind: 'added', path: '.toString', after: 3 },
    ]);
  });

  it('quotes names that a path cannot hold', () => {
    expect(partsDifference({ 'a.b': 1 }, { 'a.b': 2 }).changes[0]?.path).toBe('["a.b"]');
  });

  it('shows parts at great depth whole', () => {
    const deep = (value: number): Json => Array.from({ length: 20 }).reduce<Json>((inner) => ({ in: inner }), value);
    const [change] = partsDifference(deep(1), deep(2)).changes;
    expect(change).toMatchObject({ kind: 'changed', path: '.in'.repeat(8) });
  });

  it('calls a map that became a list changed', () => {
    expect(partsDifference({ a: {} }, { a: [] }).changes).toEqual([
      { kind: 'changed', path: '.a', before: {}, after: [] },
    ]);
  });
});
