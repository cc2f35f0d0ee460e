import { describe, expect, it } from 'vitest';
import { survives, type TypeSources, typeOfSetting } from '../../../src/engine/compare/coerce-value.ts';
import type { Json } from '../../../src/leaf/json.ts';
import type { SettingOption } from '../../../src/model/setting.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import { aCatalogue, anOption, someFacts } from '../../support/builders.ts';

const catalogue = aCatalogue([someFacts('known', { type: 'integer' }), someFacts('vague', { type: null })]);

function sources(options: readonly SettingOption[] | null): TypeSources {
  return { catalogue, options: options === null ? null : new Map(options.map((option) => [option.name, option])) };
}

function asked(json: Json, text = JSON.stringify(json)) {
  return { json, text };
}

function typeOf(key: string, live: Value | undefined, json: Json, options: readonly SettingOption[] | null = null) {
  return typeOfSetting(sources(options), 'settings', key, live, asked(json));
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
      expect(typeOfSetting(sources(null), 'settings', 'own', undefined, asked(Number(text), text))).toBe('string');
      expect(survives(asked(Number(text), text))).toBe(false);
    },
  );
});

describe('the type of a custom setting', () => {
  it('is string, but for maps and lists, whatever a standard setting of that name is', () => {
    const typeOfCustom = (json: Json) =>
      typeOfSetting(sources([anOption('known', { type: 'boolean' })]), 'custom', 'known', 5, asked(json));
    expect(typeOfCustom(5)).toBe('string');
    expect(typeOfCustom('x')).toBe('string');
    expect(typeOfCustom([1])).toBe('json');
    expect(typeOfCustom({})).toBe('json');
  });
});
