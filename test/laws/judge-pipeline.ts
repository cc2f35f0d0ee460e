import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { RunReport } from '../../src/model/run.ts';
import { planJson } from '../../src/render/machine/json.ts';
import { planText } from '../../src/render/text/plan-text.ts';
import { runText } from '../../src/render/text/run-text.ts';
import type { RecordedRequest, SandboxState, Switches } from '../../src/sandbox/run-sandbox.ts';
import { arbitraryWorld, callerId, type World } from '../support/arbitrary-world.ts';
import { openPipeline, type Pipeline, type Way } from '../support/pipeline.ts';
import { plainView } from '../support/plain-view.ts';
import { isWrite } from '../support/scenario-text.ts';

/** Whatever the application and the file: a plan and its apply keep their promises, with these switches of the sandbox, in so many runs. */
export function judgePipeline(name: string, switches: Partial<Switches>, runs: number, way: Way = 'here'): void {
  describe(`whatever the application and the file, ${name}`, () => {
    let pipeline: Pipeline;
    beforeAll(async () => {
      pipeline = await openPipeline(switches, way);
    });
    afterAll(() => pipeline.close());

    it('keeps its promises from file to live', { timeout: 600_000 }, async () => {
      const seen = { ready: 0, blocked: 0, 'in-sync': 0 };
      await fc.assert(
        fc.asyncProperty(arbitraryWorld, async (world) => {
          seen[await holdsFor(pipeline, world)] += 1;
        }),
        { numRuns: runs },
      );
      // A law that is only ever asked of blocked plans says nothing.
      if (runs >= 50) expect(seen.ready).toBeGreaterThan(runs / 4);
    });
  });
}

async function holdsFor(pipeline: Pipeline, world: World): Promise<Plan['status']> {
  const { sandbox } = pipeline;
  sandbox.edit(() => world.live);
  const desired = await pipeline.load(JSON.stringify(world.file));

  sandbox.clearRequests();
  const planned = await pipeline.plan(desired);
  if (planned.kind === 'failed') throw new Error(JSON.stringify(planned.failures));
  expect(sandbox.requests.filter(isWrite)).toEqual([]);
  expect(sandbox.requests.length).toBeLessThanOrEqual(world.clientCount + 3);
  expect(sandbox.state()).toEqual(world.live);
  holdsNoSecret(planned.plan);
  if (planned.kind !== 'ready') return planned.kind;

  sandbox.clearRequests();
  const before = sandbox.state();
  const report = await pipeline.apply(planned);
  const after = sandbox.state();
  expect(report).toMatchObject({ result: 'done', sideEffects: [], changedMeanwhile: [] });
  expect(sandbox.requests.filter(isWrite).map(({ method, path }) => `${method} ${path}`)).toEqual(
    planned.plan.calls.map(({ method, path }) => `${method} ${path}`),
  );
  keepsEverything(planned.plan, sandbox.requests, before);
  touchesOnly(planned.plan, before, after);
  expect(after.clients.find(({ id }) => id === callerId)?.features).toContain('owner');
  holdsNoSecret(planned.plan, report);

  sandbox.clearRequests();
  expect((await pipeline.plan(desired)).kind).toBe('in-sync');
  expect(sandbox.requests.filter(isWrite)).toEqual([]);
  return 'ready';
}

function holdsNoSecret(plan: Plan, report?: RunReport): void {
  const texts = [
    planText(plan, plainView),
    planJson(plan),
    report === undefined ? '' : runText(plan, report, plainView.style),
  ];
  for (const text of texts) expect(text).not.toContain('canary');
}

/** Every key of every scope that no change names holds what it held. */
function touchesOnly(plan: Plan, before: SandboxState, after: SandboxState): void {
  const touched = new Set(plan.changes.map(({ target, clientId }) => nameOf(target, clientId)));
  expect(untouched(after, touched)).toEqual(untouched(before, touched));
}

function untouched(state: SandboxState, touched: ReadonlySet<string>): ReadonlyMap<string, unknown> {
  const scopes = [{ id: 'global', ...state }, ...state.clients.map((client) => ({ ...client }))];
  const rows = scopes.flatMap((scope) => [
    ...(['settings', 'custom'] as const).flatMap((section) =>
      Object.entries(scope[section]).map(
        ([key, value]) => [`${scope.id} ${section}.${escapedKey(key)}`, value] as const,
      ),
    ),
    ...('features' in scope
      ? [
          [`${scope.id} features`, [...scope.features].sort()] as const,
          [`${scope.id} name`, scope.name] as const,
          [`${scope.id} ipWhitelist`, [...scope.ipWhitelist].sort()] as const,
        ]
      : []),
  ]);
  return new Map(rows.filter(([name]) => !touched.has(name)));
}

function nameOf(target: string, clientId: string | undefined): string {
  return clientId === undefined ? `global ${target}` : `${clientId} ${target.replace(/^clients\.[^.]+\./, '')}`;
}

function escapedKey(key: string): string {
  return key.replace(/[\\*]/g, '\\$&');
}

/** Each replacing body holds, unchanged, every key of its scope that its call does not name. */
function keepsEverything(plan: Plan, requests: readonly RecordedRequest[], before: SandboxState): void {
  const writes = requests.filter(isWrite);
  plan.calls.forEach((call, at) => {
    const client = before.clients.find(({ id }) => call.path.includes(`/clients/${id}`));
    const body = writes[at]?.body as Body;
    if (call.replaces && call.path.endsWith('/settings'))
      expect(missingFrom(body, client ?? before, call.targets)).toEqual([]);
    else if (call.replaces)
      expect([body['name'], sorted(body['ipWhitelist'])]).toEqual([client?.name, sorted(client?.ipWhitelist)]);
  });
}

/** JSON that is served as text comes back as text. */
function isSameAsServed(sent: unknown, held: unknown): boolean {
  return isDeepStrictEqual(sent, held) || (typeof held === 'object' && sent === JSON.stringify(held));
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? [...list].sort() : list;
}

type Body = { readonly [key: string]: unknown; readonly custom?: object };

function missingFrom(
  body: Body,
  scope: Pick<SandboxState, 'settings' | 'custom'>,
  targets: readonly string[],
): readonly string[] {
  const planned = new Set(targets.map((target) => target.replace(/^clients\.[^.]+\./, '')));
  return (['settings', 'custom'] as const).flatMap((section) => {
    const sent = new Map<string, unknown>(Object.entries(section === 'settings' ? body : (body.custom ?? {})));
    return Object.entries(scope[section])
      .filter(([key]) => !planned.has(`${section}.${escapedKey(key)}`))
      .filter(([key, value]) => !isSameAsServed(sent.get(key), value))
      .map(([key]) => key);
  });
}
