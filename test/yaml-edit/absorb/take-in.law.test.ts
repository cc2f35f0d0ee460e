import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/decide.ts';
import { changeName } from '../../../src/model/change.ts';
import type { LiveState } from '../../../src/model/live.ts';
import {
  type AbsorbInput,
  type AbsorbResult,
  absorbDrift,
  type FileText,
} from '../../../src/workflows/absorb-drift.ts';
import { aDecideInput, aDigest, aLiveClient, aLiveState, pattern, testCatalogue } from '../../support/builders.ts';
import { lawRunCount } from '../../support/law-runs.ts';
import { arbitraryCase, type Case, textOf } from './arbitrary-file.ts';
import { desiredOf, readTexts } from './memory-load.ts';

const runs = { numRuns: Math.ceil(lawRunCount / 8) };
const everything = ['global', 'clients.*'].map(pattern);

function liveOf({ live, features }: Case): LiveState {
  return aLiveState({
    global: { settings: live['global']?.['settings'] ?? {}, custom: live['global']?.['custom'] ?? {} },
    clients: [aLiveClient({ id: 'id-of-web', features })],
    scopes: { 'id-of-web': { settings: live['web']?.['settings'] ?? {}, custom: live['web']?.['custom'] ?? {} } },
  });
}

async function inputFor(files: readonly FileText[], live: LiveState): Promise<AbsorbInput> {
  const facts = { ...aDecideInput(), desired: await desiredOf(files), live, catalogue: testCatalogue };
  return { facts, digest: aDigest('key'), named: everything, files, read: readTexts };
}

async function absorbed(one: Case): Promise<{ readonly live: LiveState; readonly taken: AbsorbResult }> {
  const live = liveOf(one);
  return { live, taken: await absorbDrift(await inputFor([{ shown: 'capstan.yaml', text: textOf(one) }], live)) };
}

describe('any file, whatever live holds', () => {
  it('asks for what was absorbed, so that a plan has nothing more to do there', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (one) => {
        const { live, taken } = await absorbed(one);
        expect(taken.leftOut).toEqual([]);
        const { facts } = await inputFor(taken.files, live);
        expect(decide(facts).changes.map(changeName)).toEqual([]);
      }),
      runs,
    );
  });

  it('keeps every line that does not speak of what was absorbed', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (one) => {
        const { taken } = await absorbed(one);
        const gone = new Set(taken.absorbed.map(({ target }) => target));
        // A line of structure may get or lose its {}, and a section may come; what people wrote stays.
        const kept = one.lines.filter(({ targets }) => targets?.every((target) => !gone.has(target)) === true);
        const lines = (taken.files[0]?.text ?? '').replace(/^\ufeff/u, '').split(one.lineBreak);
        expect(
          missingOf(
            kept.map(({ text }) => text),
            lines,
          ),
        ).toEqual([]);
        expect(taken.files[0]?.text.startsWith('\ufeff')).toBe(one.mark !== '');
        if (gone.size === 0) expect(taken.files[0]?.text).toBe(textOf(one));
      }),
      runs,
    );
  });

  it('stays as it is when it is absorbed into once more', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (one) => {
        const { live, taken } = await absorbed(one);
        const again = await absorbDrift(await inputFor(taken.files, live));
        expect(again.files).toEqual(taken.files);
        expect(again.absorbed).toEqual([]);
      }),
      runs,
    );
  });
});

/** The lines that do not stand, in this order, among the others. */
function missingOf(wanted: readonly string[], lines: readonly string[]): readonly string[] {
  let from = 0;
  return wanted.filter((line) => {
    const at = lines.indexOf(line, from);
    if (at !== -1) from = at + 1;
    return at === -1;
  });
}
