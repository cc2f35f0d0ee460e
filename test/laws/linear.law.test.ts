import { describe, expect, it } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { guards } from '../../src/core/guards/index.ts';
import { chooseCalls } from '../../src/core/plan/choose-calls.ts';
import { makePlan } from '../../src/core/plan/make-plan.ts';
import {
  aClientScope,
  aDecideInput,
  aDesiredClient,
  aDigest,
  aLiveClient,
  aMoment,
  anOption,
  type DecideWish,
  knownOptions,
  secretReference,
} from '../support/builders.ts';
import { counted } from '../support/counted.ts';

const digest = aDigest('key');
const small = 150;

/** How much more each work looks at when there is twice as much of everything: 2 when it grows with it, 4 with its square. */
function growths<T>(inputOf: (size: number) => T, works: readonly ((input: T) => unknown)[]): readonly number[] {
  const [once = [], twice = []] = [small, 2 * small].map((size) => {
    let reads = 0;
    const input = counted(inputOf(size), () => {
      reads += 1;
    });
    return works.map((work) => {
      reads = 0;
      work(input);
      return reads;
    });
  });
  return twice.map((reads, at) => reads / (once[at] || 1));
}

function growth<T>(inputOf: (size: number) => T, work: (input: T) => unknown): number {
  return growths(inputOf, [work])[0] ?? 0;
}

// Sorting takes a little more than twice.
const linear = 2.5;

function numbered<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function keys<T>(count: number, make: (index: number) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(numbered(count, (index) => [`key_${index}`, make(index)]));
}

const options = (count: number) => [...knownOptions, ...numbered(count, (index) => anOption(`key_${index}`))];

function clients(count: number) {
  return {
    desired: (wish: (index: number) => Parameters<typeof aDesiredClient>[0]) =>
      numbered(count, (index) => aDesiredClient({ alias: `c${index}`, ...wish(index) })),
    live: numbered(count, (index) => aLiveClient({ id: aClientScope(`c${index}`).clientId, name: `Client ${index}` })),
    scopes: <T>(wish: T): Readonly<Record<string, T>> =>
      Object.fromEntries(numbered(count, (index) => [aClientScope(`c${index}`).clientId, wish])),
  };
}

/** Plans that are large in one way each. */
const worlds: Readonly<Record<string, (count: number) => DecideWish>> = {
  'many new keys': (count) => ({ desired: { custom: keys(count, () => 'new') } }),
  'many unknown settings': (count) => ({ desired: { settings: keys(count, () => 'new') } }),
  'many changed keys': (count) => ({
    desired: { custom: keys(count, () => 'new') },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many changed settings': (count) => ({
    desired: { settings: keys(count, () => 'new') },
    live: { global: { settings: keys(count, () => 'old') }, options: options(count) },
  }),
  'many keys that go by their tombstones': (count) => ({
    desired: { absentCustom: numbered(count, (index) => `key_${index}`), writes: 'per-key' },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many keys that nobody mentions': (count) => ({
    desired: { custom: {}, unmentioned: 'remove', writes: 'replace' },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many secrets': (count) => ({
    desired: { custom: new Map(numbered(count, (index) => [`key_${index}`, secretReference(`new ${index}`)])) },
    live: { global: { custom: keys(count, () => 'old') } },
  }),
  'many clients': (count) => ({
    desired: { settings: keys(20, () => 'new'), clients: clients(count).desired(() => ({ custom: { a: 'new' } })) },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old' } }) },
  }),
  'many clients that are found by their names': (count) => ({
    desired: { clients: clients(count).desired((index) => ({ name: `Client ${index}`, custom: { a: 'new' } })) },
    live: { clients: clients(count).live, scopes: clients(count).scopes({ custom: { a: 'old' } }) },
  }),
  'many feature lists': (count) => ({
    desired: { clients: clients(count).desired(() => ({ features: ['direct_read_access'] })), writes: 'replace' },
    live: { clients: clients(count).live },
  }),
  'a client that overrides many changed keys': (count) => ({
    desired: {
      custom: keys(count, () => 'new'),
      clients: [aDesiredClient({ alias: 'c0', custom: keys(count, () => 'own') })],
    },
    live: { global: { custom: keys(count, () => 'old') }, clients: clients(1).live },
  }),
  'many published settings': (count) => ({
    desired: {
      settings: { ...keys(count, () => 'new'), jump_publish_settings: numbered(count, (i) => `key_${i}`).join(' ') },
    },
    live: {
      global: { settings: { jump_publish_settings: numbered(count, (index) => `key_${index}`).join(' ') } },
      options: options(count),
    },
  }),
};

describe.each(Object.entries(worlds))('a plan with %s', (_name, world) => {
  const inputOf = (count: number) => aDecideInput(world(count));
  const guardInputOf = (count: number) => {
    const input = inputOf(count);
    const { clients: found, changes, origins, calls } = decide(input);
    return { ...input, clients: found, changes, origins, calls };
  };

  it('is decided in as many steps as it has parts', () => {
    expect(growth(inputOf, decide)).toBeLessThan(linear);
  });

  it('is judged by each guard in as many steps', () => {
    const grown = growths(
      guardInputOf,
      guards.map(({ check }) => check),
    );
    expect(guards.filter((_, at) => (grown[at] ?? 0) >= linear).map(({ code }) => code)).toEqual([]);
  });

  it('has its calls chosen, and is written down, in as many steps', () => {
    const chosen = growth(guardInputOf, (input) => chooseCalls(input, input.changes));
    const written = growth(
      (count) => decide(inputOf(count)),
      (parts) => makePlan(parts, aMoment, digest),
    );
    expect(Math.max(chosen, written)).toBeLessThan(linear);
  });
});

describe('the count of looks', () => {
  it('tells work that grows with its input from work that grows with the square of it', () => {
    const numbers = (count: number) => numbered(count, (index) => index);
    expect(growth(numbers, (all) => all.map((one) => one + 1))).toBeLessThan(linear);
    expect(growth(numbers, (all) => all.map((one) => all.indexOf(one)))).toBeGreaterThan(3);
    const named = (count: number) => new Map(numbered(count, (index) => [`key_${index}`, index] as const));
    expect(growth(named, (all) => [...all].map(([name]) => all.get(name)))).toBeLessThan(linear);
    expect(growth(named, (all) => [...all].map(([name]) => [...all.keys()].indexOf(name)))).toBeGreaterThan(3);
  });
});
