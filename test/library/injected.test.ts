import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  absorb,
  apply,
  compare,
  findDrift,
  type HttpTransport,
  importApplication,
  memoryRuns,
  plan,
  snapshot,
  undo,
} from '../../src/index.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  world.write(['settings:', '  login_attempts: 3', 'custom:', '  campaign: spring']);
});
afterEach(() => world.close());

const yes = (): 'yes' => 'yes';

/** Carries requests by `fetch`, and counts them. */
function counted(): { readonly send: HttpTransport; readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    send: async ({ origin, path, method, headers, body, signal }) => {
      lines.push(`${method} ${path}`);
      const reply = await fetch(`${origin}${path}`, { method, headers, body, signal, redirect: 'manual' });
      const replied = Object.fromEntries(reply.headers);
      return { status: reply.status, headers: replied, body: new Uint8Array(await reply.arrayBuffer()) };
    },
  };
}

describe('a cancelled apply', () => {
  it('is written down where it stopped, and can be undone or taken up', async () => {
    const cancel = new AbortController();
    const before = world.sandbox.state();
    const writes: string[] = [];
    const onRequest = ({ method, path }: { readonly method: string; readonly path: string }): void => {
      if (method === 'GET') return;
      writes.push(path);
      cancel.abort();
    };
    world.write(['settings:', '  login_attempts: 3', 'absent:', '  settings: [site_name]']);
    const { run } = await apply('capstan.yaml', { ...world.here, approve: yes, signal: cancel.signal, onRequest });
    expect(writes).toHaveLength(1);
    expect(run.result).toBe('interrupted');
    expect(run.outcomes.map(({ status }) => status)).toEqual(['done', 'not-run']);
    expect(world.sandbox.state().settings).toMatchObject({ login_attempts: 3, site_name: expect.anything() });
    const undone = await undo(run.run.id, { ...world.here, approve: yes });
    expect(undone.run.result).toBe('done');
    expect(world.sandbox.state().settings).toEqual(before.settings);
    const whole = await apply('capstan.yaml', { ...world.here, approve: yes });
    expect(whole.run.result).toBe('done');
    expect(world.sandbox.state().settings).not.toHaveProperty('site_name');
  });

  it('ends at once while live is read, and before a question that nobody answers any more', async () => {
    const cancel = new AbortController();
    const stuck: HttpTransport = () => {
      cancel.abort();
      return new Promise(() => {});
    };
    const broken = { ending: 'interrupted', problems: [{ code: 'interrupted' }] };
    const options = { ...world.here, transport: stuck, signal: cancel.signal };
    await expect(plan('capstan.yaml', options)).rejects.toMatchObject(broken);
    await expect(plan('capstan.yaml', { ...world.here, signal: cancel.signal })).rejects.toMatchObject(broken);
    const late = new AbortController();
    const approve = (): 'yes' => {
      late.abort();
      return 'yes';
    };
    const { run } = await apply('capstan.yaml', { ...world.here, approve, signal: late.signal });
    expect(run.result).toBe('interrupted');
    expect(run.outcomes.every(({ status }) => status === 'not-run')).toBe(true);
  });

  it('does not wait for an answer, and leaves no lock', async () => {
    const cancel = new AbortController();
    const approve = (): Promise<'yes'> => {
      setImmediate(() => cancel.abort());
      return new Promise(() => {});
    };
    await expect(apply('capstan.yaml', { ...world.here, approve, signal: cancel.signal })).rejects.toMatchObject({
      ending: 'interrupted',
      problems: [{ message: 'The run was stopped while it waited for approval.' }],
    });
    expect((await apply('capstan.yaml', { ...world.here, approve: yes })).run.result).toBe('done');
  });
});

