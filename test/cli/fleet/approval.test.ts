import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApplyFlags, applyFiles } from '../../../src/cli/actions/apply.ts';
import { chooseFleet } from '../../../src/cli/fleet/choose-fleet.ts';
import type { Session } from '../../../src/cli/terminal/session.ts';
import { makeKeysCheap } from '../../support/cheap-keys.ts';
import { commonFlags, type FakeSession, fakeSession } from '../fake-session.ts';
import { type Service, startService } from './many-applications.ts';

makeKeysCheap();

let folder = '';
let service: Service;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-fleet-approval-'));
  service = await startService({ latencyMs: 1 });
  for (const name of ['a', 'b', 'c']) write(name, 3);
  const members = ['a', 'b', 'c'].map(
    (name) => `  ${name}: { file: ${name}.yaml${name === 'c' ? '' : ', wave: w1'} }\n`,
  );
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\nwaves: [w1, w2]\napplications:\n${members.join('')}`);
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, attempts: number): void {
  const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
  writeFileSync(join(folder, `${name}.yaml`), `${head}settings: { login_attempts: ${attempts} }\n`);
}

const asked = (answer: () => string): FakeSession =>
  fakeSession({ cwd: folder, variables: service.env, prompt: async () => answer() });

async function apply(session: FakeSession, more: Partial<ApplyFlags> = {}): Promise<number> {
  const wish = { fleet: 'fleet.yaml', select: [], shard: undefined, file: [] };
  const { view } = await chooseFleet(wish, session);
  const file = view.members.map((member) => member.file);
  const flags = { plan: undefined, approval: 'ask', expectDigest: undefined, only: [], secrets: 'required' } as const;
  const kept = { baseline: undefined, liveEdits: 'kept', journal: undefined } as const;
  return applyFiles({ ...commonFlags, ...flags, ...kept, file, fleet: view, ...more }, session);
}

describe('an apply of a fleet on a terminal', () => {
  it('shows all plans, asks once, and then applies wave by wave', async () => {
    let questions = 0;
    const session = asked(() => {
      questions += 1;
      expect(service.writes()).toEqual([]);
      expect(session.printed.join('').match(/Plan: 0 to create, 1 to update/gu)).toHaveLength(3);
      return 'y';
    });
    expect(await apply(session)).toBe(0);
    expect(questions).toBe(1);
    expect(session.told.join('')).toContain('Apply 3 changes to 3 applications, in waves: w1, w2?');
    expect([...service.writes()].sort()).toEqual(['PUT a', 'PUT b', 'PUT c']);
    expect(service.writes().at(-1)).toBe('PUT c');
    expect(session.printed.join('')).toContain('3 applications: 3 with 0. Exit code 0.');
  });

  it('applies nothing after a no, or when nothing clear is said', async () => {
    for (const answer of ['n', 'what?']) {
      await expect(apply(asked(() => answer))).rejects.toMatchObject({ problems: [{ code: 'declined' }] });
    }
    expect(service.writes()).toEqual([]);
  });

  it('applies those alone that are selected, by name or from the list', async () => {
    const answers = ['select nothing', 'select a c', 'y'];
    const session = asked(() => answers.shift() ?? 'n');
    expect(await apply(session)).toBe(0);
    expect(session.told.join('')).toContain('No application with changes is named nothing.');
    expect(session.told.join('')).toContain('Apply 2 changes to 2 applications, in waves: w1, w2?');
    expect(service.writes()).toEqual(['PUT a', 'PUT c']);
    expect(session.printed.join('')).toMatch(/^ +b +- +not chosen, 1 change$/mu);
    expect(session.told.join('')).not.toContain('Not touched');
  });

  it('shows a list to select from, and the details of a change', async () => {
    for (const name of ['a', 'c']) write(name, 5);
    write('c', 4);
    const answers = ['d c', 'd b settings.login_attempts', 'select', 'y'];
    const lists: unknown[] = [];
    const session = asked(() => answers.shift() ?? 'n');
    const choose: Session['choose'] = async ({ options, ticked }) => {
      lists.push([options.map(({ label, hint }) => `${label}: ${hint}`), ticked]);
      return ['b.yaml'];
    };
    expect(await apply({ ...session, choose })).toBe(0);
    expect(session.told.join('').match(/^settings\.login_attempts$/gmu)).toHaveLength(2);
    expect(lists).toEqual([
      [
        ['b: 1 change', 'c: 1 change'],
        ['b.yaml', 'c.yaml'],
      ],
    ]);
    expect(service.writes()).toEqual(['PUT b']);
  });

  it('refuses the one whose plan came out another since, and lets the others of its wave end', async () => {
    const session = asked(() => {
      write('a', 4);
      return 'yes';
    });
    expect(await apply(session, { format: 'json' })).toBe(7);
    const { applications } = JSON.parse(session.printed.join(''));
    expect(applications).toMatchObject([
      {
        ...{ name: 'a', exitCode: 7, says: 'plan-stale, differs' },
        result: {
          problems: [{ cure: 'Nothing was written to it: run the command again, which shows the new plan.' }, {}],
        },
      },
      { name: 'b', exitCode: 0, result: { result: 'done' } },
      { name: 'c', exitCode: null },
    ]);
    expect(service.writes()).toEqual(['PUT b']);
  });

  it('asks nothing where nothing changes, and says once why a file has no plan', async () => {
    for (const name of ['b', 'c']) write(name, 5);
    writeFileSync(join(folder, 'a.yaml'), 'version: 2\n');
    const session = asked(() => {
      throw new Error('There is nothing to ask.');
    });
    expect(await apply(session)).toBe(65);
    const errors = session.told.join('').match(/^error:.*$/gmu) ?? [];
    expect([errors.length > 0, new Set(errors).size]).toEqual([true, errors.length]);
    expect(service.writes()).toEqual([]);
  });
});

describe('an apply of a fleet without a terminal', () => {
  it('needs --auto-approve, and proposes no saved plan, since that is of one file', async () => {
    const end = await apply(fakeSession({ cwd: folder, variables: service.env })).catch((error: unknown) => error);
    expect(end).toMatchObject({ problems: [{ code: 'nobody-to-ask', cure: 'Use --auto-approve in CI.' }] });
    expect(service.writes()).toEqual([]);
  });
});
