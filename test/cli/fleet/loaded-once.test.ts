import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type PlanFlags, planFiles } from '../../../src/cli/actions/plan.ts';
import { commonFlags, fakeSession } from '../fake-session.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-loaded-once-'));
  service = await startService({ latencyMs: 1 });
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const flags: PlanFlags = {
  ...commonFlags,
  ...{ out: undefined, snapshot: undefined, only: [], unmanaged: 'counted', exitCodes: 'plain' },
  ...{ secrets: 'required', baseline: undefined, liveEdits: 'kept', file: ['a.yaml', 'b.yaml'] },
};

/** Plans over two files; gives the exit code, how often each was read, and what was said. */
async function plan(settings: string) {
  for (const name of ['a', 'b']) {
    const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
    writeFileSync(join(folder, `${name}.yaml`), `${head}settings: ${settings}\n`);
  }
  const session = fakeSession({ cwd: folder, variables: service.env });
  const reads: string[] = [];
  const files = { ...session.files, note: (path: string) => void reads.push(path.slice(folder.length + 1)) };
  return { code: await planFiles(flags, { ...session, files }), reads, told: session.told.join('') };
}

it('reads each file of a run once, though all are looked at before the first request', async () => {
  const { code, reads } = await plan('{ login_attempts: 3 }');
  // They are read side by side.
  expect([code, reads.sort()]).toEqual([0, ['a.yaml', 'b.yaml']]);
});

it('still misses a secret that a plan needs, which the first look leaves out', async () => {
  const { code, told } = await plan('{ rpx_key: "${secret:CAPSTAN_VAR_NOT_SET}" }');
  expect([code, service.requests()]).toEqual([65, 0]);
  expect(told.match(/\[unset-variable\]/gu)).toHaveLength(2);
});
