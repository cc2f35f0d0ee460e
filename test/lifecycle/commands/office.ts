import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  type RecordedRequest,
  type Sandbox,
  type SandboxState,
  startSandbox,
} from '../../../src/sandbox/run-sandbox.ts';
import { makeKeysCheap } from '../../support/cheap-keys.ts';
import { commit, git, initRepository } from '../../support/git-repository.ts';
import { scenarioApplication, scenarioState } from '../../support/scenario-state.ts';
import { edited } from './edited.ts';
import { type Ledger, makeLedger } from './ledger.ts';
import type { CommandStory, Edit, Files, Layer, Meanwhile } from './story.ts';
import { wantedOf } from './wanted.ts';

/** Where a story takes place: a service over HTTP, a repository with the configuration, a clock that waits for no one. */
export type Office = {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly now: () => Date;
  readonly wait: (ms: number) => void;
  readonly edit: (edit: Edit) => void;
  /** Saves a version of the configuration. */
  readonly put: (files: Files) => void;
  /** What the files say that are on the disk. */
  readonly onDisk: () => Files;
  /** Commits what is there as what was applied. */
  readonly commit: () => void;
  /** Copies the files to where the baseline named `file` is. */
  readonly keepFile: () => void;
  /** All that commands have written to the disk. */
  readonly written: () => string;
  /** Requests from now on are in this ledger, until the next one. */
  readonly open: (meanwhile: Meanwhile | null, signalled: () => void) => Ledger;
  readonly close: () => Promise<void>;
};

/** Names of files below the folder. */
export const names = {
  plan: 'plan.json',
  snapshot: 'snapshot.json',
  kept: 'last/capstan.yaml',
  tag: 'applied',
} as const;

export async function openOffice({ live, protect }: CommandStory): Promise<Office> {
  makeKeysCheap();
  let nowMs = Date.parse('2026-11-21T08:00:00Z');
  let ledger = makeLedger();
  let onRequest: (request: RecordedRequest) => void = () => undefined;
  const sandbox = await startSandbox({
    seed: scenarioState(live),
    now: () => nowMs,
    intercept: (request) => {
      onRequest(request);
      ledger.request(request, sandbox.state());
      return undefined;
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'capstan-office-'));
  initRepository(folder);
  writeFileSync(join(folder, '.gitignore'), '.capstan/\n*.json\nlast/\n');
  if (protect.length > 0) write('capstan.protect.yaml', protectFile(protect));

  function write(name: string, content: object): void {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), `${JSON.stringify(content, null, 1)}\n`);
  }

  function put({ base, top }: Files, below = ''): void {
    rmSync(join(folder, below, 'base.yaml'), { force: true });
    if (base !== null) write(join(below, 'base.yaml'), { version: 1, ...base });
    const head = {
      version: 1,
      application: application(sandbox.url),
      ...(base === null ? {} : { extends: './base.yaml' }),
    };
    write(join(below, 'capstan.yaml'), { ...head, ...limits, allow: allowances({ base, top }), ...top });
  }

  function onDisk(): Files {
    const { extends: base, ...top } = readLayer('capstan.yaml');
    return { base: base === undefined ? null : readLayer('base.yaml'), top };
  }

  function readLayer(name: string): Layer & { readonly extends?: string } {
    const content: unknown = parse(readFileSync(join(folder, name), 'utf8'));
    const { version: _v, application: _a, guards: _g, allow: _allow, ...layer } = content as Record<string, unknown>;
    return layer;
  }

  function edit(change: Edit): void {
    const before = sandbox.state();
    sandbox.edit((state: SandboxState) => edited(state, change));
    ledger.edit(before, sandbox.state());
  }

  return {
    sandbox,
    folder,
    now: () => new Date(nowMs),
    wait: (ms) => {
      nowMs += ms;
    },
    edit,
    put: (files) => put(files),
    onDisk,
    commit: () => {
      commit(folder);
      git(folder, 'tag', '--force', names.tag);
    },
    keepFile: () => put(onDisk(), 'last'),
    written: () => textsIn(folder),
    open: (meanwhile, signalled) => {
      ledger.close(sandbox.state());
      ledger = makeLedger();
      onRequest = (request) => strike(meanwhile, request, ledger.counts, { edit, signalled });
      return ledger;
    },
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Hands = { readonly edit: (edit: Edit) => void; readonly signalled: () => void };

function strike(
  meanwhile: Meanwhile | null,
  { method }: RecordedRequest,
  counts: Ledger['counts'],
  hands: Hands,
): void {
  if (meanwhile === null || meanwhile.at === 'question') return;
  const isRead = method === 'GET';
  const at = isRead ? counts.reads : counts.writes;
  if (isRead !== (meanwhile.at === 'read') || at !== meanwhile.number) return;
  if (meanwhile.what === 'edit') hands.edit(meanwhile.edit);
  else hands.signalled();
}

function application(url: string): object {
  return { id: scenarioApplication, configUrl: url, captureUrl: url };
}

function protectFile(targets: readonly string[]): object {
  return { version: 1, protect: targets.map((target) => ({ target, reason: 'a story' })) };
}

// Guards have tests of their own: here only those may refuse that a story is about.
const limits = {
  guards: { removals: { max: 1000, percent: 100 }, updates: { max: 1000, percent: 100 }, minimumOwners: 1 },
};
const because = { until: '2027-06-30', reason: 'a story' };

function allowances(files: Files): readonly object[] {
  const scopes = [null, ...wantedOf(files).clients.map(({ alias }) => alias)];
  return scopes.flatMap((alias) => {
    const scope = alias === null ? 'global' : `clients.${alias}`;
    const attempts = alias === null ? 'settings.login_attempts' : `clients.${alias}.settings.login_attempts`;
    const features =
      alias === null ? [] : ['security-lowered', 'found-by-name'].map((guard) => [guard, `${scope}.features`]);
    return [
      ...['first-adoption', 'empty-desired-state', 'too-many-removals', 'too-many-updates'].map((guard) => [
        guard,
        scope,
      ]),
      ['security-lowered', attempts],
      ...features,
    ].map(([guard, target]) => ({ guard, target, ...because }));
  });
}

/** Everything below a folder but what Git keeps. */
function textsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${folder}/.git`))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
