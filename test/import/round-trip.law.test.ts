import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { decide } from '../../src/core/decide.ts';
import type { LiveScope, LiveState } from '../../src/core/model/live.ts';
import { isSecret, sealed, type Value } from '../../src/core/model/value.ts';
import { loadDesired } from '../../src/desired/load-desired.ts';
import type { ImportChoice } from '../../src/import/import-choice.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../../src/import/write-config.ts';
import { today } from '../support/builders.ts';
import { arbitraryLive } from './arbitrary-live.ts';
import { choice as plainChoice } from './live-of.ts';

const choice: ImportChoice = {
  ...plainChoice,
  catalogue,
  application: { ...plainChoice.application, id: 'app' },
};
let folder = '';
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-import-law-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const looksSecret = (key: string): boolean => catalogue.isKnownSecret(key) || catalogue.looksSecret(key);

/** Secrets sealed as reading live state seals them. */
function sealedLive(live: LiveState): LiveState {
  const keys = (values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
    new Map([...values].map(([key, value]) => [key, looksSecret(key) ? sealed(value) : value]));
  const scope = (one: LiveScope): LiveScope => ({
    ...one,
    sections: { settings: keys(one.sections.settings), custom: keys(one.sections.custom) },
  });
  return {
    ...live,
    global: live.global === null ? null : scope(live.global),
    scopes: new Map([...live.scopes].map(([id, one]) => [id, scope(one)])),
  };
}

async function load(text: string) {
  files += 1;
  const file = join(folder, `${files}.yaml`);
  writeFileSync(file, text);
  return loadDesired(file, {
    cwd: folder,
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
  const days = { today: '2026-01-01', soon: '2026-01-15', baseline: null, liveEdits: 'kept' as const, undo: null };
  const { changes, findings } = decide({ desired: loaded.desired, live, catalogue, only: [], ...days });
  const refused = findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
  return { problems: [], changes: changes.map(({ action }) => action), refused };
}

/** How many keys and clients the text manages. */
function managedBy(loaded: Loaded) {
  if (loaded.kind === 'problems') return undefined;
  const { global, clients } = loaded.desired;
  const keys = [global, ...clients.values()].flatMap(({ sections }) => [
    ...sections.settings.values.keys(),
    ...sections.custom.values.keys(),
  ]);
  return { keys: keys.length, clients: clients.size };
}

/** How many keys there are; a null counts as absent. */
function presentIn({ global, scopes }: LiveState): number {
  return [global, ...scopes.values()]
    .flatMap((scope) =>
      scope === null ? [] : [...scope.sections.settings.values(), ...scope.sections.custom.values()],
    )
    .filter((value) => value !== null && !(isSecret(value) && value.equals(sealed(null)))).length;
}

const inSync = { problems: [], changes: [], refused: [] };

describe('importing any live state', () => {
  it.each(['unmanaged', 'references'] as const)(
    'is in sync, not refused, and names each key that it does not manage (secrets %s)',
    async (secrets) => {
      await fc.assert(
        fc.asyncProperty(arbitraryLive, async (arbitrary) => {
          const live = sealedLive(arbitrary);
          const written = writeConfig(live, { ...choice, secrets });
          const loaded = await load(written.text);
          expect(planFrom(loaded, live)).toEqual(inSync);
          expect(managedBy(loaded)).toEqual(written.count);
          const notes = written.notes.filter(({ target }) => !target.endsWith('.features'));
          expect(written.count.keys + notes.length).toBe(presentIn(live));
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it('is in sync and not refused when only the entries of some clients are taken', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLive, fc.nat(), async (arbitrary, pick) => {
        const live = sealedLive(arbitrary);
        const ids = [...live.clients.keys()];
        const chosen = { ...choice, clients: new Set(ids.slice(pick % ids.length)) };
        const loaded = await load(wholeFileOf(writeFragment(live, chosen), chosen));
        expect(planFrom(loaded, live)).toEqual(inSync);
      }),
      { numRuns: 300 },
    );
  });
});
