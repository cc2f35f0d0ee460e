import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { absorbFiles } from '../../../src/cli/actions/drift.ts';
import { planFiles } from '../../../src/cli/actions/plan.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { networkBy } from '../../../src/service/client/create-api.ts';
import { commonFlags, fakeSession } from '../../cli/fake-session.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { openSandboxHere, type SandboxHere } from '../../support/sandbox-here.ts';
import { scenarioApplication, scenarioCaller, scenarioState } from '../../support/scenario-state.ts';
import { arbitraryCase, type Case, textOf } from './arbitrary-file.ts';

let folder = '';
let sandbox: SandboxHere;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-absorb-law-'));
  mkdirSync(join(folder, '.git'));
  sandbox = openSandboxHere({ seed: scenarioState({}) });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

type Values = SandboxState['settings'];
const valuesOf = (one: Case, scope: string, section: string): Values =>
  Object.fromEntries(one.live[scope]?.[section] ?? []) as Values;

function stateOf(one: Case): SandboxState {
  const web = {
    id: 'id-of-web',
    name: 'Web',
    features: [...one.features],
    settings: valuesOf(one, 'web', 'settings'),
    custom: valuesOf(one, 'web', 'custom'),
  };
  return scenarioState({
    settings: valuesOf(one, 'global', 'settings'),
    custom: valuesOf(one, 'global', 'custom'),
    clients: [web],
  });
}

describe('absorb, with a service', () => {
  it('leaves a plan nothing to do but what it says that it left out, and changes nothing in live', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async (one) => {
        const state = stateOf(one);
        sandbox.edit(() => state);
        const application = `{ id: ${scenarioApplication}, configUrl: "${sandbox.url}" }`;
        const path = join(folder, 'capstan.yaml');
        writeFileSync(path, textOf(one).replace('{ id: app1, region: us }', application));
        const asked = { ...commonFlags, format: 'json', baseline: undefined, liveEdits: 'kept' } as const;

        const absorbing = session();
        const only = ['global', 'clients.*'];
        expect(await absorbFiles({ ...asked, only, approval: 'given' }, absorbing)).toBe(0);
        const said: { leftOut: { target: string }[] } = JSON.parse(absorbing.printed.join(''));
        const planning = session();
        await planFiles(
          {
            ...asked,
            out: undefined,
            snapshot: undefined,
            only: [],
            unmanaged: 'counted',
            exitCodes: 'plain',
            secrets: 'required',
          },
          planning,
        );
        const plan: Plan = JSON.parse(planning.printed.join(''));
        const leftOut = new Set(said.leftOut.map(({ target }) => target));
        expect(plan.changes.filter(({ target }) => !leftOut.has(target))).toEqual([]);
        expect(sandbox.state()).toEqual(state);
        expect(readFileSync(path, 'utf8').startsWith('\ufeff')).toBe(one.mark !== '');
      }),
      lawRuns,
    );
  });
});

// The same for all runs: the key of fingerprints, slow to derive on purpose, belongs to them.
const variables = { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret };

function session(): ReturnType<typeof fakeSession> {
  return fakeSession({ cwd: folder, variables, network: networkBy(sandbox.transport) });
}
