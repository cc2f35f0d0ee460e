import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PlanFinding } from '../../src/core/model/plan.ts';
import { type Sandbox, type SandboxState, type Switches, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { editedState, type LiveEdit } from './live-edit.ts';
import { runCli } from './run-cli.ts';
import { type Fault, interceptionOf } from './scenario-faults.ts';
import { type LiveFile, scenarioCaller, scenarioState } from './scenario-state.ts';
import { isWrite, requestLine, shown, stateText } from './scenario-text.ts';

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
  /** A command line. */
  | readonly string[]
  /** Somebody edits live from outside. */
  | { readonly liveEdit: LiveEdit }
  /** Somebody edits a file. */
  | { readonly file: string; readonly from: string; readonly to: string };

/** A sandbox that plays a script, and the folder and environment in which the program is called. */
type Stage = {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

const usualRun: readonly Step[] = [['plan', '--verbose'], ['apply', '--auto-approve'], ['plan']];
const guardRun: readonly Step[] = [['plan'], ['apply', '--auto-approve', '--quiet']];

/** Plays the story of a folder against a sandbox of its own, through the built program. */
export async function playScenario(folder: string, switches: Partial<Switches> = {}): Promise<Played> {
  const script: Script = readJson(join(folder, 'script.json')) ?? {};
  const live: LiveFile = readJson(join(folder, 'live.json')) ?? {};
  const freshFaults = () =>
    interceptionOf(script.faults ?? [], (change) => sandbox.edit((state) => editedState(state, change)));
  let intercept = freshFaults();
  const sandbox = await startSandbox({
    seed: scenarioState(live),
    switches: { ...script.switches, ...switches },
    intercept: (request) => intercept(request),
  });
  const before = sandbox.state();
  const stage = { sandbox, cwd: workingCopy(folder), env: environment(sandbox, script) };
  try {
    const isOfGuard = basename(folder).startsWith('guard-');
    const run = script.run ?? (isOfGuard ? guardRun : usualRun);
    const findings = isOfGuard ? await findingsOf(run, stage) : [];
    sandbox.clearRequests();
    intercept = freshFaults();
    const parts: string[] = [];
    for (const step of run) parts.push(await playStep(step, stage));
    const writes = sandbox.requests.filter(isWrite).map(requestLine);
    const after = sandbox.state();
    parts.push(stateText(before, after));
    return { text: parts.join('\n'), findings, writes, before, after };
  } finally {
    await sandbox.close();
    rmSync(stage.cwd, { recursive: true });
  }
}

/** The folder as a repository of its own, so that files above it play no part. */
function workingCopy(folder: string): string {
  const cwd = mkdtempSync(join(tmpdir(), 'capstan-scenario-'));
  cpSync(folder, cwd, { recursive: true });
  mkdirSync(join(cwd, '.git'));
  return cwd;
}

function environment(sandbox: Sandbox, script: Script): Readonly<Record<string, string>> {
  return {
    CAPSTAN_CLIENT_ID: scenarioCaller.id,
    CAPSTAN_CLIENT_SECRET: scenarioCaller.secret,
    CAPSTAN_FINGERPRINT_KEY: 'a fixed key, so that fingerprints stay the same',
    SANDBOX_URL: sandbox.url,
    ...script.env,
  };
}

/** What the first plan of the story finds. */
async function findingsOf(run: readonly Step[], stage: Stage): Promise<readonly PlanFinding[]> {
  const words = run.find((step): step is readonly string[] => Array.isArray(step) && step[0] === 'plan') ?? ['plan'];
  const { stdout } = await runCli([...words, '--format', 'json'], stage);
  return stdout.startsWith('{') ? (JSON.parse(stdout).findings ?? []) : [];
}

async function playStep(step: Step, stage: Stage): Promise<string> {
  if ('liveEdit' in step) {
    stage.sandbox.edit((state) => editedState(state, step.liveEdit));
    return `# somebody edits live: ${JSON.stringify(step.liveEdit)}\n`;
  }
  if ('file' in step) {
    const file = join(stage.cwd, step.file);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(step.from)) throw new Error(`${step.file} does not hold ${step.from}`);
    writeFileSync(file, text.replace(step.from, step.to));
    return `# somebody edits ${step.file}: ${step.from} becomes ${step.to}\n`;
  }
  const writesBefore = stage.sandbox.requests.filter(isWrite).length;
  const run = await runCli(step, stage);
  return shown(step, run, stage.sandbox, stage.sandbox.requests.filter(isWrite).slice(writesBefore));
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
