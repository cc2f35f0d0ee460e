import { describe, expect, it } from 'vitest';
import { chooseCalls } from '../../src/engine/calls/choose-calls.ts';
import { decide } from '../../src/engine/decide.ts';
import { guards } from '../../src/engine/guards/index.ts';
import { makePlan } from '../../src/engine/plan-document/make-plan.ts';
import { aDecideInput, aDigest, aMoment } from '../support/builders.ts';
import { growth, growths, linear, madeOnce, numbered } from '../support/growth.ts';
import { worlds } from '../support/large-worlds.ts';

const digest = aDigest('key');

describe.each(Object.entries(worlds))('a plan with %s', (_name, world) => {
  const inputOf = madeOnce((count) => aDecideInput(world(count)));
  const guardInputOf = madeOnce((count) => {
    const input = inputOf(count);
    const { clients: found, typeAt, changes, origins, calls } = decide(input);
    return { ...input, clients: found, typeAt, changes, origins, calls };
  });

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
