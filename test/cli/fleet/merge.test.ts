import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;
const names = ['alpha', 'beta', 'delta', 'gamma'];
const shards = ['plan-1.json', 'plan-2.json', 'plan-3.json'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-merge-'));
  mkdirSync(join(folder, 'apps'));
  service = await startService({ latencyMs: 1 });
  for (const name of names) {
    const id = name === 'gamma' ? 'nowhere' : name;
    const head = `version: 1\napplication: { id: ${id}, configUrl: "${service.url}" }\n`;
    writeFileSync(join(folder, 'apps', `${name}.yaml`), `${head}settings: { login_attempts: 3 }\n`);
  }
  const members = names.map((name) => `  ${name}: { file: apps/${name}.yaml }\n`).join('');
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\napplications:\n${members}`);
  for (const command of ['plan', 'drift']) {
    for (const index of [1, 2, 3]) {
      const { stdout } = await run(command, '--fleet', 'fleet.yaml', '--shard', `${index}/3`, '--format', 'json');
      writeFileSync(join(folder, `${command}-${index}.json`), stdout);
    }
  }
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: readonly string[]) => runProgram(words, { cwd: folder, env: service.env });
const merge = (...words: readonly string[]) => run('report', 'merge', ...words);

describe('reports of shards', () => {
  it('become one report, in which every application is once, in the order of the fleet', async () => {
    const { code, stdout } = await merge(...shards, '--format', 'json');
    expect(code).toBe(65);
    const merged: { applications: { name: string }[] } = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync('schemas/fleet-report.schema.json', 'utf8'));
    expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validate(schema, merged)).toBe(true);
    expect(merged.applications.map(({ name }) => name)).toEqual(names);
    expect(merged).toMatchObject({ command: 'plan', fleet: 'fleet.yaml', shard: null, exitCode: 65, all: names });
    expect(merged).not.toHaveProperty('problems');
    writeFileSync(join(folder, 'merged.json'), stdout);
    expect((await merge('merged.json', '--format', 'json')).stdout).toBe(stdout);
  });

  it.each(['text', 'markdown', 'html', 'sarif', 'github'])(
    'are shown as one run over the fleet shows itself: %s',
    async (format) => {
      const alone = await run('plan', '--fleet', 'fleet.yaml', '--format', format);
      const { stdout, code } = await merge(...shards, '--format', format);
      expect(code).toBe(alone.code);
      const times = /\d{4}-\d\d-\d\dT[\d:.]+Z|\d\d? \w{3} \d{4}, \d\d:\d\d|sha256-[\w+/=]+/gu;
      const compared = (text: string) => text.replace(times, 'T').replace(/\n{2,}/gu, '\n');
      // A run tells problems on stderr beside its text.
      const told = format === 'text' ? stdout.replace(/^error: .*\n(?: {4}.*\n)+/mu, '') : stdout;
      expect(compared(told)).toBe(compared(alone.stdout));
    },
  );

  it('that are missing or double are named, and the gravest exit code counts', async () => {
    const missing = await merge('plan-1.json', 'plan-3.json', '--format', 'json');
    const { problems, applications } = JSON.parse(missing.stdout);
    expect(missing.code).toBe(65);
    expect(problems).toMatchObject([{ code: 'application-missing', cure: expect.stringContaining('(2/3)') }]);
    const there = applications.map(({ name }: { name: string }) => name);
    for (const name of names) expect(problems[0].message.includes(name)).toBe(!there.includes(name));
    const twice = await merge(...shards, 'plan-2.json', '--format', 'markdown');
    expect(twice.code).toBe(65);
    expect(twice.stderr).toContain('is in 2 reports: plan-2.json, plan-2.json.');
    expect(twice.stdout).toContain('application-twice');
  });

  it('are compared with the fleet file, where one is named', async () => {
    const members = [...names, 'new'].map((name) => `  ${name}: { file: apps/${name}.yaml }\n`).join('');
    writeFileSync(join(folder, 'grown.yaml'), `version: 1\napplications:\n${members}`);
    const { code, stderr } = await merge(...shards, '--fleet', 'grown.yaml', '--quiet');
    expect(code).toBe(65);
    expect(stderr).toContain('1 application is in no report: new.');
  });

  it('of drift give one metrics file', async () => {
    const drifts = ['drift-1.json', 'drift-2.json', 'drift-3.json'];
    const { code } = await merge(...drifts, '--metrics', 'all.prom', '--quiet');
    expect(code).toBe(65);
    const metrics = readFileSync(join(folder, 'all.prom'), 'utf8');
    expect(metrics.match(/^capstan_drift_success\{.*$/gmu)).toEqual([
      'capstan_drift_success{application="alpha"} 1',
      'capstan_drift_success{application="beta"} 1',
      'capstan_drift_success{application="delta"} 1',
      'capstan_drift_success{application="nowhere"} 0',
    ]);
    expect((await merge(...shards, '--metrics', 'all.prom')).code).toBe(64);
  });

  it('are not believed where they hold what no run prints', async () => {
    const whole = JSON.parse(readFileSync(join(folder, 'merged.json'), 'utf8'));
    const changed = (change: (report: typeof whole) => void): string => {
      const copy = structuredClone(whole);
      change(copy);
      return JSON.stringify(copy);
    };
    const hostile = [
      'not JSON',
      changed((report) => Object.assign(report.applications[0].result.application, { id: { markup: '<script>' } })),
      changed((report) => Object.assign(report.applications[0], { name: 5 })),
      changed((report) => Object.assign(report, { more: 1 })),
    ];
    for (const content of hostile) {
      writeFileSync(join(folder, 'hostile.json'), content);
      const { code, stdout, stderr } = await merge('hostile.json', '--format', 'html');
      expect([code, stdout]).toEqual([65, '']);
      expect(stderr).toContain('report-malformed');
    }
    expect((await merge('drift-1.json', 'plan-1.json')).code).toBe(64);
    expect((await merge()).code).toBe(64);
    expect((await run('report', 'divide', 'plan-1.json')).code).toBe(64);
  });

  it('are narrowed by the labels of a fleet file only', async () => {
    const { code, stderr } = await merge(...shards, '--select', 'name=alpha');
    expect([code, stderr]).toEqual([64, expect.stringContaining('--select needs the labels of a fleet file.')]);
  });
});
