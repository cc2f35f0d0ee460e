import { describe, expect, it } from 'vitest';
import { savedText } from '../../src/workflows/read-saved.ts';
import { aPlan, blockedPlan, fullPlan } from '../render/sample-plan.ts';

const usual = { out: 'plan.json', file: 'capstan.yaml', secrets: 'required' } as const;

describe('savedText', () => {
  it('says where a plan is, which it is, and how to apply it', () => {
    expect(savedText(fullPlan, usual)).toBe(
      `Saved as plan.json, ${fullPlan.digest}.\nTo apply it until 2026-11-24T10:00:00.000Z: capstan apply plan.json\n`,
    );
  });

  it('repeats what has to be the same again, as a shell takes it', () => {
    const text = savedText(fullPlan, { out: "my 'plan'.json", file: 'staging.yaml', secrets: 'left-out' });
    expect(text).toContain("capstan apply 'my '\\''plan'\\''.json' -f staging.yaml --without-secrets\n");
  });

  it('names a file that begins with a dash so that it is no flag', () => {
    expect(savedText(fullPlan, { ...usual, out: '-x.json' })).toContain('capstan apply ./-x.json\n');
  });

  it('does not advise to apply what cannot be applied', () => {
    expect(savedText(blockedPlan, usual)).toContain('It is blocked and cannot be applied.\n');
    expect(savedText(aPlan(), usual)).toContain('There is nothing to apply.\n');
  });
});
