import { describe, expect, it } from 'vitest';
import { cellsOfValues, type HeldCell, hiddenCell, inexactKeys, isInexact } from '../../src/model/state.ts';

describe('a number that changes when it is parsed and printed', () => {
  const values = { settings: new Map([['big', '1e400']]), custom: new Map([['gone', null]]) };

  it('is a fact of its cell', () => {
    const { settings } = cellsOfValues(values, { settings: ['big'], custom: [] });
    expect(settings.get('big')).toEqual({ kind: 'value', json: '1e400', text: null, inexact: true });
    expect(inexactKeys(settings)).toEqual(['big']);
  });

  it('is in no cell of a key that is absent, or that was not read', () => {
    const { custom } = cellsOfValues(values, { settings: [], custom: ['gone', 'unread'] });
    expect([...custom]).toEqual([['gone', { kind: 'absent' }]]);
    expect([custom.get('gone'), custom.get('unread')].map(isInexact)).toEqual([false, false]);
  });

  it('is known of a secret too', () => {
    const hidden = (more: { readonly inexact?: true }): HeldCell =>
      hiddenCell({ kind: 'value', json: 1, text: null, ...more });
    expect(isInexact(hidden({ inexact: true }))).toBe(true);
    expect(Object.keys(hidden({}))).toEqual(['kind', 'secret', 'by']);
  });
});
