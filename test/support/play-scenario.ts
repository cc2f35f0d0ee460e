import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PlanFinding } from '../../src/model/plan.ts';
import { type Sandbox, type SandboxState, type Switches, startSandbox } from '../../src/sandbox/run-sandbox.ts';
import { commit, git, initRepository } from './git-repository.ts';
import { laterDay, laterDayMark } from './later-day.ts';
import { editedState, type LiveEdit } from './live-edit.ts';
import type { RunCli } from './run-cli.ts';
import { type Fault, interceptionOf } from './scenario-faults.ts';
import { type JournalMishap, mishap, runIds } from './scenario-journal.ts';
import { type LiveFile, scenarioCaller, scenarioState } from './scenario-state.ts';
import { isWrite, requestLine, shown, stateText } from './scenario-text.ts';
import { type TestClock, testClock } from './test-clock.ts';

export type Played = {
  readonly text: string;
  readonly findings: readonly PlanFinding[];
  readonly writes: readonly string[];
  readonly before: SandboxState;
  readonly after: SandboxState;
};

/** What a scenario folder may hold beside capstan.yaml and its like. */
type Script = {
  /** What is done, one after the other; default: plan, apply, plan, and for a guard plan, apply. */
  readonly run?: readonly Step[];
  readonly env?: Readonly<Record<string, string>>;
  readonly switches?: Partial<Switches>;
  readonly faults?: readonly Fault[];
};

type Step =
  /** A command line. RUN1 is the id of the first run of the story, RUN2 of the second. */
  | readonly string[]
  /** The same, with other variables or in another folder. */
  | { readonly words: readonly string[]; readonly env?: Readonly<Record<string, string>>; readonly in?: string }
  /** Something happens to the journal of the last run. */
  | { readonly journal: JournalMishap }
  /** What a guard is compared with begins only here. */
  | { readonly story: 'begins' }
  /** Someone edits live from outside. */
  | { readonly liveEdit: LiveEdit }
  /** Someone edits a file. */
  | { readonly file: string; readonly from: string; readonly to: string };

/** A sandbox that plays a script, and the folder and environment in which the program is called. */
type Stage = {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: RunCli;
  readonly clock: TestClock;
};

const usualRun: readonly Step[] = [['plan', '--verbose'], ['apply', '--auto-approve'], ['plan']];
const guardRun: readonly Step[] = [['plan'], ['apply', '--auto-approve', '--quiet']];

/** Plays the story of a folder against a sandbox of its own. `run` runs the program. */
export async function playScenario(folder: string, run: RunCli): Promise<Played> {
  const script: Script = readJson(join(folder, 'script.json')) ?? {};
  const live: LiveFile = readJson(join(folder, 'live.json')) ?? {};
  const freshFaults = () =>
    interceptionOf(script.faults ?? [], (change) => sandbox.edit((state) => editedState(state, change)));
  let intercept = freshFaults();
  const clock = testClock();
  const sandbox = await startSandbox({
    seed: scenarioState(live),
    now: clock.now,
    switches: script.switches ?? {},
    intercept: (request) => intercept(request),
  });
  let before = sandbox.state();
  const stage = { sandbox, cwd: workingCopy(folder), env: environment(sandbox, script), run, clock };
  try {
    const isOfGuard = basename(folder).startsWith('guard-');
    const steps = script.run ?? (isOfGuard ? guardRun : usualRun);
    const findings = isOfGuard ? await findingsOf(steps, stage) : [];
    sandbox.clearRequests();
    intercept = freshFaults();
    const begin = (): void => {
      before = sandbox.state();
      sandbox.clearRequests();
    };
    const parts = await playSteps(steps, stage, begin);
    // Of a story that begins with a run the undo is what the guard is about; played again, it finds the same.
    const late = steps.some((step) => 'story' in step) ? await findingsOfUndo(stage) : findings;
    const writes = sandbox.requests.filter(isWrite).map(requestLine);
    const after = sandbox.state();
    parts.push(stateText(before, after));
    return { text: parts.join('\n'), findings: late, writes, before, after };
  } finally {
    await sandbox.close();
    rmSync(stage.cwd, { recursive: true });
  }
}

/**
 * The folder as a repository of its own, so that files above it play no part. What lies in its folder `applied` is the
 * one commit, with the tag `capstan/production`; everything else was edited since.
 */
