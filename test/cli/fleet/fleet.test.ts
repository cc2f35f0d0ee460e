import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseShard } from '../../../src/cli/fleet/choose-fleet.ts';
import { runProgram } from '../../support/run-program.ts';
import { type Service, startService } from './many-applications.ts';

let folder = '';
let service: Service;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'capstan-fleet-'));
  mkdirSync(join(folder, 'apps'));
  service = await startService();
});
afterEach(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, attempts = 3): void {
  const head = `version: 1\napplication: { id: ${name}, configUrl: "${service.url}" }\n`;
  writeFileSync(join(folder, 'apps', `${name}.yaml`), `${head}settings: { login_attempts: ${attempts} }\n`);
}

function fleet(text: string): void {
  writeFileSync(join(folder, 'fleet.yaml'), `version: 1\n${text}`);
}

const three = `waves: [first, rest]
applications:
  alpha: { file: apps/alpha.yaml, labels: { stage: test } }
  beta: { file: apps/beta.yaml, labels: { stage: production, land: de } }
  gamma: { file: apps/gamma.yaml, labels: { stage: production }, wave: first }
`;

function writeThree(): void {
  fleet(three);
  write('alpha', 5);
  write('beta');
  write('gamma');
}

const run = (...words: readonly string[]) => runProgram(words, { cwd: folder, env: service.env });
const valid = (name: string, value: unknown) =>
  new Ajv2020({ strict: true, allowUnionTypes: true }).validate(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')),
    value,
  );

