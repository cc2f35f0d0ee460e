import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsBetween, wordDifference } from '../../src/render/difference/text-difference.ts';
import { colourStyle, plainStyle } from '../../src/render/text/style.ts';

const style = plainStyle();

describe('wordDifference', () => {
  it('marks only the words that changed', () => {
    expect(wordDifference('the quick fox', 'the slow fox', style, 'long-parts')).toBe('"the [-quick-]{+slow+} fox"');
    expect(wordDifference('a b', 'a b c', style, 'long-parts')).toBe('"a b{+ c+}"');
  });

  it('keeps words that change together together', () => {
    expect(wordDifference('one two three x', 'four five six x', style, 'nothing')).toBe(
      '"[-one two three-]{+four five six+} x"',
    );
  });

  it('leaves out long parts that stay, at the start, between and at the end', () => {
    const stay = Array.from({ length: 20 }, (_, index) => `w${index}`).join(' ');
    const text = wordDifference(`${stay} a ${stay} b ${stay}`, `${stay} x ${stay} y ${stay}`, style, 'long-parts');
    expect(text).toBe('"… w19 [-a-]{+x+} w0 …w19 [-b-]{+y+} w0 …"'.replace('w0 …w19', 'w0 … w19'));
    expect(wordDifference(`${stay} a`, `${stay} b`, style, 'nothing')).toContain(stay);
  });

  it('writes line breaks and quotes as JSON does', () => {
    expect(wordDifference('a\n"b"', 'a\n"c"', style, 'nothing')).toBe('"a\\n\\"[-b-]{+c+}\\""');
  });

  it('colours what goes and what comes', () => {
    expect(wordDifference('a', 'b', colourStyle(), 'nothing')).toBe(
      '"\u001b[31m[-a-]\u001b[39m\u001b[32m{+b+}\u001b[39m"',
    );
  });

  it('says nothing but quotes of two empty texts', () => {
    expect(wordDifference('', '', style, 'nothing')).toBe('""');
    expect(wordDifference('', 'a', style, 'nothing')).toBe('"{+a+}"');
  });

  it('loses no word of either text', () => {
    fc.assert(
      fc.property(fc.lorem({ mode: 'words' }), fc.lorem({ mode: 'words' }), (before, after) => {
        const text = wordDifference(before, after, style, 'nothing').slice(1, -1);
        expect(text.replace(/\{\+.*?\+\}/g, '').replace(/\[-(.*?)-\]/g, '$1')).toBe(before);
        expect(text.replace(/\[-.*?-\]/g, '').replace(/\{\+(.*?)\+\}/g, '$1')).toBe(after);
      }),
    );
  });
});

describe('stepsBetween', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
  const key = (item: string): string => item;

  it('leads from the old sequence to the new one', () => {
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const steps = stepsBetween(before, after, key);
        expect(steps.filter(({ kind }) => kind !== 'added').map(({ item }) => item)).toEqual(before);
        expect(steps.filter(({ kind }) => kind !== 'removed').map(({ item }) => item)).toEqual(after);
      }),
    );
  });

  it('stays fast, and true, where more differs than is looked for', () => {
    const before = Array.from({ length: 30_000 }, (_, index) => `x${index}`);
    const after = before.map((item) => `${item}!`);
    const steps = stepsBetween(['same', ...before, 'end'], ['same', ...after, 'end'], key);
    expect(steps.filter(({ kind }) => kind === 'same').map(({ item }) => item)).toEqual(['same', 'end']);
    expect(steps).toHaveLength(60_002);
  });
});