function workingCopy(folder: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'capstan-scenario-'));
  const applied = join(folder, 'applied');
  if (existsSync(applied)) {
    cpSync(applied, cwd, { recursive: true });
    initRepository(cwd);
    commit(cwd);
    git(cwd, 'tag', 'capstan/production');
  } else {
    mkdirSync(join(cwd, '.git'));
  }
  cpSync(folder, cwd, { recursive: true });
  rmSync(join(cwd, 'applied'), { recursive: true, force: true });
  nameLaterDay(cwd);
  return cwd;
}

// Ends are at most a year ahead, so that no fixed day would do for long.
function nameLaterDay(cwd: string): void {
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  for (const name of names) {
    const text = readFileSync(join(cwd, name), 'utf8');
    if (text.includes(laterDayMark)) writeFileSync(join(cwd, name), text.replaceAll(laterDayMark, laterDay()));
  }
}

function environment(sandbox: Sandbox, script: Script): Readonly<Record<string, string>> {
  return {
    CAPSTAN_CLIENT_ID: scenarioCaller.id,
    CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
    GITHUB_ACTOR: 'ann',
    CAPSTAN_FINGERPRINT_KEY: 'a fixed key, so that fingerprints stay the same',
    SANDBOX_URL: sandbox.url,
    CAPSTAN_ALLOWED_VARIABLES: 'SANDBOX_URL',
    ...script.env,
  };
}

/** What the first plan of the story finds. */
async function findingsOf(run: readonly Step[], stage: Stage): Promise<readonly PlanFinding[]> {
  if (run.some((step) => 'story' in step)) return [];
  const words = run.find((step): step is readonly string[] => Array.isArray(step) && step[0] === 'plan') ?? ['plan'];
  const { stdout } = await stage.run([...words, '--format', 'json'], stage);
  return stdout.startsWith('{') ? (JSON.parse(stdout).findings ?? []) : [];
}

/** `begin` is called where the story says that it begins. */
async function playSteps(run: readonly Step[], stage: Stage, begin: () => void): Promise<string[]> {
  const parts: string[] = [];
  for (const step of run) {
    if ('story' in step) begin();
    else parts.push(await playStep(step, stage));
  }
  return parts;
}

async function findingsOfUndo(stage: Stage): Promise<readonly PlanFinding[]> {
  const { stdout } = await stage.run(['undo', 'latest', '--auto-approve', '--format', 'json'], stage);
  return JSON.parse(stdout).findings ?? [];
}

async function playStep(step: Exclude<Step, { readonly story: 'begins' }>, stage: Stage): Promise<string> {
  if ('journal' in step) {
    mishap(step.journal, stage.cwd);
    return `# the journal: ${step.journal}\n`;
  }
  if ('words' in step) {
    const { words, env = {}, in: folder = '.' } = step;
    const cwd = join(stage.cwd, folder);
    mkdirSync(cwd, { recursive: true });
    const where = folder === '.' ? '' : `# in ${folder}\n`;
    const variables = Object.keys(env).length === 0 ? '' : `# with another ${Object.keys(env).join(' and ')}\n`;
    return where + variables + (await playWords(words, { ...stage, cwd, env: { ...stage.env, ...env } }, stage.cwd));
  }
  if ('liveEdit' in step) {
    stage.sandbox.edit((state) => editedState(state, step.liveEdit));
    return `# someone edits live: ${JSON.stringify(step.liveEdit)}\n`;
  }
  if ('file' in step) {
    const file = join(stage.cwd, step.file);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(step.from)) throw new Error(`${step.file} does not hold ${step.from}`);
    writeFileSync(
      file,
      text.replace(step.from, () => step.to),
    );
    return `# someone edits ${step.file}: ${step.from} becomes ${step.to}\n`;
  }
  return playWords(step, stage, stage.cwd);
}

async function playWords(words: readonly string[], stage: Stage, home: string): Promise<string> {
  const writesBefore = stage.sandbox.requests.filter(isWrite).length;
  const ids = runIds(home);
  const args = words.map((word) => word.replace(/^RUN(\d)$/, (_, at) => ids[Number(at) - 1] ?? word));
  const run = await stage.run(args, stage);
  return shown(words, run, stage.sandbox, stage.sandbox.requests.filter(isWrite).slice(writesBefore));
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