describe('a fleet', () => {
  it('is told of in the order of its waves, each by its name, with a table at the end', async () => {
    writeThree();
    const { code, stdout } = await run('plan', '--fleet', 'fleet.yaml', '--detailed-exitcode');
    expect(code).toBe(2);
    expect([...stdout.matchAll(/^== .+$/gmu)].map(String)).toEqual([
      '== gamma: apps/gamma.yaml',
      '== alpha: apps/alpha.yaml',
      '== beta: apps/beta.yaml',
    ]);
    expect(stdout.slice(stdout.lastIndexOf('\n  gamma'))).toBe(`
  gamma  2  ready, 1 change
  alpha  0  in sync
  beta   2  ready, 1 change
3 applications: 1 with 0, 2 with 2. Exit code 2.
`);
  });

  it('is as described as JSON, with the exit code of each', async () => {
    writeThree();
    const { stdout } = await run('plan', '--fleet', 'fleet.yaml', '--format', 'json');
    const printed: unknown = JSON.parse(stdout);
    expect(valid('fleet-report', printed)).toBe(true);
    expect(printed).toMatchObject({
      fleet: 'fleet.yaml',
      shard: null,
      exitCode: 0,
      all: ['gamma', 'alpha', 'beta'],
      applications: [
        { name: 'gamma', wave: 'first', exitCode: 0, result: { status: 'ready' } },
        { name: 'alpha', wave: 'rest', exitCode: 0, result: { status: 'in-sync' } },
        { name: 'beta', wave: 'rest', exitCode: 0, result: { status: 'ready' } },
      ],
    });
  });

  it.each([
    [['stage=production'], ['gamma', 'beta']],
    [['stage=production', 'land=de'], ['beta']],
    [['name=alpha,beta'], ['alpha', 'beta']],
    [['wave=first'], ['gamma']],
  ])('is narrowed by labels: %j', async (selections, names) => {
    writeThree();
    const words = selections.flatMap((selection) => ['--select', selection]);
    const { stdout } = await run('validate', '--fleet', 'fleet.yaml', '--format', 'json', ...words);
    expect(JSON.parse(stdout)).toMatchObject({ all: names, exitCode: 0 });
  });

  it('has labels that are numbers, for its schema too', async () => {
    writeThree();
    fleet('applications:\n  alpha: { file: apps/alpha.yaml, labels: { tier: 1 } }\n');
    expect(
      valid('fleet', { version: 1, applications: { alpha: { file: 'apps/alpha.yaml', labels: { tier: 1 } } } }),
    ).toBe(true);
    const { stdout } = await run('validate', '--fleet', 'fleet.yaml', '--format', 'json', '--select', 'tier=1');
    expect(JSON.parse(stdout)).toMatchObject({ all: ['alpha'], exitCode: 0 });
  });

  it('is narrowed by a label with a comma in it, which is written \\,', async () => {
    for (const name of ['one', 'two', 'three']) write(name);
    const labelled = (name: string, team: string): string =>
      `  ${name}: { file: apps/${name}.yaml, labels: { team: "${team}" } }\n`;
    fleet(`applications:\n${labelled('one', 'web, de')}${labelled('two', 'web')}${labelled('three', ' de')}`);
    const chosen = async (selection: string): Promise<unknown> =>
      JSON.parse((await run('validate', '--fleet', 'fleet.yaml', '--format', 'json', '--select', selection)).stdout)
        .all;
    expect(await chosen('team=web\\, de')).toEqual(['one']);
    expect(await chosen('team=web, de')).toEqual(['two', 'three']);
    expect(await chosen('team=web\\, de,web')).toEqual(['one', 'two']);
    const { stderr } = await run('validate', '--fleet', 'fleet.yaml', '--select', 'team=a,b');
    expect(stderr).toContain('a comma that is part of one is written \\,');
  });

  it('says of a part without applications that it has none', async () => {
    write('alpha');
    fleet('applications:\n  alpha: { file: apps/alpha.yaml }\n');
    const parts = await Promise.all(
      ['1/2', '2/2'].map((part) => run('validate', '--fleet', 'fleet.yaml', '--shard', part)),
    );
    expect(parts.map(({ code }) => code)).toEqual([0, 0]);
    expect(parts.map(({ stdout }) => stdout)).toContain('0 applications: none is in this part. Exit code 0.\n');
  });

  it.each([
    [['--select', 'stag=test'], 'Did you mean stage?'],
    [
      ['--select', 'stage=nowhere'],
      'has stage=nowhere.  [bad-selection]\n    The values of stage are: production, test.',
    ],
    [['--select', 'stage=test,prodution'], 'has stage=prodution.  [bad-selection]\n    Did you mean production?'],
    [['--select', 'stage=test', '--select', 'stage=production'], 'Each --select narrows the others.'],
    [['--select', 'stage'], 'LABEL=VALUE'],
    [['-f', 'x.yaml'], '--file'],
    [['--shard', '3/2'], 'is not a shard'],
    [['--shard', 'auto'], 'No variable says which shard'],
  ])('ends with 64 where nothing clear is asked for: %j', async (words, says) => {
    writeThree();
    const { code, stderr } = await run('plan', '--fleet', 'fleet.yaml', ...words);
    expect(code).toBe(64);
    expect(stderr).toContain(says);
    expect(service.requests()).toBe(0);
  });

  it('says all that is wrong with its file at once, with places', async () => {
    write('alpha');
    fleet(`waves: [one, one]
applications:
  alpha: { file: apps/alpha.yaml, wave: two, labels: { wave: one } }
  beta: { file: apps/alpha.yaml }
  gamma: { file: ../../elsewhere.yaml }
`);
    const { code, stderr } = await run('plan', '--fleet', 'fleet.yaml');
    expect(code).toBe(65);
    expect(stderr.match(/(?<=^error: )fleet\.yaml:\d+:\d+/gmu)).toEqual([
      'fleet.yaml:2:14',
      'fleet.yaml:4:41',
      'fleet.yaml:4:62',
      'fleet.yaml:5:17',
      'fleet.yaml:6:18',
    ]);
    fleet('applications: { "a b": { file: 3, labels: [] }, c: { fil: x } }\n');
    const second = await run('plan', '--fleet', 'fleet.yaml');
    expect(second.stderr).toContain('is not an alias');
    expect(second.stderr).toContain('Did you mean "file"?');
  });

  it('is not touched when two of its files are for one application: both places are named before any request', async () => {
    writeThree();
    const copy = readFileSync(join(folder, 'apps/alpha.yaml'), 'utf8');
    writeFileSync(join(folder, 'apps/beta.yaml'), `# copied\n${copy}`);
    const { code, stderr } = await run('apply', '--fleet', 'fleet.yaml', '--auto-approve');
    expect([code, service.requests()]).toEqual([65, 0]);
    expect(stderr.replaceAll(/\s+/gu, ' ')).toContain(
      'error: apps/beta.yaml:3:1 apps/beta.yaml and apps/alpha.yaml of fleet.yaml are both for application alpha (the other at apps/alpha.yaml:2:1) [same-application-twice]',
    );
  });

  it('is named where it is taken for a configuration', async () => {
    writeThree();
    const { code, stderr } = await run('plan', '-f', 'fleet.yaml');
    expect([code, stderr.match(/^error: .*/gmu)]).toEqual([
      65,
      ['error: fleet.yaml is a fleet file, not a configuration  [not-a-configuration]'],
    ]);
  });

  it('is not a configuration, which is told in one sentence', async () => {
    write('alpha');
    const { code, stderr } = await run('plan', '--fleet', 'apps/alpha.yaml');
    expect([code, stderr.match(/^error: .*/gmu)]).toEqual([
      65,
      ['error: apps/alpha.yaml is a configuration, and no fleet file  [not-a-fleet]'],
    ]);
    expect(stderr).toContain('-f apps/alpha.yaml');
  });

  it('says where it names a file that is not there, and works on the others', async () => {
    writeThree();
    rmSync(join(folder, 'apps/beta.yaml'));
    const { code, stdout, stderr } = await run('validate', '--fleet', 'fleet.yaml');
    expect(code).toBe(65);
    expect(stderr).toContain('error: fleet.yaml:5:17  apps/beta.yaml does not exist  [no-such-file]');
    expect(stdout).toContain('apps/alpha.yaml is valid.');
  });

  it('is divided into parts that do not overlap, by application and not by name', async () => {
    writeThree();
    write('delta');
    fleet(`${three}  delta: { file: apps/delta.yaml }\n`);
    const part = async (index: number, more = {}) => {
      const words = [
        'validate',
        '--fleet',
        'fleet.yaml',
        '--format',
        'json',
        '--shard',
        index === 0 ? 'auto' : `${index}/3`,
      ];
      const { code, stdout } = await runProgram(words, { cwd: folder, env: { ...service.env, ...more } });
      expect(code).toBe(0);
      const printed: { applications: { name: string }[] } = JSON.parse(stdout);
      expect(valid('fleet-report', printed)).toBe(true);
      return printed.applications.map(({ name }) => name);
    };
    const parts = [await part(1), await part(2), await part(3)];
    expect(parts.flat().sort()).toEqual(['alpha', 'beta', 'delta', 'gamma']);
    expect(await part(0, { JOB_COMPLETION_INDEX: '0', CAPSTAN_SHARDS: '3' })).toEqual(parts[0]);
    expect(await part(0, { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '3' })).toEqual(parts[2]);
  });

  it('is no part at all where the engine says nothing that can be read', () => {
    for (const index of ['', ' ', '1e0', '-1', '3']) {
      expect(() => parseShard('auto', { JOB_COMPLETION_INDEX: index, CAPSTAN_SHARDS: '3' })).toThrow();
    }
  });
});
