import { describe, expect, it } from 'vitest';
import type { Guard } from '../../../src/engine/guards/guard.ts';
import { guards } from '../../../src/engine/guards/index.ts';
import { adoptionCases } from './adoption-cases.ts';
import { findingsIn, lookedAt, saysOf } from './case.ts';
import { clientCases } from './client-cases.ts';
import { hostCases } from './host-cases.ts';
import { nameCases } from './name-cases.ts';
import { policyCases } from './policy-cases.ts';
import { propertyCases } from './property-cases.ts';
import { scopeCases } from './scope-cases.ts';
import { securityCases } from './security-cases.ts';
import { settingCases } from './setting-cases.ts';
import { undoCases } from './undo-cases.ts';

const cases = new Map(
  Object.entries({
    ...adoptionCases,
    ...clientCases,
    ...hostCases,
    ...nameCases,
    ...policyCases,
    ...propertyCases,
    ...scopeCases,
    ...securityCases,
    ...settingCases,
    ...undoCases,
  }),
);

describe.each(guards.map((guard) => [guard.code, guard] as const))('%s', (code, guard) => {
  it.each((cases.get(code) ?? []).map((one) => [one.fact, one] as const))('%s', (_fact, one) => {
    expect(saysOf(guard, one)).toEqual(one.says);
  });

  // A guard that said nothing, or one that always spoke, would fail one of them.
  it('has a case in which it speaks and a near miss in which it does not', () => {
    const loud = (cases.get(code) ?? []).map((one) => one.says.length > 0);
    expect(new Set(loud)).toEqual(new Set([true, false]));
  });

  it('says its own code and nothing else', () => {
    const codes = (cases.get(code) ?? []).flatMap((one) => findingsIn(guard, one).map((finding) => finding.code));
    expect(new Set(codes)).toEqual(new Set([code]));
  });
});

describe('a guard that looks at nothing but the file and the day', () => {
  const ofFile: ReadonlySet<PropertyKey> = new Set(['desired', 'today', 'warnUntil']);
  const needsLive = (code: string, guard: Guard): boolean =>
    (cases.get(code) ?? []).some((one) => lookedAt(guard, one).some((name) => !ofFile.has(name)));

  it.each(guards.map((guard) => [guard.code, guard] as const))(
    '%s says so, so that validate runs it',
    (code, guard) => {
      expect(guard.needs === 'file').toBe(!needsLive(code, guard));
    },
  );
});

describe('the list of guards', () => {
  it('holds each code once, and has cases for no other', () => {
    const codes = guards.map((guard) => guard.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect([...cases.keys()].sort()).toEqual([...codes].sort());
  });

  it('has an order that does not hang on the names of files', () => {
    const ranks = guards.map((guard) => guard.rank);
    expect(new Set(ranks).size).toBe(ranks.length);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });
});
