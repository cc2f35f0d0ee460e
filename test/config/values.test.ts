import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactNumber, isPlainlyWritten } from '../../src/config/yaml/located.ts';
import { desiredOf, head, placesOf } from './load.ts';

async function customValue(yaml: string, key = 'a') {
  const desired = await desiredOf(`${head}custom:\n  ${key}: ${yaml}\n`);
  return desired.global?.sections.custom.get(key);
}

describe('a scalar', () => {
  it.each([
    ['20170915215708415365', '20170915215708415365', '20170915215708415365'],
    ['9007199254740993', '9007199254740993', '9007199254740993'],
    ['1.10', 1.1, '1.10'],
    ['0123', 123, '0123'],
    ['0x1F', 31, '0x1F'],
    ['0o17', 15, '0o17'],
    ['1e3', 1000, '1e3'],
    ['1e999', '1e999', '1e999'],
    ['3.14159265358979323846', '3.14159265358979323846', '3.14159265358979323846'],
    ['.inf', '.inf', '.inf'],
    ['.nan', '.nan', '.nan'],
    ['-0', -0, '-0'],
    ['yes', 'yes', 'yes'],
    ['true', true, 'true'],
    ['True', true, 'True'],
    ['2027-01-31', '2027-01-31', '2027-01-31'],
    ['12:30', '12:30', '12:30'],
    ['1_000', '1_000', '1_000'],
    ['"5"', '5', '5'],
    ["'it''s'", "it's", "it's"],
    ['""', '', ''],
    ['"~"', '~', '~'],
    ['"\\u0041\\n"', 'A\n', 'A\n'],
    ['|\n    x\n    y', 'x\ny\n', 'x\ny\n'],
    ['>-\n    x\n    y', 'x y', 'x y'],
    ['x\n    y', 'x y', 'x y'],
    ['x # comment', 'x', 'x'],
    ['0x20000000000001', '0x20000000000001', '0x20000000000001'],
  ])('written %s has its JSON and its text', async (yaml, json, text) => {
    expect(await customValue(yaml)).toMatchObject({ kind: 'value', json, text });
  });
});

describe('a map or list', () => {
  it('is JSON', async () => {
    expect(await customValue('{ b: [1, -2.5, true, "1.10", text, {}] }')).toMatchObject({
      json: { b: [1, -2.5, true, '1.10', 'text', {}] },
      text: null,
    });
  });

  const otherwiseWritten = ['1e3', '12E5', '0x10', '0o17', '.5', '5.', '+5', '-0'];
  it.each(['9007199254740993', '0123', '1.10', '1e999', '.inf', '0.30000000000000000001', ...otherwiseWritten])(
    'with the number %s would lose it',
    async (text) => {
      expect(await placesOf(`${head}custom: { a: [${text}] }\n`)).toEqual(['capstan.yaml:3:15 number-not-exact']);
    },
  );

  it('nests at most 64 levels', async () => {
    const nested = (levels: number) => `${head}custom: { a: ${'['.repeat(levels)}${']'.repeat(levels)} }\n`;
    expect(await placesOf(nested(64))).toEqual([]);
    expect(await placesOf(nested(65))).toEqual(['capstan.yaml:3:78 too-deep']);
  });
});

describe('numbers', () => {
  it('are exact whenever JSON wrote them', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = JSON.stringify(value);
        expect(isExactNumber(text, Number(text))).toBe(true);
        expect(isPlainlyWritten(text, Number(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('of more digits than a double holds are not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 90n }), (value) => {
        const text = String(value);
        expect(isExactNumber(text, Number(text))).toBe(
          BigInt(Number(text)) === value && String(Number(text)).replace(/e.*/u, '').length <= 22 && exactDigits(text),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

// What is printed again must have the same digits.
function exactDigits(text: string): boolean {
  return (
    BigInt(Number(text).toLocaleString('fullwide', { useGrouping: false, maximumFractionDigits: 0 })) === BigInt(text)
  );
}
