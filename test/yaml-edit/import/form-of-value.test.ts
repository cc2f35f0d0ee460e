import { describe, expect, it } from 'vitest';
import { formOfValue } from '../../../src/yaml-edit/import/decide-scope.ts';

const json = (value: unknown): unknown => ({ kind: 'json', json: value });
const misfit = expect.objectContaining({ kind: 'type-mismatch' });

describe('formOfValue', () => {
  it.each([
    ['5', 5],
    [5, 5],
    ['-7', -7],
    [9007199254740991, 9007199254740991],
  ])('writes %j as the integer %j', (live, written) => {
    expect(formOfValue('settings', 'integer', live)).toEqual(json(written));
  });

  it.each(['05', '1.0', ' 5', 'x', '', 1.5, 1e30, '9007199254740993', true, {}])(
    'finds that %j is no integer',
    (live) => {
      expect(formOfValue('settings', 'integer', live)).toEqual(misfit);
    },
  );

  it('reads texts that mean a boolean, and no others', () => {
    expect(formOfValue('settings', 'boolean', 'true')).toEqual(json(true));
    expect(formOfValue('settings', 'boolean', 'false')).toEqual(json(false));
    expect(formOfValue('settings', 'boolean', false)).toEqual(json(false));
    expect(formOfValue('settings', 'boolean', 'yes')).toEqual(misfit);
    expect(formOfValue('settings', 'boolean', 1)).toEqual(misfit);
  });

  it('writes numbers bound for a string by their text', () => {
    expect(formOfValue('settings', 'string', 5)).toEqual(json(5));
    expect(formOfValue('custom', 'string', 1.5)).toEqual(json('1.5'));
    expect(formOfValue('custom', null, 1e30)).toEqual(json('1e+30'));
    expect(formOfValue('custom', null, true)).toEqual(json(true));
  });

  it('takes structures where they fit', () => {
    expect(formOfValue('settings', 'string', [])).toEqual(misfit);
    expect(formOfValue('custom', null, [])).toEqual(json([]));
    expect(formOfValue('settings', 'json', { a: 1 })).toEqual(json({ a: 1 }));
    expect(formOfValue('settings', null, { a: 1 })).toEqual(json({ a: 1 }));
    expect(formOfValue('settings', null, 'x')).toEqual(json('x'));
  });

  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['5', '5'],
    ['{', '{'],
    ['{"a":1.5}', '{"a":1.5}'],
    ['{"a":1e3}', '{"a":1e3}'],
    ['{"a":"\\u002d0"}', '{"a":"\\u002d0"}'],
  ])('reads the JSON text %s as a structure if that is certainly the same', (live, written) => {
    expect(formOfValue('settings', 'json', live)).toEqual(json(written));
  });
});
