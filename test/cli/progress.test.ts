import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planFiles } from '../../src/cli/actions/plan.ts';
import { createProgress } from '../../src/cli/terminal/progress.ts';
import { startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { scenarioCaller, scenarioState } from '../support/scenario-state.ts';
import { commonFlags, fakeSession } from './fake-session.ts';
import { configuration, live } from './program.ts';

function place(kind: 'terminal' | 'log' | 'quiet') {
  const said: string[] = [];
  let seconds = 0;
  const say = (text: string): void => void said.push(text);
  const progress = createProgress({
    now: () => seconds * 1000,
    draw: kind === 'terminal' ? say : null,
    line: kind === 'log' ? say : null,
    columns: 40,
    rows: 24,
  });
  const at = (second: number, happens: () => void): void => {
    seconds = second;
    happens();
  };
  return { said, progress, at };
}

describe('progress', () => {
  it('draws on a terminal how far it is, within its line', () => {
    const { said, progress, at } = place('terminal');
    progress.step('Reading app…');
    at(1, progress.answered);
    at(2, progress.answered);
    at(3, progress.tick);
    at(4, () => progress.step(''));
    at(5, progress.tick);
    expect(said).toEqual([
      'Reading app…',
      'Reading app… 1 request done, 1 s',
      'Reading app… 2 requests done, 2 s',
      'Reading app… 2 requests done, 3 s',
      '',
    ]);
    progress.step('Reading an application with a long name…');
    at(6, progress.tick);
    expect(said.at(-1)).toHaveLength(39);
  });

  it('says in a log that there is no reply yet, and which try it is', () => {
    const { said, progress, at } = place('log');
    progress.step('Reading app…');
    for (let second = 1; second <= 29; second += 1) at(second, progress.tick);
    at(31, () => progress.again({ tries: 2, of: 5, status: null }));
    at(32, () => progress.again({ tries: 3, of: 5, status: 503 }));
    at(33, progress.tick);
    at(34, progress.answered);
    at(36, progress.answered);
    expect(progress.underWay()).toBe('Reading app…');
    expect(said).toEqual([
      'Reading app… no reply yet, 10 s\n',
      'Reading app… no reply yet, 20 s\n',
      'Reading app… no reply yet, try 2 of 5, 31 s\n',
      'Reading app… the service answered 503, try 3 of 5, 33 s\n',
      'Reading app… 2 requests done, 36 s\n',
    ]);
  });

  it('is silent in a log as long as nothing takes long, between two steps, and where it is told to be', () => {
    const log = place('log');
    log.progress.step('Reading app…');
    log.at(1, () => log.progress.again({ tries: 2, of: 5, status: null }));
    log.at(4, log.progress.answered);
    log.at(5, () => log.progress.step(''));
    log.at(60, log.progress.tick);
    expect(log.said).toEqual([]);
    const quiet = place('quiet');
    quiet.progress.step('Reading app…');
    quiet.at(60, quiet.progress.tick);
    expect(quiet.said).toEqual([]);
  });

  it('hears of each reply, and of each read that is tried again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'capstan-progress-'));
    let failures = 2;
    const sandbox = await startSandbox({
      seed: scenarioState(live),
      intercept: ({ path }) => {
        if (!path.endsWith('/settings') || failures === 0) return undefined;
        failures -= 1;
        return { kind: 'answer', work: 'skipped', reply: { status: 503, body: '' } };
      },
    });
    writeFileSync(join(folder, 'capstan.yaml'), configuration(sandbox.url));
    const heard: string[] = [];
    const session = fakeSession({
      cwd: folder,
      variables: { CAPSTAN_CLIENT_ID: scenarioCaller.id, CAPSTAN_CLIENT_SECRET: scenarioCaller.secret },
      traffic: {
        answered: () => void heard.push('answered'),
        again: ({ tries, of, status }) => void heard.push(`${tries} of ${of} after ${status}`),
      },
    });
    const flags = { only: [], baseline: undefined, liveEdits: 'kept', secrets: 'required' } as const;
    const wish = { ...commonFlags, ...flags, out: undefined, snapshot: undefined } as const;
    expect(await planFiles({ ...wish, unmanaged: 'counted', exitCodes: 'plain' }, session)).toBe(0);
    expect(heard).toContain('2 of 5 after 503');
    expect(heard).toContain('3 of 5 after 503');
    expect(heard).toContain('answered');
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
});
