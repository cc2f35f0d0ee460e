import { describe, expect, it } from 'vitest';
import { impactOf } from '../../src/catalogue/impact-of.ts';
import { impactSentences } from '../../src/catalogue/impact-sentences.ts';
import { settingsData } from '../../src/catalogue/settings-data.ts';
import { riskClasses } from '../../src/core/model/impact.ts';

describe('the impact of settings', () => {
  it('is known for every setting of the catalogue and for no other name', () => {
    expect([...impactSentences.keys()].sort()).toEqual(settingsData.map(({ name }) => name).sort());
  });

  it('has a class, and sentences or an explicit null for each', () => {
    for (const [name, { risk, added, changed, removed, to }] of impactSentences) {
      expect(riskClasses, name).toContain(risk);
      for (const text of [added, changed, removed, ...Object.values(to)]) {
        if (text === null) continue;
        expect(text, name).toMatch(/^[A-Z{].*\.$/);
        expect(text.replace(/\{(?:before|after|users|fallback)\}/g, ''), name).not.toMatch(/[{}]/);
      }
      expect(`${added}`, name).not.toContain('{before}');
      expect(`${removed}`, name).not.toContain('{after}');
    }
  });

  it('shows no value of a secret setting', () => {
    const secrets = settingsData.filter(({ secret }) => secret).map(({ name }) => impactSentences.get(name));
    expect(secrets).toHaveLength(2);
    for (const facts of secrets) expect(JSON.stringify(facts)).not.toMatch(/\{(?:before|after)\}/);
  });

  it('is found for the names of any entity type', () => {
    expect(impactOf('agent_distinguisher_field')?.risk).toBe('permissions');
    expect(impactOf('constructor')).toBeUndefined();
  });
});
