import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/run-sandbox.ts';
import { type Bench, type RunningProgram, startBench, startProgram } from '../../cli/program.ts';
import { withCheapKeys } from '../../support/program-variables.ts';
import { scenarioState } from '../../support/scenario-state.ts';
import { differingNames, flatState } from '../flat-state.ts';

// The program that gets the signal is the built one, as a process of its own: what stands for it in other stories gets none.
// What follows runs here.

const live = {
  settings: { login_attempts: 5, site_name: 'Old' },
  custom: { banner: 'x', campaign: 'spring' },
  clients: [0, 1].map((at) => ({
    id: `signalclient${at}`.padEnd(30, '0'),
    secret: `canary-client-${at}`,
    name: `Client ${at}`,
    features: ['login_client'],
    settings: { site_name: 'Old', rpx_key: 'canary-rpx' },
    custom: { banner: 'x' },
  })),
};

// Five calls: keys of three scopes, and a removal in two of them.
const more = `custom: { banner: "y" }
absent: { custom: [campaign] }
clients:
  one: { id: ${live.clients[0]?.id}, settings: { site_name: New }, absent: { custom: [banner] } }
  two: { id: ${live.clients[1]?.id}, settings: { site_name: New } }
`;
const applyArgs = ['apply', '--auto-approve', '--format', 'json'];

type OnWrite = (number: number) => ReturnType<NonNullable<Parameters<typeof startBench>[0]>['intercept'] & {}>;
type Run = {
  readonly result: string;
  readonly run: { readonly id: string };
  readonly outcomes: readonly { readonly status: string }[];
};

describe('the program, while a call is under way', () => {
  let bench: Bench | undefined;
  afterEach(() => bench?.end());

  /** A bench at whose writes something happens, as long as `meanwhile` is set. */
  async function begun(meanwhile: { on: OnWrite | null }): Promise<Bench> {
    let writes = 0;
    const intercept: NonNullable<Parameters<typeof startBench>[0]>['intercept'] = ({ method }) => {
      if (method === 'GET' || meanwhile.on === null) return undefined;
      writes += 1;
      return meanwhile.on(writes);
    };
    bench = await startBench({ seed: scenarioState(live), intercept }, more);
    return bench;
  }

  it.each([
    ['SIGINT', 130, 1],
    ['SIGTERM', 143, 4],
  ] as const)('%s ends it with %i after call %i, and what it did can be undone', async (signal, code, number) => {
    const meanwhile: { on: OnWrite | null } = { on: null };
    const { sandbox, run, ...own } = await begun(meanwhile);
    const before = flatState(sandbox.state());
    let program: RunningProgram | null = null;
    meanwhile.on = (at) => {
      if (at !== number) return undefined;
      program?.kill(signal);
      return { kind: 'hold', until: program?.said('Stopping after the request in flight') ?? Promise.resolve() };
    };
    program = startProgram(applyArgs, readable(own));
    const ended = await program.ended;
    meanwhile.on = null;

    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).not.toContain('canary');
    const said = JSON.parse(ended.stdout) as Run;
    expect(said.result).toBe('interrupted');
    const statuses = said.outcomes.map(({ status }) => status);
    expect(statuses).toEqual(statuses.map((_, at) => (at < number ? 'done' : 'not-run')));
    expect(writesOf(sandbox)).toBe(number);

    expect((await run(['undo', said.run.id, '--auto-approve'])).code).toBe(0);
    expect(differingNames(before, flatState(sandbox.state()))).toEqual([]);
    expect((await run(applyArgs)).code).toBe(0);
  });

  it.each(['done', 'skipped'] as const)(
    'a second SIGINT ends it at once, its work %s, and undo knows what to do',
    async (work) => {
      const meanwhile: { on: OnWrite | null } = { on: null };
      const { sandbox, run, ...own } = await begun(meanwhile);
      const before = flatState(sandbox.state());
      let program: RunningProgram | null = null;
      meanwhile.on = (at) => {
        if (at !== 2) return undefined;
        const running = program;
        running?.kill('SIGINT');
        void running?.said('Stopping after the request in flight').then(() => running.kill('SIGINT'));
        const until = running?.ended ?? Promise.resolve();
        const then = { kind: 'reset', work } as const;
        return work === 'done' ? { kind: 'hold', until } : { kind: 'hold', until, then };
      };
      program = startProgram(applyArgs, readable(own));
      const { code, stdout, stderr } = await program.ended;
      meanwhile.on = null;
      expect(code).toBe(130);
      expect(stdout + stderr).not.toContain('canary');
      // Only then does the service do its work, if it does: no one is there to hear of it.
      await expect
        .poll(() => sandbox.requests.every(({ status }) => status !== undefined || work === 'skipped'))
        .toBe(true);

      const [, id = ''] = /^\s*(\d{14}-[0-9a-f]+)/mu.exec((await run(['runs'])).stdout) ?? [];
      const undone = await run(['undo', id, '--auto-approve']);
      expect(undone.stderr).toBe('');
      expect(undone.code).toBe(0);
      expect(differingNames(before, flatState(sandbox.state()))).toEqual([]);
      expect((await run(applyArgs)).code).toBe(0);
    },
  );

  it('another run of the same application ends with 75 and sends nothing', async () => {
    const meanwhile: { on: OnWrite | null } = { on: null };
    const { sandbox, run } = await begun(meanwhile);
    let second: Promise<number | null> | null = null;
    meanwhile.on = (at) => {
      if (at !== 1) return undefined;
      const requests = sandbox.requests.length;
      second = run(applyArgs).then(({ code }) => {
        expect(sandbox.requests.length).toBe(requests);
        return code;
      });
      return { kind: 'hold', until: second };
    };
    expect((await run(applyArgs)).code).toBe(0);
    expect(await second).toBe(75);
  });
});

/** The same bench; what the program writes down can be read by runs in this process. */
function readable({ folder, env }: Pick<Bench, 'folder' | 'env'>): Pick<Bench, 'folder' | 'env'> {
  return { folder, env: { ...env, NODE_OPTIONS: withCheapKeys } };
}

function writesOf({ requests }: Sandbox): number {
  return requests.filter(({ method }) => method !== 'GET').length;
}
