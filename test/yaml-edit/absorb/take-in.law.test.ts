import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/decide.ts';
import { settle } from '../../../src/engine/secrecy/settle.ts';
import { type Change, changeName } from '../../../src/model/change.ts';
import type { LiveState } from '../../../src/model/live.ts';
import { isSecret } from '../../../src/model/value.ts';
import {
  type AbsorbInput,
  type AbsorbResult,
  absorbDrift,
  type FileText,
} from '../../../src/workflows/absorb-drift.ts';
import { aDecideInput, aDigest, aLiveClient, aLiveState, pattern, testCatalogue } from '../../support/builders.ts';
import { sameOutcomes } from '../../support/same-values.ts';
import { arbitraryCase, type Case, textOf } from './arbitrary-file.ts';
import { desiredOf, readTexts } from './memory-load.ts';

const everything = ['global', 'clients.*'] as const;

function liveOf({ live, features }: Case): LiveState {
  return aLiveState({
    global: { settings: live['global']?.['settings'] ?? {}, custom: live['global']?.['custom'] ?? {} },
    clients: [aLiveClient({ id: 'id-of-web', features })],
    scopes: { 'id-of-web': { settings: live['web']?.['settings'] ?? {}, custom: live['web']?.['custom'] ?? {} } },
  });
}

async function inputFor(files: readonly FileText[], live: LiveState): Promise<AbsorbInput> {
  // Settled, as the workflow does: a key and its value may tell together that they are a secret.
  const desired = await desiredOf(files);
  const facts = settle({ ...aDecideInput(), desired, live, catalogue: testCatalogue, known: [] });
  return { facts, digest: aDigest('key'), named: everything.map(pattern), files, read: readTexts };
}

type Absorbed = { readonly input: AbsorbInput; readonly taken: AbsorbResult };

const outcomes = sameOutcomes(arbitraryCase, async (one): Promise<Absorbed> => {
  const input = await inputFor([{ shown: 'capstan.yaml', text: textOf(one) }], liveOf(one));
  return { input, taken: await absorbDrift(input) };
});

/** The changes that no file may ever say the value of. */
function secretsIn({ facts }: AbsorbInput): readonly string[] {
  const isOfSecret = (change: Change): boolean =>
    ('before' in change && isSecret(change.before)) || ('after' in change && isSecret(change.after));
  return decide(facts).changes.filter(isOfSecret).map(changeName);
}

/** What is left out, and nothing else: secrets, and each target asked for in which nothing differs. */
function leftOutOf(input: AbsorbInput): AbsorbResult['leftOut'] {
  const changed = decide(input.facts)
    .changes.map(changeName)
    .map((name) => everything[name.startsWith('clients.') ? 1 : 0]);
  const reason = 'the live application matches the file, or no file mentions it';
  return [
    ...secretsIn(input).map((target) => ({ target, reason: 'it is a secret, and secrets are never written to files' })),
    ...everything.filter((target) => !changed.includes(target)).map((target) => ({ target, reason })),
  ];
}

describe('any file, whatever live holds', () => {
  it('asks for what was absorbed, so that a plan has nothing more to do there', async () => {
    await outcomes.each(async (_, { input, taken }) => {
      expect(byTarget(taken.leftOut)).toEqual(byTarget(leftOutOf(input)));
      const { facts } = await inputFor(taken.files, input.facts.live);
      expect(decide(facts).changes.map(changeName)).toEqual(secretsIn(input));
    });
  });

  it('keeps every line that does not speak of what was absorbed', async () => {
    await outcomes.each((one, { taken }) => {
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
    });
  });

  it('stays as it is when it is absorbed into once more', async () => {
    await outcomes.each(async (_, { input, taken }) => {
      const again = await absorbDrift(await inputFor(taken.files, input.facts.live));
      expect(again.files).toEqual(taken.files);
      expect(again.absorbed).toEqual([]);
    });
  });
});

function byTarget(rows: AbsorbResult['leftOut']): AbsorbResult['leftOut'] {
  return rows.toSorted((one, other) => (one.target < other.target ? -1 : 1));
}

/** The lines that do not stand, in this order, among the others. */
function missingOf(wanted: readonly string[], lines: readonly string[]): readonly string[] {
  let from = 0;
  return wanted.filter((line) => {
    const at = lines.indexOf(line, from);
    if (at !== -1) from = at + 1;
    return at === -1;
  });
}