describe('a pause between two tries', () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const busyUntil = (each: () => void): HttpTransport => {
    return async () => {
      setImmediate(() => setImmediate(() => setImmediate(each)));
      return { status: 503, headers: { 'retry-after': '30' }, body: new TextEncoder().encode('{}') };
    };
  };

  it('is over when the signal fires: no timer stays', async () => {
    const before = timers();
    const cancel = new AbortController();
    const transport = busyUntil(() => cancel.abort());
    const cancelled = plan('capstan.yaml', { ...world.here, transport, signal: cancel.signal });
    await expect(cancelled).rejects.toMatchObject({ ending: 'interrupted' });
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('tells a pause of the caller that it is over', async () => {
    const cancel = new AbortController();
    const ended: number[] = [];
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise(() => signal?.addEventListener('abort', () => ended.push(ms), { once: true }));
    const transport = busyUntil(() => cancel.abort());
    const cancelled = plan('capstan.yaml', { ...world.here, transport, sleep, signal: cancel.signal });
    await expect(cancelled).rejects.toMatchObject({ ending: 'interrupted' });
    expect(new Set(ended)).toEqual(new Set([30_000]));
  });
});

describe('what is handed in', () => {
  it('is the clock that everything is judged and dated by', async () => {
    const now = () => new Date('2027-03-04T05:06:07.000Z');
    const made = await plan('capstan.yaml', { ...world.here, now });
    expect(made).toMatchObject({ createdAt: '2027-03-04T05:06:07.000Z', expiresAt: '2027-03-07T05:06:07.000Z' });
    const later = () => new Date('2027-03-08T00:00:00.000Z');
    await expect(apply('capstan.yaml', { ...world.here, plan: made, now: later })).rejects.toMatchObject({
      problems: [{ code: 'plan-expired' }],
    });
  });

  it('carries every request', async () => {
    const { send, lines } = counted();
    const { run } = await apply('capstan.yaml', { ...world.here, approve: yes, transport: send });
    expect(run.result).toBe('done');
    expect(lines.filter((line) => line.startsWith('POST'))).toHaveLength(1);
    expect(lines).toHaveLength(world.sandbox.requests.length);
    const down: HttpTransport = () => Promise.reject(new Error('no way there'));
    const impatient = { ...world.here, transport: down, sleep: async () => {} };
    await expect(plan('capstan.yaml', impatient)).rejects.toMatchObject({ ending: 'serviceFailed' });
  });

  // `it` fails for an error that nothing handles, which would end the process of a user.
  it('may be a transport that fails in any way: reads fail, and writes are unknown', async () => {
    const nothing: readonly unknown[] = [undefined, null, {}, { status: 200, headers: {} }, { status: '200' }];
    const odd: readonly (() => unknown)[] = [
      ...nothing.flatMap((value) => [() => value, () => Promise.resolve(value)]),
      () => Promise.reject(Object.create(null)),
      () => {
        throw new Error('at once');
      },
    ];
    const options = { ...world.here, sleep: async () => {}, approve: yes };
    for (const give of odd) {
      const transport = give as HttpTransport;
      await expect(plan('capstan.yaml', { ...options, transport })).rejects.toMatchObject({ ending: 'serviceFailed' });
      const half: HttpTransport = (request) =>
        request.method === 'GET' ? counted().send(request) : transport(request);
      const { run } = await apply('capstan.yaml', { ...options, transport: half, journal: memoryRuns() });
      expect(run.outcomes).toMatchObject([{ status: 'unknown', code: 'unreachable', seen: 'old' }]);
    }
  });

  it('passes off nothing of another application for this one', async () => {
    writeFileSync(join(world.folder, 'base.json'), JSON.stringify(await snapshot('capstan.yaml', world.here)));
    const before = readFileSync(join(world.folder, 'capstan.yaml'), 'utf8');
    const misled: HttpTransport = async (request) => {
      const reply = await counted().send(request);
      if (!/\/config\/[^/]+\/settings$/.test(request.path)) return reply;
      const said = JSON.parse(Buffer.from(reply.body).toString());
      return { ...reply, body: Buffer.from(JSON.stringify({ ...said, _self: '/config/other0000001/settings' })) };
    };
    const options = { ...world.here, transport: misled, baseline: 'base.json', approve: yes };
    const application = world.sandbox.applicationId;
    const works: readonly (() => Promise<unknown>)[] = [
      () => findDrift('capstan.yaml', options),
      () => absorb('capstan.yaml', options),
      () => snapshot('capstan.yaml', options),
      () => compare('capstan.yaml', 'live:capstan.yaml', options),
      () => importApplication({ ...options, application, configUrl: world.sandbox.url }),
    ];
    for (const work of works) {
      await expect(work()).rejects.toMatchObject({ ending: 'refused', problems: [{ code: 'wrong-application' }] });
    }
    expect(await plan('capstan.yaml', options)).toMatchObject({ status: 'blocked' });
    expect(readFileSync(join(world.folder, 'capstan.yaml'), 'utf8')).toBe(before);
  });

  it('keeps the record of runs, from which they are undone', async () => {
    const before = world.sandbox.state().settings;
    const journal = memoryRuns();
    const { run } = await apply('capstan.yaml', { ...world.here, approve: yes, journal });
    expect(await journal.read(run.run.id)).toMatchObject({ end: { result: 'done' }, lastLine: 'whole' });
    expect(existsSync(join(world.folder, '.capstan'))).toBe(false);
    const undone = await undo(run.run.id, { ...world.here, approve: yes, journal });
    expect(undone.run.result).toBe('done');
    expect(world.sandbox.state().settings).toEqual(before);
    await expect(undo('none', { ...world.here, approve: yes, journal })).rejects.toMatchObject({
      problems: [{ code: 'no-such-run' }],
    });
  });

  it('undoes nothing from a record that was kept as JSON, which holds no secret', async () => {
    world.sandbox.edit((state) => ({ ...state, custom: { ...state.custom, partner_token: 'canary-token' } }));
    const allow = '  - { guard: secret-removed, target: custom.partner_token, until: TOMORROW, reason: gone }';
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    world.write(['absent: { custom: [partner_token] }', 'allow:', allow.replace('TOMORROW', tomorrow)]);
    const runs = memoryRuns();
    const { run } = await apply('capstan.yaml', { ...world.here, approve: yes, journal: runs });
    expect(world.sandbox.state().custom).not.toHaveProperty('partner_token');
    const stored = JSON.stringify(await runs.read(run.run.id));
    expect(stored).not.toContain('canary');
    const journal = { ...runs, read: async () => JSON.parse(stored) };
    await expect(undo(run.run.id, { ...world.here, approve: yes, journal })).rejects.toMatchObject({
      ending: 'invalidFile',
      problems: [{ code: 'journal-unreadable', message: expect.stringContaining('its store kept it as JSON') }],
    });
    expect(world.sandbox.state().custom).not.toHaveProperty('partner_token');
    await undo(run.run.id, { ...world.here, approve: yes, journal: runs });
    expect(world.sandbox.state().custom).toHaveProperty('partner_token', 'canary-token');
  });

  it('lets nothing be sent when a run cannot be recorded', async () => {
    const journal = { ...memoryRuns(), open: () => Promise.reject(new Error('the disk is full')) };
    await expect(apply('capstan.yaml', { ...world.here, approve: yes, journal })).rejects.toMatchObject({
      ending: 'cannotWriteOutput',
      problems: [{ code: 'journal-not-writable' }],
    });
    expect(world.sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
