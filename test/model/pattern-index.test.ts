import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClientScope, globalScope, type Target } from '../../src/model/address.ts';
import {
  coversIn,
  coversTarget,
  indexBy,
  matchesTarget,
  patternIndex,
  type TargetPattern,
  targetIndex,
} from '../../src/model/target-pattern.ts';
import { aProtection, pattern } from '../support/builders.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '_'), minLength: 1, maxLength: 4 });
const aliases = fc.constantFrom('a', 'ab', 'b');
const section = fc.constantFrom('settings' as const, 'custom' as const);

const aPattern: fc.Arbitrary<TargetPattern> = fc
  .oneof(
    fc.constant('global'),
    word.map((alias) => `clients.${alias}`),
    word.map((id) => `clients.@${id}`),
    fc.tuple(word, section, word).map(([id, part, key]) => `clients.@${id}.${part}.${key}`),
    word.map((alias) => `clients.${alias}.features`),
    fc.tuple(section, word).map(([part, key]) => `${part}.${key}`),
    fc.tuple(word, section, word).map(([alias, part, key]) => `clients.${alias}.${part}.${key}`),
  )
  .map(pattern);

// Its id is made of the same letters, so that patterns name clients by alias, by id and by both.
const aClient = (alias: string): ClientScope => ({ kind: 'client', alias, clientId: `${alias}a` });

const aTarget: fc.Arbitrary<Target> = fc.oneof(
  fc.constant({ kind: 'global' } as const),
  aliases.map((alias) => ({ kind: 'client', alias }) as const),
  aliases.map((alias) => ({ kind: 'property', of: 'client', alias, property: 'features' }) as const),
  fc.record({ kind: fc.constant('key' as const), alias: fc.option(aliases), section, key: word }),
);

describe('an index of patterns', () => {
  it('finds just what a look at each pattern finds, in the same order', () => {
    fc.assert(
      fc.property(fc.array(aPattern, { maxLength: 12 }), aTarget, (patterns, target) => {
        const index = patternIndex(patterns);
        expect(index.matching(target)).toEqual(patterns.filter((one) => matchesTarget(one, target)));
        expect(index.covering(target)).toEqual(patterns.filter((one) => coversTarget(one, target)));
        const scope = 'alias' in target && target.alias !== null ? aClient(target.alias) : globalScope;
        expect(index.coveringIn(target, scope)).toEqual(patterns.filter((one) => coversIn(one, target, scope)));
      }),
      { numRuns: 2000 },
    );
  });

  it('looks a pattern without a wildcard up by what it means, not by how it is written', () => {
    const written = [pattern('custom.a\\*b'), pattern('custom.a\\b'), pattern('custom.a\\\\b')];
    const index = patternIndex(written);
    expect(index.matching({ kind: 'key', alias: null, section: 'custom', key: 'a*b' })).toEqual([written[0]]);
    expect(index.matching({ kind: 'key', alias: null, section: 'custom', key: 'a\\b' })).toEqual(written.slice(1));
  });

  it('knows the empty key, which no text can name', () => {
    const empty = { ...pattern('clients.web.custom.a'), key: [''] };
    const key = { kind: 'key', alias: 'web', section: 'custom', key: '' } as const;
    expect(patternIndex([empty]).matching(key)).toEqual([empty]);
  });

  it('gives the entries that have the patterns', () => {
    const [first, second] = [aProtection('clients.web'), aProtection('clients.web.custom.a')];
    const target = { kind: 'key', alias: 'web', section: 'custom', key: 'a' } as const;
    expect(targetIndex([first, second]).covering(target)).toEqual([first, second]);
    expect(targetIndex([first, second]).matching(target)).toEqual([second]);
    expect(
      indexBy([1, 2], (number) => pattern(`custom.${number}`)).matching({ ...target, alias: null, key: '2' }),
    ).toEqual([2]);
  });

  it('is made once for each list', () => {
    const patterns = [pattern('custom.a')];
    expect(patternIndex(patterns)).toBe(patternIndex(patterns));
    expect(patternIndex([...patterns])).not.toBe(patternIndex(patterns));
  });
});
