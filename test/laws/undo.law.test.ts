import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Touched } from '../../src/engine/undo/run-changes.ts';
import { undoRun } from '../../src/engine/undo/undo-run.ts';
import type { RunRecord } from '../../src/model/run.ts';
import { planJson } from '../../src/render/machine/json.ts';
import type { SandboxState } from '../../src/sandbox/run-sandbox.ts';
import type { Planned, Ready } from '../../src/workflows/plan.ts';
import { arbitraryWorld, type World } from '../support/arbitrary-world.ts';
import { pattern, unprotected } from '../support/builders.ts';
import { lawRunCount, otherPositionCount } from '../support/law-runs.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { recordedApply } from '../support/recorded-run.ts';

/** `folder` null: journals are kept in memory. */
type Stage = { readonly pipeline: Pipeline; readonly folder: string | null };

describe.each([
  ['with everything in its default position', {}, lawRunCount],
  ['without an options reply', { optionsReply: 'missing' }, otherPositionCount],
] as const)('whatever a run did, %s', (_name, switches, numRuns) => {
  let pipeline: Pipeline;
  let folder = '';
  beforeAll(async () => {
    pipeline = await openPipeline(switches);
    folder = mkdtempSync(join(tmpdir(), 'capstan-undo-'));
  });
  afterAll(async () => {
    await pipeline.close();
    rmSync(folder, { recursive: true });
  });

  it('can be undone from its journal alone, and so can that', { timeout: 600_000 }, async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryWorld, fc.nat(), async (world, at) => {
        // A part of the journals goes over the disk, which takes a third of the time of a run.
        const stage = { pipeline, folder: at % 10 === 0 ? folder : null };
        const applied = await appliedOf(stage, world);
        if (applied !== null) {
          undone += 1;
          await isUndone(stage, applied);
          await sparesWhatIsNew(stage, applied, at);
        }
      }),
      { numRuns },
    );
    if (numRuns >= 25) expect(undone).toBeGreaterThan(numRuns / 8);
  });
});

type Applied = { readonly record: RunRecord; readonly before: SandboxState; readonly after: SandboxState };

async function appliedOf({ pipeline, folder }: Stage, world: World): Promise<Applied | null> {
  pipeline.sandbox.edit(() => world.live);
  const planned = await pipeline.plan(await pipeline.load(JSON.stringify(world.file)));
  if (planned.kind !== 'ready') return null;
  const before = pipeline.sandbox.state();
  const { report, record, text } = await recordedApply(pipeline, planned, folder);
  expect(report.result).toBe('done');
  expect(text).not.toContain('canary');
  return { record, before, after: pipeline.sandbox.state() };
}

async function isUndone({ pipeline, folder }: Stage, { record, before, after }: Applied): Promise<void> {
  const again = await recordedApply(pipeline, ready(await planUndo(pipeline, record)), folder);
  expect(again.report).toMatchObject({ result: 'done', sideEffects: [], changedMeanwhile: [] });
  expect(comparable(pipeline.sandbox.state())).toEqual(comparable(before));
  // A second undo has nothing to do.
  expect((await planUndo(pipeline, record)).kind).toBe('in-sync');

  const original = await recordedApply(pipeline, ready(await planUndo(pipeline, again.record)), folder);
  expect(original.report.result).toBe('done');
  expect(comparable(pipeline.sandbox.state())).toEqual(comparable(after));
}

/** Someone edits one of the keys: it is refused, and the rest goes back without touching it. */
async function sparesWhatIsNew({ pipeline, folder }: Stage, { record, before }: Applied, at: number): Promise<void> {
  const { touched } = undoRun({ record, file: 'run.jsonl', protections: unprotected, files: [], only: [] });
  const keys = [...touched].filter(([, row]) => isText(row));
  const [name, row] = keys[at % Math.max(1, keys.length)] ?? [];
  if (name === undefined || row?.kind !== 'key') return;
  const { section, key } = row.change;
  const edit = (state: SandboxState): SandboxState => ({
    ...state,
    [section]: Object.fromEntries([...Object.entries(state[section]), [key, 'what someone else wrote']]),
  });
  pipeline.sandbox.edit(edit);
  const edited = pipeline.sandbox.state();

  const refused = await planUndo(pipeline, record);
  if (refused.kind !== 'blocked') throw new Error(`the undo is ${refused.kind}`);
  const refusals = refused.plan.findings.filter(({ severity }) => severity === 'refuse');
  expect(refusals.map(({ code, target }) => `${code} ${target}`)).toEqual([`changed-since ${name}`]);
  expect(pipeline.sandbox.state()).toEqual(edited);

  const others = [...touched.keys()].filter((other) => other !== name);
  if (others.length === 0) return;
  const rest = await planUndo(pipeline, record, others);
  expect((await recordedApply(pipeline, ready(rest), folder)).report.result).toBe('done');
  expect(comparable(pipeline.sandbox.state())).toEqual(comparable(edit(before)));
}

// The service would not take a text for a number back.
function isText(row: Touched): boolean {
  return row.kind === 'key' && row.scope.kind === 'global' && row.change.type === 'string';
}

function planUndo(pipeline: Pipeline, record: RunRecord, only: readonly string[] = []): Promise<Planned> {
  const patterns = only.map(pattern);
  const { desired, undo } = undoRun({ record, file: 'run.jsonl', protections: unprotected, files: [], only: patterns });
  return pipeline.plan(desired, { undo, only: patterns });
}

function ready(planned: Planned): Ready {
  if (planned.kind === 'ready') {
    expect(JSON.stringify(planJson(planned.plan))).not.toContain('canary');
    return planned;
  }
  throw new Error(JSON.stringify(planned.kind === 'failed' ? planned.failures : planned.plan.findings));
}

/** The state without what means nothing: the order of lists that are sets. */
function comparable(state: SandboxState): unknown {
  return { ...state, clients: state.clients.map((client) => ({ ...client, features: [...client.features].sort() })) };
}
