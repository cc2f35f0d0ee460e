import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDeadline, watchSignals } from '../../src/cli/terminal/interruption.ts';
import { interruptionBy } from '../support/interruption.ts';
import { type Bench, configuration, startBench } from './program.ts';

/** Takes every connection, and never answers. */
let silent: Server;
let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  bench.write('silent.yaml', configuration(`http://127.0.0.1:${port}`));
});

afterAll(async () => {
  silent.close();
  await bench.end();
});

describe('--timeout', () => {
  it.each(['plan', 'drift', 'apply --auto-approve', 'snapshot --out s.json'])(
    'ends %s with 69, whatever it waits for',
    async (words) => {
      const { code, stderr } = await bench.run([...words.split(' '), '-f', 'silent.yaml', '--timeout', '1']);
      expect(code).toBe(69);
      expect(stderr).toMatch(/^error: The time of --timeout \(1 s\) is over, and .* {2}\[command-timeout\]\n/);
    },
  );

  it('prints what it waited for', async () => {
    vi.useFakeTimers();
    try {
      const deadline = createDeadline();
      const interruption = { ...interruptionBy(() => null), expire: (late: () => void) => late() };
      deadline.start(31, { interruption, underWay: () => 'Reading a…' });
      vi.advanceTimersByTime(31_000);
      await expect(deadline.passed).rejects.toMatchObject({
        ending: 'serviceFailed',
        problems: [{ message: 'The time of --timeout (31 s) is over, and this was not finished: Reading a…' }],
      });
    } finally {
      vi.useRealTimers();
    }
  });

  it('says of several applications which were done, under way and not begun', async () => {
    const files = ['-f', 'capstan.yaml', '-f', 'silent.yaml'];
    // Time enough for the plan of the other file, also on a busy machine.
    const { code, stderr } = await bench.run(['plan', ...files, '--timeout', '5']);
    expect(code).toBe(69);
    expect(stderr).toContain(
      'and this was not finished: 1 of 2 applications (done: capstan.yaml; under way: silent.yaml)',
    );
  });

  it('tells it as JSON too', async () => {
    const { code, stdout } = await bench.run(['plan', '-f', 'silent.yaml', '--timeout', '1', '--format', 'json']);
    expect(code).toBe(69);
    expect(JSON.parse(stdout).problems[0].code).toBe('command-timeout');
  });

  it('ends a run that wrote with 6, and says that the time was over', async () => {
    let goOn = (): void => {};
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = await startBench(
      { intercept: ({ method }) => (method === 'POST' ? { kind: 'hold', until } : undefined) },
      'absent: { custom: [banner] }\n',
    );
    try {
      const running = slow.run(['apply', '--auto-approve', '--timeout', '3']);
      setTimeout(goOn, 4000);
      const { code, stdout, stderr } = await running;
      expect(stderr).toContain('The time of --timeout is over: stopping after the request in flight.');
      expect(stdout).toContain('Stopped: the time limit of the run was over');
      expect(stdout).toContain('Partly applied: 1 of 2 requests done, 1 not run');
      expect(code).toBe(6);
    } finally {
      await slow.end();
    }
  });

  it('changes nothing where there is time enough', async () => {
    expect((await bench.run(['plan', '--timeout', '600'])).code).toBe(0);
  });

  // A timer of Node would take more than 24 days for no time at all.
  it.each([
    ['0', '--timeout takes a whole number, 1 or more.'],
    ['9999999', '--timeout takes a whole number, 86400 or less.'],
    ['x', '--timeout takes a whole number.'],
  ])('is a number of seconds, not %s', async (seconds, message) => {
    const { code, stderr } = await bench.run(['plan', '--timeout', seconds]);
    expect(code).toBe(64);
    expect(stderr).toContain(`error: ${message}`);
  });

  it('does not cut a run in two: it stops after the call in flight', async () => {
    const said: string[] = [];
    const source = { on: () => undefined, exit: () => undefined };
    const interruption = watchSignals(source, (text) => said.push(text));
    const deadline = createDeadline();
    await interruption.hold(async () => {
      interruption.expire(() => said.push('cut'));
    });
    deadline.stop();
    expect(said).toEqual(['The time of --timeout is over: stopping after the request in flight.\n']);
    expect([interruption.code(), interruption.signal.aborted]).toEqual([69, true]);
  });
});
