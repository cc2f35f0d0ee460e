import { describe, expect, it } from 'vitest';
import { rememberedByText } from '../../src/leaf/work.ts';

describe('a function that remembers what it made of a text', () => {
  it('makes it once', () => {
    const asked: string[] = [];
    const lengthOf = rememberedByText((text) => asked.push(text) && text.length, 10);
    expect([lengthOf('one'), lengthOf('three'), lengthOf('one')]).toEqual([3, 5, 3]);
    expect(asked).toEqual(['one', 'three']);
  });

  it('holds no more than it may, and is right afterwards', () => {
    const asked: string[] = [];
    const lengthOf = rememberedByText((text) => asked.push(text) && text.length, 2);
    expect(['a', 'bb', 'ccc', 'a', 'ccc'].map(lengthOf)).toEqual([1, 2, 3, 1, 3]);
    expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
  });
});
