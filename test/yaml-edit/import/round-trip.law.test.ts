import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { loadDesired } from '../../../src/config/load-config.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { LiveState } from '../../../src/model/live.ts';
import { scopesOf } from '../../../src/model/state.ts';
import { parseTargetPattern } from '../../../src/model/target-pattern.ts';
import { isSecret, sealed } from '../../../src/model/value.ts';
import type { ImportChoice } from '../../../src/yaml-edit/import/import-input.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../../../src/yaml-edit/import/write-config.ts';
import { settled, today, valuesIn } from '../../support/builders.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { memoryTree } from '../../support/memory-tree.ts';
import { arbitraryLive } from './arbitrary-live.ts';
import { choice as plainChoice, sourceOf as withSecrets } from './live-of.ts';

const choice: ImportChoice = {
  ...plainChoice,
  catalogue,
  application: { ...plainChoice.application, id: 'app' },
};
const sourceOf = (live: LiveState) => withSecrets(live, catalogue);

async function load(text: string) {
  const cwd = '/folder';
  return loadDesired('capstan.yaml', {
    cwd,
    tree: memoryTree(cwd, { 'capstan.yaml': text }),
    env: {},
    unsetSecrets: 'not-compared',
    catalogue,
    overridableGuards: [],
    fixedGuards: [],
    today,
  });
}

type Loaded = Awaited<ReturnType<typeof load>>;

/** What a plan from the text has to do, and what is wrong with the text. */
function planFrom(loaded: Loaded, live: LiveState) {
  if (loaded.kind === 'problems') return { problems: loaded.problems.map(({ code }) => code) };
  const days = { today: '2026-01-01', warnUntil: '2026-01-15', baseline: null, liveEdits: 'kept' as const, undo: null };
  const { changes, findings } = decide(settled({ desired: loaded.desired, live, catalogue, only: [], ...days }));
  const refused = findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
  return { problems: [], changes: changes.map(({ action }) => action), refused };
}

/** How many keys and clients the text manages. */
function managedBy(loaded: Loaded) {
  if (loaded.kind === 'problems') return undefined;
  const { clients } = loaded.desired;
  const keys = scopesOf(loaded.desired).flatMap(({ sections }) => [
    ...sections.settings.keys(),
    ...sections.custom.keys(),
  ]);
  return { keys: keys.length, clients: clients.size };
}

/** How many keys there are; a null counts as absent. */
function presentIn(live: LiveState): number {
  return scopesOf(live)
    .flatMap((scope) => [...valuesIn(scope.sections.settings).values(), ...valuesIn(scope.sections.custom).values()])
    .filter((value) => value !== null && !(isSecret(value) && value.equals(sealed(null)))).length;
}

const inSync = { problems: [], changes: [], refused: [] };

describe('importing any live state', () => {
  it.each(['unmanaged', 'references'] as const)(
    'is in sync, not refused, and names each key that it does not manage (secrets %s)',
    async (secrets) => {
      await fc.assert(
        fc.asyncProperty(arbitraryLive, async (arbitrary) => {
          const source = sourceOf(arbitrary);
          const written = writeConfig(source, { ...choice, secrets });
          const loaded = await load(written.text);
          expect(planFrom(loaded, arbitrary)).toEqual(inSync);
          expect(managedBy(loaded)).toEqual(written.count);
          const notes = written.notes.filter(({ target }) => parseTargetPattern(target)?.kind !== 'property');
          expect(written.count.keys + notes.length).toBe(presentIn(source.live));
        }),
        lawRuns,
      );
    },
  );

  it('is in sync and not refused when only the entries of some clients are taken', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLive, fc.nat(), async (arbitrary, pick) => {
        const source = sourceOf(arbitrary);
        const ids = [...arbitrary.clients.keys()];
        const chosen = { ...choice, clients: new Set(ids.slice(pick % ids.length)) };
        const loaded = await load(wholeFileOf(writeFragment(source, chosen), chosen));
        expect(planFrom(loaded, arbitrary)).toEqual(inSync);
      }),
      lawRuns,
    );
  });
});
