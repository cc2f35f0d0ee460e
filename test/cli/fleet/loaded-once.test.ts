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

function write(name: string, id: string, settings: string): void {
  const head = `version: 1\napplication: { id: "${id}", configUrl: "${service.url}" }\n`;
  writeFileSync(join(folder, `${name}.yaml`), `${head}settings: ${settings}\n`);
}

/** Plans over two files; gives the exit code, how often each was read, and what was said. */
async function plan(settings: string) {
  for (const name of ['a', 'b']) write(name, name, settings);
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

it('takes each file as it was at the beginning, though most are loaded when others were planned', async () => {
  await service.close();
  let asked = 0;
  const rewriteLater = (): null => {
    asked += 1;
    if (asked === 1) for (let at = 0; at < 20; at += 1) write(`f${at}`, 'f0', '{ login_attempts: 9 }');
    return null;
  };
  service = await startService({ latencyMs: 1, hold: rewriteLater });
  const file = Array.from({ length: 20 }, (_, at) => `f${at}.yaml`);
  for (let at = 0; at < 20; at += 1) write(`f${at}`, `f${at}`, '{ login_attempts: 3 }');
  const session = fakeSession({ cwd: folder, variables: service.env });
  expect(await planFiles({ ...flags, file }, session)).toBe(0);
  expect(session.printed.join('').match(/login_attempts .*-> 3$/gmu)).toHaveLength(20);
});

it('refuses files that undo each other before any request, also where loading alone tells the application of one', async () => {
  write('a', 'shop', '{ login_attempts: 3 }');
  write('b', '${env:CAPSTAN_VAR_SHOP}', '{ login_attempts: 4 }');
  write('c', 'other', '{ login_attempts: 4 }');
  const variables = { ...service.env, CAPSTAN_VAR_SHOP: 'shop' };
  for (const file of [
    ['a.yaml', 'b.yaml', 'c.yaml'],
    ['c.yaml', 'b.yaml', 'a.yaml'],
  ]) {
    const session = fakeSession({ cwd: folder, variables });
    await expect(planFiles({ ...flags, file }, session)).rejects.toMatchObject({
      problems: [{ code: 'same-target-twice' }],
    });
  }
  expect(service.requests()).toBe(0);
});

it.each(['\u2028', '\r'])('takes nothing in a comment for the application of a file: it may hold %j', async (odd) => {
  write('base', 'shop', '{}');
  for (const [name, attempts] of [
    ['a', 3],
    ['b', 4],
  ] as const) {
    const head = `version: 1\nextends: base.yaml\n# before${odd}application: { id: ${name} }\n`;
    writeFileSync(join(folder, `${name}.yaml`), `${head}settings: { login_attempts: ${attempts} }\n`);
  }
  const session = fakeSession({ cwd: folder, variables: service.env });
  await expect(planFiles(flags, session)).rejects.toMatchObject({ problems: [{ code: 'same-target-twice' }] });
  expect(service.requests()).toBe(0);
});
