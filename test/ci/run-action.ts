import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runProgram } from '../support/run-program.ts';

const root = join(import.meta.dirname, '..', '..');

type Step = {
  readonly id: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
};

type Action = {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

export type ActionRun = {
  readonly code: number;
  /** What the log shows, stdout and stderr as they came. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
};

export type Job = {
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What the job's `env:` and the runner add. */
  readonly env: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: object };
  readonly token: string;
  /** What the step `install` would find, which is not run then. */
  readonly installed?: string;
  /** How a step is run: by a shell, as a runner does, unless said otherwise. */
  readonly runStep?: RunStep;
};

type Ended = { readonly code: number; readonly log: string };
type RunStep = (script: string, cwd: string, env: Readonly<Record<string, string>>) => Promise<Ended>;

/** The action as the repository has it. */
export function readAction(): Action {
  return parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
}

/** Runs the steps of the action one after the other, as a runner does: inputs, outputs, summary, event; the first failure ends it. */
export async function runAction(job: Job): Promise<ActionRun> {
  const action = readAction();
  const temp = mkdtempSync(join(tmpdir(), 'capstan-runner-'));
  try {
    return await runSteps(action, job, temp);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

async function runSteps(action: Action, job: Job, temp: string): Promise<ActionRun> {
  const known = inputValues(action, job);
  const { installed } = job;
  if (installed !== undefined) known.set('steps.install.outputs.bin', installed);
  const steps = action.runs.steps.filter(({ id }) => installed === undefined || id !== 'install');
  const summary = join(temp, 'summary.md');
  writeFileSync(summary, '');
  writeFileSync(join(temp, 'event.json'), JSON.stringify(job.event?.payload ?? {}));
  let log = '';
  let code = 0;
  for (const step of steps) {
    const run = await runStep(step, job, temp, known);
    log += run.log;
    code = run.code;
    if (code !== 0) break;
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, known)] as const);
  return { code, log, summary: readFileSync(summary, 'utf8'), outputs: Object.fromEntries(outputs) };
}

function inputValues({ inputs }: Action, job: Job): Map<string, string> {
  const unknown = Object.keys(job.inputs).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`No such inputs: ${unknown.join(', ')}`);
  const known = new Map([['github.token', job.token]]);
  for (const [name, { default: preset = '' }] of Object.entries(inputs))
    known.set(`inputs.${name}`, job.inputs[name] ?? filled(preset, known));
  return known;
}

async function runStep(step: Step, job: Job, temp: string, known: Map<string, string>): Promise<Ended> {
  const output = join(temp, `output-${step.id}`);
  const script = join(temp, `${step.id}.sh`);
  writeFileSync(output, '');
  writeFileSync(script, step.run);
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value, known)] as const);
  const env = { ...runnerEnvironment(job, temp, output), ...job.env, ...Object.fromEntries(own) };
  const run = await (job.runStep ?? bash)(script, job.workspace, env);
  for (const [name, value] of outputsIn(readFileSync(output, 'utf8')))
    known.set(`steps.${step.id}.outputs.${name}`, value);
  return run;
}

function runnerEnvironment({ workspace, event }: Job, temp: string, output: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: root,
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event?.name ?? 'schedule',
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: 'example/identity',
    GITHUB_RUN_ID: '7',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_STEP_SUMMARY: join(temp, 'summary.md'),
    RUNNER_TEMP: temp,
  };
}

/** Puts values in the place of `${{ }}`; what is not known is empty, as the runner has it. */
function filled(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => known.get(name) ?? '');
}

function outputsIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = '', , value = '']) => [name, value]);
}

/** What `shell: bash` is to a runner. */
export function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { cwd, env });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, log: Buffer.concat(parts).toString('utf8') }));
  });
}

type Started = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
type Start = (
  command: string,
  words: readonly string[],
  around: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) => Promise<Started>;
type Surroundings = {
  readonly env: Readonly<Record<string, string>>;
  readonly print: (text: string) => void;
  readonly start: Start;
  readonly sleep: () => Promise<void>;
};
const actionFile = (name: string): Promise<unknown> => import(join(root, 'action', name));
const { within } = (await actionFile('surroundings.mjs')) as {
  readonly within: (other: Surroundings, work: () => Promise<number>) => Promise<number>;
};
const { startProgram } = (await actionFile('start-program.mjs')) as { readonly startProgram: Start };
const { runStep: runMode } = (await actionFile('step.mjs')) as { readonly runStep: () => Promise<number> };

/**
 * Runs the step that does the work in the process of the test, and so the capstan that it starts. Nothing else of the
 * runner is needed for that: the script of the step only starts `action/main.mjs`.
 */
export async function stepHere(_script: string, _cwd: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  let log = '';
  const print = (text: string): void => {
    log += text;
  };
  const start: Start = (command, words, around) =>
    command === process.execPath ? runProgram(words.slice(2), around) : startProgram(command, words, around);
  const code = await within({ env, print, start, sleep: async () => undefined }, runMode);
  return { code, log };
}
