import { describe, expect, it } from 'vitest';
import { survives, typeOfKey } from '../../../src/engine/compare/compare-cells.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { SettingOption, TypeSources } from '../../../src/model/setting.ts';
import { type Cell, cellOfValue } from '../../../src/model/state.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import { aCatalogue, anOption, someFacts } from '../../support/builders.ts';

const catalogue = aCatalogue([someFacts('known', { type: 'integer' }), someFacts('vague', { type: null })]);

function sources(options: readonly SettingOption[] | null): TypeSources {
  return { catalogue, options: options === null ? null : new Map(options.map((option) => [option.name, option])) };
}

function asked(json: Json, text = JSON.stringify(json)) {
  return { kind: 'value', json, text } as const;
}

const aSecret = (secret: Secret | null): Cell => ({ kind: 'secret', secret, by: 'reference' });

function typeOf(key: string, live: Value | undefined, json: Json, options: readonly SettingOption[] | null = null) {
  return typeOfKey(sources(options), 'settings', key, asked(json), cellOfValue(live));
}

describe('the type of a standard setting', () => {
  it('is what the options reply says, else the catalogue', () => {
    expect(typeOf('known', 'text', 'text', [anOption('known', { type: 'boolean' })])).toBe('boolean');
    expect(typeOf('known', 'text', 'text', [anOption('known', { type: null })])).toBe('integer');
    expect(typeOf('known', 'text', 'text', [])).toBe('integer');
    expect(typeOf('known', 'text', 'text', null)).toBe('integer');
  });

  it.each<[Json, string]>([
    ['5', 'string'],
    [true, 'boolean'],
    [5, 'integer'],
    [1.5, 'json'],
    [[1], 'json'],
    [{ a: 1 }, 'json'],
  ])('is that of the live value %j where no one documents it', (live, type) => {
    expect(typeOf('vague', live, 'asked')).toBe(type);
    expect(typeOf('own', live, 'asked')).toBe(type);
  });

  it('is that of the value asked for where there is no live one, or none that may be seen', () => {
    expect(typeOf('own', undefined, 5)).toBe('integer');
    expect(typeOf('own', null, true)).toBe('boolean');
    expect(typeOf('own', new Secret('x'), [1])).toBe('json');
    expect(typeOf('own', undefined, 'x')).toBe('string');
  });

  it.each(['1.10', '20170915215708415365', '0123'])(
    'is string for the number %s, which JSON would print otherwise',
    (text) => {
      expect(typeOfKey(sources(null), 'settings', 'own', asked(Number(text), text), undefined)).toBe('string');
      expect(survives(asked(Number(text), text))).toBe(false);
    },
  );
});

describe('the type of a secret', () => {
  it('is documented, or told by its form: nothing else of it is looked at', () => {
    const typeOfSecret = (key: string, secret: Secret | null) =>
      typeOfKey(sources(null), 'settings', key, aSecret(secret), cellOfValue(new Secret({ a: 1 })));
    expect(typeOfSecret('known', new Secret('5'))).toBe('integer');
    expect(typeOfSecret('own', new Secret('5'))).toBe('string');
    expect(typeOfSecret('known', new Secret({ a: 1 }))).toBe('json');
    expect(typeOfSecret('own', null)).toBe('string');
  });
});

describe('the type of a key that is held alone', () => {
  it('is that of its value, and string for a secret', () => {
    expect(typeOfKey(sources(null), 'settings', 'own', undefined, cellOfValue([1]))).toBe('json');
    expect(typeOfKey(sources(null), 'custom', 'own', { kind: 'absent' }, cellOfValue([1]))).toBe('json');
    expect(typeOfKey(sources(null), 'settings', 'own', undefined, cellOfValue(new Secret([1])))).toBe('string');
  });
});

describe('the type of a custom setting', () => {
  it('is string, but for maps and lists, whatever a standard setting of that name is', () => {
    const typeOfCustom = (json: Json) =>
      typeOfKey(sources([anOption('known', { type: 'boolean' })]), 'custom', 'known', asked(json), cellOfValue(5));
    expect(typeOfCustom(5)).toBe('string');
    expect(typeOfCustom('x')).toBe('string');
    expect(typeOfCustom([1])).toBe('json');
    expect(typeOfCustom({})).toBe('json');
  });
});
