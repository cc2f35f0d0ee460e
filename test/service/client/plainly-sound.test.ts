import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/leaf/json.ts';
import { isPlainlySound, scanJson } from '../../../src/leaf/parse-json.ts';

const plainly = (text: string, depth = 8): boolean => isPlainlySound(text, JSON.parse(text) as Json, depth);

describe('the quick look at a reply', () => {
  it.each([
    ['{"a": 1, "b": [true, null, "x"], "custom": {"c": "\\"d\\": 1"}}'],
    ['{"default_flow_version": "20170915215708415365", "text": "1e400, -0"}'],
    ['{"a": 0.5, "b": -1.25}'],
    ['[]'],
  ])('is enough for %s', (text) => {
    expect(plainly(text)).toBe(true);
  });

  it.each([
    ['{"a": 1, "a": 1}'],
    ['{"x": {"a": 1, "\\u0061": 2}}'],
    ['{"a": 12345678901234567890}'],
    ['{"a": 1e2}'],
    ['{"a": 1234567890.12345678901}'],
    ['{"a": -0}'],
    ['[[[[[[[[[1]]]]]]]]]'],
    [JSON.stringify({ a: 'x'.repeat(1_000_001) })],
  ])('calls for a close one at %.40s', (text) => {
    expect(plainly(text)).toBe(false);
  });

  it('passes nothing that the close look objects to', () => {
    const text = fc.oneof(
      fc.json({ maxDepth: 6 }),
      fc
        .array(
          fc.tuple(
            fc.constantFrom('a', 'b', '__proto__', '\\u0061'),
            fc.constantFrom(
              '1',
              '"a"',
              '9007199254740993',
              '1234567890.12345678901',
              '0.1',
              '123456789012.345',
              '1e99',
              '{}',
            ),
          ),
        )
        .map((members) => `{${members.map(([key, value]) => `"${key}": ${value}`).join(', ')}}`),
    );
    fc.assert(
      fc.property(text, (written) => {
        if (!plainly(written, 6)) return;
        expect(scanJson(written, 6)).toEqual({ kind: 'sound', inexact: [] });
      }),
      { numRuns: 2_000 },
    );
  });
});
