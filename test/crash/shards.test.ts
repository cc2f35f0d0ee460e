import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInShard } from '../../src/cli/fleet/choose-fleet.ts';
import { type Service, startService } from '../cli/fleet/many-applications.ts';
import { programVariables } from '../support/program-variables.ts';
import { runProgram } from '../support/run-program.ts';

const count = 20;
const names = Array.from({ length: 30 }, (_, at) => `app${String(at).padStart(2, '0')}`);
const shardOf = (name: string): number =>
  Array.from({ length: count }, (_, at) => at + 1).find((index) => isInShard(name, { index, count })) ?? 0;
// The first application of each of three shards, and where the shard is killed.
const [before, during, after] = [...new Map(names.map((name) => [shardOf(name), name])).values()];

let folder = '';
let service: Service;
let kill = (_application: string): void => {};
const held = new Set<string>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-shards-'));
  mkdirSync(join(folder, 'reports'));
  service = await startService({
    latencyMs: 1,
    hold: (application, method) => {
      const moment =
        method === 'GET' ? { [`${before}`]: 'before' } : { [`${during}`]: 'before', [`${after}`]: 'after' };
      const when = held.has(application) ? undefined : moment[application];
      if (when === undefined) return null;
      held.add(application);
      setImmediate(() => kill(application));
      return when === 'after' ? 'after' : 'before';
    },
  });
  for (const name of names) {
    const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
    writeFileSync(join(folder, `${name}.yaml`), `${head}settings: { login_attempts: 3 }\n`);
  }
  const members = names.map((name) => `  ${name}: { file: ${name}.yaml }\n`).join('');
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\napplications:\n${members}`);
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As the engines start it: half of the shards by Kubernetes, which counts from 0, half by GitLab, which counts from 1. */
function engineOf(index: number): Readonly<Record<string, string>> {
  return index % 2 === 0
    ? { JOB_COMPLETION_INDEX: `${index - 1}`, CAPSTAN_SHARDS: `${count}` }
    : { CI_NODE_INDEX: `${index}`, CI_NODE_TOTAL: `${count}` };
}

const running = new Map<number, ReturnType<typeof spawn>>();

/** Gives the exit code, or the signal that ended it. */
type RunShard = (words: readonly string[], env: Readonly<Record<string, string>>, index: number) => Promise<End>;
type End = number | string | null;

/** In a process of its own, as it takes to be killed. */
const inProcess: RunShard = (words, env, index) => {
  const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');
  const options = { cwd: folder, env: { ...programVariables(folder), ...env }, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, [program, ...words], options);
  running.set(index, child);
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
};

const here: RunShard = async (words, env) => (await runProgram(words, { cwd: folder, env })).code;

function runShard(index: number, run: RunShard): Promise<End> {
  const words = ['apply', '--fleet', 'fleet.yaml', '--shard', 'auto', '--auto-approve', '--quiet'];
  return run([...words, '--report', `reports/${index}.json`], { ...service.env, ...engineOf(index) }, index);
}

async function runShards(
  indices: readonly number[],
  runOf: (index: number) => RunShard,
): Promise<ReadonlyMap<number, End>> {
  const ends = new Map<number, End>();
  const waiting = [...indices];
  const worker = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift())
      ends.set(index, await runShard(index, runOf(index)));
  };
  await Promise.all([worker(), worker(), worker()]);
  return ends;
}

describe('twenty shards of a fleet', () => {
  it('of which three are killed and run again, do each application once', async () => {
    kill = (application) => running.get(shardOf(application))?.kill('SIGKILL');
    const all = Array.from({ length: count }, (_, at) => at + 1);
    const killed = [before, during, after].map((name) => shardOf(name ?? '')).sort((a, b) => a - b);
    const ends = await runShards(all, (index) => (killed.includes(index) ? inProcess : here));
    expect(all.filter((index) => ends.get(index) !== 0)).toEqual(killed);
    expect(killed.map((index) => ends.get(index))).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);

    const reports = (indices: readonly number[]) => indices.map((index) => `reports/${index}.json`);
    const merge = (indices: readonly number[], ...more: readonly string[]) =>
      runProgram(['report', 'merge', ...reports(indices), '--fleet', 'fleet.yaml', ...more], { cwd: folder });
    const partly = await merge(
      all.filter((index) => !killed.includes(index)),
      '--quiet',
    );
    expect(partly.code).toBe(65);
    expect(partly.stderr).toContain(`(${killed.map((index) => `${index}/${count}`).join(', ')})`);

    expect([...(await runShards(killed, () => here)).values()]).toEqual([0, 0, 0]);
    const { code, stdout } = await merge(all, '--format', 'json');
    expect(code).toBe(0);
    const { applications, problems } = JSON.parse(stdout);
    expect(problems).toBeUndefined();
    expect(applications.map(({ name }: { name: string }) => name)).toEqual(names);
    // The one whose write had reached the service is found in sync, and written no second time.
    expect([...service.writes()].sort()).toEqual(names.map((name) => `PUT ${name}`));
    const results = new Map(
      applications.map(({ name, result }: { name: string; result: { result: string } }) => [name, result.result]),
    );
    expect([before, during, after].map((name) => results.get(name))).toEqual(['done', 'done', 'in-sync']);
    expect(JSON.parse(readFileSync(join(folder, 'reports/1.json'), 'utf8')).shard).toEqual({ index: 1, count });
  });
});
