import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { programVariables } from '../support/program-variables.ts';
import { runNames } from '../support/run-names.ts';
import { hasTmux, inColumns, openTerminal, type Terminal, tmuxRequired } from './terminal.ts';

it('tmux is found where its tests are required', () => {
  expect({ found: hasTmux || !tmuxRequired }).toEqual({ found: true });
});

// What a newcomer does in the first ten minutes, as it looks on the terminal. Each step goes on from the one before.
// `vitest -u` writes the screens.
describe.skipIf(!hasTmux)('the first ten minutes, in a terminal of 80 columns', () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'capstan-walk-')));
  const folder = join(base, 'identity');
  let sandbox: Sandbox;
  let terminal: Terminal;
  const names = runNames();

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: defaultSeed() });
    mkdirSync(folder);
    const program = join(base, 'capstan');
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve('bin/capstan.cjs')}" "$@"\n`);
    chmodSync(program, 0o755);
    const owner = defaultSeed().clients[0];
    terminal = await openTerminal(folder, {
      ...programVariables(folder),
      PATH: `${base}:${process.env['PATH'] ?? ''}`,
      LC_ALL: 'C.UTF-8',
      NO_COLOR: '1',
      GITHUB_ACTOR: 'you',
      CAPSTAN_CLIENT_ID: owner?.id ?? '',
      CAPSTAN_CLIENT_SECRET: owner?.secret ?? '',
    });
    await terminal.run('git init -q -b main . && git config user.name You && git config user.email you@example.com');
  });
  afterAll(async () => {
    terminal.close();
    await sandbox.close();
    // The shell may still be ending.
    rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The screen without what differs from run to run: what stands there instead is as wide. */
  const stable = (screen: string): string => inColumns(withoutChance(screen));
  const withoutChance = (screen: string): string =>
    names
      .shown(screen)
      .replaceAll(new URL(sandbox.url).port, '8787')
      .replace(/\b20\d\d-\d\d-\d\dT[\d:]{8}/g, '2026-11-21T09:30:00')
      .replace(/\.\d{3}Z\b/g, '.000Z')
      .replace(/\b20\d{12}(?=-[0-9a-f]{8}\b)/g, '20261121093000')
      .replace(/(?<=\()[0-9a-f]{10,12}(?=\))/g, (commit) => '5d1e3f0a9b7c'.slice(0, commit.length))
      .replace(/\buntil: 20\d\d-\d\d-\d\d/g, 'until: 2026-12-21');
  const screen = (name: string) => resolve(`test/terminal/screens/${name}.txt`);

  it('init asks, writes the first files, and imports', async () => {
    const shown = await terminal.talk('capstan init', [
      ['Application id:', 'sandboxapplication00000001'],
      ['Region:', sandbox.url],
      ['empty: none):', sandbox.url],
      ['[github]:', 'github'],
      ['(Enter: yes):', 'y'],
    ]);
    await expect(stable(shown)).toMatchFileSnapshot(screen('1-init'));
  });

  it('what was imported is committed, and in sync', async () => {
    await terminal.run('git add -A && git commit -qm "What is live" && git tag capstan/production');
    const shown = await terminal.run('capstan validate && capstan plan');
    await expect(stable(shown)).toMatchFileSnapshot(screen('2-in-sync'));
  });

  it('an edit becomes a plan', async () => {
    await terminal.run("sed -i 's/login_attempts: 6/login_attempts: 3/' capstan.yaml");
    const shown = await terminal.run(
      'grep login_attempts: capstan.yaml; capstan plan --baseline git:capstan/production',
    );
    await expect(stable(shown)).toMatchFileSnapshot(screen('3-plan'));
  });

  it('apply shows it once more, asks, and carries it out', async () => {
    const shown = await terminal.talk('capstan apply --baseline git:capstan/production', [['etails:', 'yes']]);
    await expect(stable(shown)).toMatchFileSnapshot(screen('4-apply'));
    await terminal.run('git commit -qam "Lock out after three attempts" && git tag -f capstan/production');
  });

  it('drift tells what was changed in the live application', async () => {
    await terminal.run("sed 's/^  site_name: Example Shop/  site_name: Autumn Sale/' capstan.yaml > console.yaml");
    await terminal.run('capstan apply -f console.yaml --auto-approve');
    const shown = await terminal.run('capstan drift --baseline git:capstan/production');
    await expect(stable(shown)).toMatchFileSnapshot(screen('5-drift'));
  });

  it('undo shows what it would restore, asks, and does it', async () => {
    const shown = await terminal.talk('capstan undo latest', [['etails:', 'yes']]);
    await expect(stable(shown)).toMatchFileSnapshot(screen('6-undo'));
  });

  it('runs lists what was done', async () => {
    await expect(stable(await terminal.run('capstan runs'))).toMatchFileSnapshot(screen('7-runs'));
  });

  it('apply lets changes be selected, and shows the smaller plan before it asks again', async () => {
    await terminal.run(
      "sed -i 's/login_attempts: 3/login_attempts: 2/; s/site_locale: US/site_locale: CA/' capstan.yaml",
    );
    const shown = await terminal.talk('capstan apply', [
      ['etails:', 'd'],
      ['Enter: confirm', ''],
      ['etails:', 's'],
      // A blank takes the mark from the first.
      ['Enter: confirm', ' '],
      ['etails:', 'y'],
    ]);
    await expect(stable(shown)).toMatchFileSnapshot(screen('8-select'));
  });
});
