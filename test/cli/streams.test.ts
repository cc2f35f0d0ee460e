import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, configuration, startBench } from './program.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'capstan.cjs');

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.end());

describe('the program', () => {
  it('sends no request for a call that it does not understand', async () => {
    bench.sandbox.clearRequests();
    for (const args of [
      ['plan', '--unmanged'],
      ['plna'],
      ['apply'],
      ['plan', '--only', 'x'],
      ['plan', '--format=yaml'],
    ])
      await bench.run(args);
    const slip = await bench.run(['plan'], { CAPSTAN_CLIENT_SERCET: 'canary' });
    expect(slip).toMatchObject({ code: 64, stdout: '' });
    expect(slip.stderr).toContain('Did you mean CAPSTAN_CLIENT_SECRET?');
    expect(slip.stderr).not.toContain('canary');
    expect(bench.sandbox.requests).toEqual([]);
  });

  it('suggests the flag and the command that were meant', async () => {
    expect((await bench.run(['plan', '--unmanged'])).stderr).toContain('Did you mean --unmanaged?');
    expect((await bench.run(['plna'])).stderr).toContain('Did you mean plan?');
  });

  it('lets variables of others and those that the file names be', async () => {
    bench.write(
      'named.yaml',
      `${configuration(bench.sandbox.url)}credentials: { clientId: CAPSTAN_CLIENT_ID2, clientSecret: CAPSTAN_CLIENT_SECRET }\n`,
    );
    const ended = await bench.run(['plan', '-f', 'named.yaml'], {
      CAPSTAN_CLIENT_ID2: bench.env['CAPSTAN_CLIENT_ID'] ?? '',
      CAPSTAN_SOMETHING: 'x',
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes credentials from the file that --vars names', async () => {
    bench.write(
      'staging.vars',
      Object.entries(bench.env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const unset = { CAPSTAN_CLIENT_ID: '', CAPSTAN_CLIENT_SECRET: '' };
    expect((await bench.run(['plan'], unset)).code).toBe(77);
    const { CAPSTAN_CLIENT_ID: _id, CAPSTAN_CLIENT_SECRET: _secret, ...none } = process.env;
    const ended = spawnChild(['plan', '--vars', 'staging.vars'], none);
    expect((await ended).code).toBe(0);
  });

  it('runs nothing that a vars file names, and says of --env-file whose flag that is', async () => {
    bench.write('evil.cjs', `require('node:fs').writeFileSync(${JSON.stringify(join(bench.folder, 'ran'))}, '')`);
    bench.write('evil.vars', `NODE_OPTIONS=--require=${join(bench.folder, 'evil.cjs')}\nNODE_DEBUG=*\n`);
    const ended = await bench.launch(['plan', '--vars', 'evil.vars', '--baseline', 'git:nothing']);
    expect(ended).toMatchObject({ code: 65, stderr: expect.stringContaining('--baseline') });
    expect(existsSync(join(bench.folder, 'ran'))).toBe(false);

    bench.write('empty', '');
    for (const flag of [['--env-file', 'empty'], ['--env-file=empty']]) {
      const refused = await bench.run(['plan', ...flag]);
      expect(refused).toMatchObject({ code: 64, stderr: expect.stringMatching(/flag of Node[\s\S]*--vars FILE/u) });
    }
    expect(await bench.run(['plan', '--vars', 'nowhere'])).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(/nowhere does not exist[\s\S]*--vars/u),
    });
  });

  it('prints the result on stdout and nothing else there; without a terminal there is no progress and no colour', async () => {
    const text = await bench.launch(['plan']);
    expect(text.stderr).toBe('');
    expect(text.stdout).not.toContain('\u001b');
    const json = await bench.launch(['plan', '--format', 'json']);
    expect(json.stderr).toBe('');
    expect(JSON.parse(json.stdout)).toHaveProperty('digest');
  });

  it('colours where FORCE_COLOR asks for it, unless --no-color forbids', async () => {
    expect((await bench.run(['plan'], { FORCE_COLOR: '1' })).stdout).toContain('\u001b[33m~');
    expect((await bench.run(['plan', '--no-color'], { FORCE_COLOR: '1' })).stdout).not.toContain('\u001b');
    expect((await bench.launch(['--help'])).stdout).not.toContain('\u001b');
  });

  it('is a line with --quiet', async () => {
    expect((await bench.run(['plan', '--quiet'])).stdout.trim().split('\n')).toHaveLength(1);
  });

  it('prints a large result whole into a pipe', async () => {
    const big = 'x'.repeat(3_000_000);
    bench.write('big.yaml', `${configuration(bench.sandbox.url)}custom: { big: "${big}" }\n`);
    const ended = await bench.launch(['plan', '-f', 'big.yaml', '--format', 'json']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout).changes.some(({ after }: { after: unknown }) => after === big)).toBe(true);
  });

  it('does not mind a reader that goes away', async () => {
    const child = spawn(process.execPath, [program, 'schema', 'plan'], {
      cwd: bench.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
    });
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([0, '']);
  });

  it('asks on a terminal only, and takes nothing from a pipe for an answer', async () => {
    const { stderr, code } = spawnSync(process.execPath, [program, 'apply'], {
      cwd: bench.folder,
      env: bench.env,
      input: 'yes\n',
      encoding: 'utf8',
    }) as unknown as { stderr: string; code?: number };
    expect(stderr).toContain('there is no terminal');
    expect(code).toBeUndefined();
  });

  it('never prints a secret of the caller', async () => {
    // The built program is asked for that in canary.test.ts.
    for (const args of [
      ['plan', '--verbose'],
      ['plan', '--format', 'json'],
      ['validate', '--effective'],
      ['apply', '--auto-approve', '--verbose'],
    ]) {
      const { stdout, stderr } = await bench.run(args);
      expect(stdout + stderr).not.toContain(bench.env['CAPSTAN_CLIENT_SECRET']);
    }
  });

  it('works in a folder where NODE_ENV says test or development', async () => {
    for (const NODE_ENV of ['test', 'development'])
      expect(await bench.launch(['plan', '--quiet'], { NODE_ENV })).toMatchObject({ code: 0, stderr: '' });
  });
});

async function spawnChild(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null }> {
  const child = spawn(process.execPath, [program, ...args], { cwd: bench.folder, env, stdio: 'ignore' });
  const [code] = await once(child, 'close');
  return { code };
}
