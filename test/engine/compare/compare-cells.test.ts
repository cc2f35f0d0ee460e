import { describe, expect, it } from 'vitest';
import { compareCells, compareValues, settledCell } from '../../../src/engine/compare/compare-cells.ts';
import { type Cell, notComparable } from '../../../src/model/state.ts';
import { Secret } from '../../../src/model/value.ts';

const plain: Cell = { kind: 'value', json: 'x', text: null };
const hidden: Cell = { kind: 'secret', secret: new Secret('x'), by: 'live' };
const unset: Cell = { kind: 'secret', secret: null, by: 'reference' };
const absent: Cell = { kind: 'absent' };

describe('two cells', () => {
  it.each([
    ['unknown', plain, hidden],
    ['unknown', plain, unset],
    ['unknown', hidden, unset],
    ['unknown', unset, unset],
    ['unknown', plain, notComparable],
    ['unknown', notComparable, notComparable],
    ['differs', absent, plain],
    ['differs', absent, unset],
    ['differs', absent, notComparable],
    ['same', absent, absent],
    ['same', hidden, hidden],
  ] as const)('are %s in either order: %j and %j', (verdict, a, b) => {
    expect(compareCells('string', a, b)).toBe(verdict);
    expect(compareCells('string', b, a)).toBe(verdict);
  });

  it('of which one is a secret and one stands in clear cannot be told, whatever they hold', () => {
    expect(compareValues('string', new Secret('x'), 'x')).toBe('unknown');
    expect(compareValues('string', 'x', new Secret('y'))).toBe('unknown');
  });
});

describe('a secret of a state', () => {
  const settled = (by: 'value' | 'reference' | 'live', value: string): Cell | undefined =>
    settledCell('settings', 'integer', { kind: 'secret', secret: new Secret(value), by }, undefined);
  const isText = (cell: Cell | undefined) => cell?.kind === 'secret' && cell.secret?.isText();

  it('takes the form of its type when it is a value of the file, and keeps its own otherwise', () => {
    expect(isText(settled('value', '5'))).toBe(false);
    expect(isText(settled('reference', '5'))).toBe(true);
    expect(isText(settled('live', '5'))).toBe(true);
  });

  it('has no form when it does not fit its type', () => {
    expect(settled('value', 'five')).toBeUndefined();
    expect(settledCell('settings', 'integer', unset, undefined)).toBe(unset);
  });
});
