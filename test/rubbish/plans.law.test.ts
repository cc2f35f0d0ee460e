import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDigest } from '../../src/engine/plan-document/digests.ts';
import type { Plan } from '../../src/model/plan.ts';
import { jsonText, planJson } from '../../src/render/machine/json.ts';
import { planText } from '../../src/render/text/plan-text.ts';
import { checkSamePlan } from '../../src/workflows/check-saved-plan.ts';
import { ExpectedEnd } from '../../src/workflows/ending.ts';
import { readSavedPlan } from '../../src/workflows/read-saved.ts';
import { folderWith } from '../config/load.ts';
import { blockedPlan, fullPlan } from '../render/sample-plan.ts';
import { plainView } from '../support/plain-view.ts';
import { mangled, mutated, rubbishRuns } from './mutations.ts';

const plan: Plan = { ...fullPlan, digest: planDigest(fullPlan) };
const folder = folderWith({});
const path = join(folder, 'plan.json');

describe('a saved plan of rubbish', () => {
  it('is refused with 65, or can be shown and compared with a new plan', async () => {
    await fc.assert(
      fc.asyncProperty(mangled(Buffer.from(JSON.stringify(plan))), async (bytes) => {
        writeFileSync(path, bytes);
        await judged();
      }),
      rubbishRuns,
    );
  });

  it('is no better when anyone who changed it made its digest anew', async () => {
    const start = fc.constantFrom(plan, { ...blockedPlan, digest: planDigest(blockedPlan) });
    // This law once broke at a finding whose code is a control character, and at a call with such an id.
    const oddCode = { ...blockedPlan, findings: blockedPlan.findings.map((each) => ({ ...each, code: '\0' })) };
    const oddCall = { ...plan, calls: plan.calls.map((each, at) => (at === 1 ? { ...each, id: '\0' } : each)) };
    await fc.assert(
      fc.asyncProperty(start.chain(mutated), async (content) => {
        writeFileSync(path, JSON.stringify(withDigest(content)));
        await judged();
      }),
      { ...rubbishRuns, examples: [[oddCode], [oddCall]] },
    );
  });

  it.each<[string, string]>([
    [
      'nests without end',
      JSON.stringify(plan).replace('"unmanaged":', `"unmanaged":${'['.repeat(100_000)}${']'.repeat(100_000)},"x":`),
    ],
    ['has a key twice', JSON.stringify(plan).replace('"caller":', '"caller":"somebody","caller":')],
    ['was made on no day of any calendar', JSON.stringify({ ...plan, createdAt: '2026-13-45T99:99:99Z' })],
    ['never ends', JSON.stringify({ ...plan, expiresAt: '9999-99-99T99:99:99Z' })],
  ])('is refused when it %s', async (_what, text) => {
    writeFileSync(path, text);
    await expect(readSavedPlan(path, folder)).rejects.toMatchObject({ ending: 'invalidFile' });
  });
});

async function judged(): Promise<void> {
  const read = await readOrEnd();
  if (read === null) return;
  const shown = `${planText(read, plainView)}${jsonText(planJson(read))}`;
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  try {
    checkSamePlan(read, plan);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectedEnd);
  }
}

async function readOrEnd(): Promise<Plan | null> {
  try {
    return await readSavedPlan(path, folder);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectedEnd);
    expect(error).toMatchObject({ ending: 'invalidFile' });
    return null;
  }
}

function withDigest(content: unknown): unknown {
  try {
    return { ...(content as Plan), digest: planDigest(content as Plan) };
  } catch {
    return content;
  }
}
