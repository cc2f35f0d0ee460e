import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCode } from '../../src/cli/exit-codes.ts';
import { exitCodeMeanings } from '../../src/cli/explain/explanation.ts';
import problems from '../../src/cli/explain/problem-codes.json' with { type: 'json' };
import { guards as guardsInForce } from '../../src/engine/guards/index.ts';
import guards from '../../src/generated/guard-pages.json' with { type: 'json' };

type Codes = Readonly<Record<string, Readonly<Record<string, string>>>>;
const script = join(import.meta.dirname, '../../scripts/published-codes.mjs');
const { codesNow, brokenCodes, publishedCodes } = (await import(script)) as {
  codesNow: (sources: unknown) => Codes;
  brokenCodes: (published: Codes, now: Codes) => readonly string[];
  publishedCodes: (text: string | null, now: Codes) => string;
};

const committed = readFileSync('docs/reference/published-codes.json', 'utf8');
const published = JSON.parse(committed) as Codes;
const now = codesNow({ exitCodeMeanings, guards, problems });

/** The numbers by their names in the source, as they were published. A number with another name means something else. */
const exitCodeNames = {
  ...{ done: 0, unexpected: 1, changesPending: 2, drift: 3, driftAndChanges: 4, refused: 5, afterWrite: 6, stale: 7 },
  ...{ wrongUsage: 64, invalidFile: 65, serviceFailed: 69, cannotWriteOutput: 73, locked: 75, notPermitted: 77 },
  ...{ interrupted: 130, terminated: 143 },
};

describe('what scripts rely on', () => {
  it('is there and means what it meant: exit codes, codes of findings, codes of problems', () => {
    expect(brokenCodes(published, now)).toEqual([]);
  });

  it('is published once it is there', () => {
    // npm run generate adds what is new.
    expect(publishedCodes(committed, now)).toBe(committed);
  });

  it('is what the program does: the numbers of the exits, and each guard with its override', () => {
    expect(exitCode).toMatchObject(exitCodeNames);
    expect(Object.keys(published['exitCodes'] ?? {}).map(Number)).toEqual(
      Object.values(exitCode).sort((a, b) => a - b),
    );
    for (const { code, override } of guardsInForce)
      expect(published['findings']?.[code], code).toContain(`override: ${override}`);
  });

  it('is not given up unseen: a code that goes, or gets another meaning, is named', () => {
    const before = { problems: { a: 'One.', b: 'Two.' }, exitCodes: { 5: 'Refused.' } };
    const after = { problems: { b: 'Three.', c: 'New.' }, exitCodes: { 5: 'Refused.' } };
    expect(brokenCodes(before, after)).toEqual([
      'problems: a is gone',
      'problems: b meant "Two.", and is now "Three."',
    ]);
    expect(() => publishedCodes(JSON.stringify(before), after)).toThrow('docs/versioning.md');
    expect(publishedCodes(JSON.stringify({ problems: { b: 'Three.' } }), after)).toContain('"c": "New."');
  });
});
