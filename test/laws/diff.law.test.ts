import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffScope } from '../../src/engine/compare/compare-scope.ts';
import { sameJson } from '../../src/engine/compare/normalize-value.ts';
import { canonicalJson, type Json } from '../../src/leaf/json.ts';
import { formatTarget, globalScope, keyTarget, type Scope } from '../../src/model/address.ts';
import type { DesiredValue } from '../../src/model/desired.ts';
import type { SettingOption } from '../../src/model/setting.ts';
import { matchesTarget } from '../../src/model/target-pattern.ts';
import { sealed, type Value } from '../../src/model/value.ts';
import {
  jsonStructure,
  jsonValue,
  mapOf,
  oddKey,
  type Spelling,
  spelling,
  stringSpelling,
} from '../support/arbitraries.ts';
import {
  aCatalogue,
  aClientScope,
  aDesiredScope,
  aLiveScope,
  anOption,
  pattern,
  plain,
  secretReference,
  someFacts,
  today,
} from '../support/builders.ts';
import { lawRuns } from '../support/law-runs.ts';

const scope = fc.constantFrom<Scope>(globalScope, aClientScope('web'));
const rules = {
  options: null,
  catalogue: aCatalogue([]),
  ignore: [],
  accept: [],
  today,
  isSecretKey: () => false,
  writes: 'safest' as const,
};
const nothing = { changes: [], findings: [] };

type Asked = ReadonlyMap<string, DesiredValue>;

function split(entries: ReadonlyMap<string, Spelling>): {
  readonly live: ReadonlyMap<string, Value>;
  readonly asked: Asked;
} {
  return {
    live: new Map([...entries].map(([key, { live }]) => [key, live])),
    asked: new Map([...entries].map(([key, { asked }]) => [key, asked])),
  };
}

function optionsOf(entries: ReadonlyMap<string, Spelling>): ReadonlyMap<string, SettingOption> {
  return new Map([...entries].map(([key, { type }]) => [key, anOption(key, { type })]));
}

describe('a state against itself', () => {
  it('differs in nothing, however it is written down, when the options reply gives the types', () => {
    fc.assert(
      fc.property(scope, mapOf(oddKey, spelling), mapOf(oddKey, stringSpelling), (where, settings, custom) => {
        const [own, other] = [split(settings), split(custom)];
        const desired = aDesiredScope({ settings: own.asked, custom: other.asked, unmentioned: 'remove' });
        const live = aLiveScope({ settings: own.live, custom: other.live });
        expect(diffScope({ ...rules, options: optionsOf(settings) }, where, desired, live)).toEqual({
          ...nothing,
          unmanaged: [],
          notCompared: [],
        });
      }),
      lawRuns,
    );
  });

  it('differs in nothing when the catalogue gives the types', () => {
    fc.assert(
      fc.property(mapOf(oddKey, spelling), (settings) => {
        const { live, asked } = split(settings);
        const catalogue = aCatalogue([...settings].map(([key, { type }]) => someFacts(key, { type })));
        const found = diffScope(
          { ...rules, catalogue },
          globalScope,
          aDesiredScope({ settings: asked }),
          aLiveScope({ settings: live }),
        );
        expect(found).toMatchObject(nothing);
      }),
      lawRuns,
    );
  });

  it('differs in nothing when only live shows the types, nulls aside', () => {
    fc.assert(
      fc.property(mapOf(oddKey, jsonValue), mapOf(oddKey, jsonStructure), (settings, custom) => {
        const asked = (values: ReadonlyMap<string, Json>): Asked =>
          new Map([...values].flatMap(([key, json]) => (json === null ? [] : [[key, plain(json)]])));
        const desired = aDesiredScope({ settings: asked(settings), custom: asked(custom) });
        expect(diffScope(rules, globalScope, desired, aLiveScope({ settings, custom }))).toMatchObject(nothing);
      }),
      lawRuns,
    );
  });

  it('differs in nothing when its values are secret', () => {
    fc.assert(
      fc.property(mapOf(oddKey, jsonValue), (values) => {
        const asked = new Map([...values].map(([key, json]) => [key, secretReference(json)]));
        const live = new Map([...values].map(([key, json]) => [key, sealed(json)]));
        const desired = aDesiredScope({ settings: asked, unmentioned: 'remove' });
        expect(diffScope(rules, globalScope, desired, aLiveScope({ settings: live }))).toMatchObject(nothing);
      }),
      lawRuns,
    );
  });

  it('differs in nothing when nothing is declared, and lists what live holds', () => {
    fc.assert(
      fc.property(scope, mapOf(oddKey, fc.option(jsonValue)), (where, values) => {
        const found = diffScope(rules, where, aDesiredScope(), aLiveScope({ custom: values }));
        const held = [...values].flatMap(([key, value]) => (value === null ? [] : [key]));
        expect(found).toMatchObject(nothing);
        expect(new Set(found.unmanaged)).toEqual(
          new Set(held.map((key) => formatTarget(keyTarget(where, 'custom', key)))),
        );
      }),
      lawRuns,
    );
  });
});

describe('equality of JSON', () => {
  it('is equality of canonical texts, odd and empty keys included', () => {
    fc.assert(
      fc.property(jsonValue, jsonValue, (a, b) => {
        expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
        expect(sameJson(a, structuredClone(a))).toBe(true);
      }),
      lawRuns,
    );
  });

  it('sees any one part that differs', () => {
    fc.assert(
      fc.property(jsonStructure, fc.oneof(oddKey, fc.constant('')), jsonValue, jsonValue, (rest, key, a, b) => {
        fc.pre(canonicalJson(a) !== canonicalJson(b));
        const around = (part: Json): Json => [
          rest,
          Object.fromEntries([
            ['x', 1],
            [key, part],
          ]),
        ];
        expect(sameJson(around(a), around(b))).toBe(false);
      }),
      lawRuns,
    );
  });
});

describe('a target', () => {
  it('is named by its own text and by no text of another', () => {
    fc.assert(
      fc.property(
        scope,
        scope,
        oddKey,
        oddKey,
        fc.constantFrom('settings', 'custom'),
        (one, other, key, second, section) => {
          const target = keyTarget(one, section, key);
          const another = keyTarget(other, 'custom', second);
          const text = formatTarget(target);
          const read = pattern(text);
          expect(read.key).toEqual([key]);
          expect(matchesTarget(read, target)).toBe(true);
          expect(read.section).toBe(section);
          expect(formatTarget(another) === text).toBe(section === 'custom' && key === second && one === other);
          expect(matchesTarget(read, keyTarget(one, section, second))).toBe(key === second);
        },
      ),
      lawRuns,
    );
  });
});
