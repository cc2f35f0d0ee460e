import { describe, expect, it } from 'vitest';
import type { Interception, SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { aDesiredClient } from '../../support/builders.ts';
import { scenarioCaller } from '../../support/scenario-state.ts';
import { playRun, type RunScript } from './sandbox-run.ts';

const [first, second, third] = ['first', 'second', 'third'].map((name) => name.padEnd(32, '0')) as [
  string,
  string,
  string,
];

const live: RunScript['live'] = {
  settings: { login_attempts: 9, cache_settings: 0 },
  clients: [first, second, third].map((id) => ({ id, name: id, settings: { site_name: 'Old' } })),
};
const clientWith = (id: string) => aDesiredClient({ alias: id.slice(0, 6), id, settings: { site_name: 'New' } });
const clients = [first, second, third].map(clientWith);

const settingsOf = (id: string) => `readClientSettings ${id}`;
const writeTo = (id: string) => `setKeys ${id}`;
const lineOf = (id: string) => `GET /config/scenarioapplication0000000/clients/${id}/settings`;
const siteNames = ({ clients: all }: SandboxState) =>
  [first, second, third].map((id) => all.find((client) => client.id === id)?.settings['site_name']);

/** What happens to requests of a line, by their number from 1. */
const at =
  (line: string, faults: Readonly<Record<number, Interception>>) =>
  (request: { method: string; path: string }, number: number): Interception | undefined =>
    `${request.method} ${request.path}` === line ? faults[number] : undefined;

describe('the requests of an apply', () => {
  it('are two reads and the writes for each thing that is written, and no more', async () => {
    const desired = { settings: { login_attempts: 7 }, clients };
    const { asked, report } = await playRun({ live, desired });
    expect(report.result).toBe('done');
    expect([...asked].sort()).toEqual(
      [
        ...['readGlobalSettings', 'setKeys', 'readGlobalSettings'],
        ...[first, second, third].flatMap((id) => [settingsOf(id), writeTo(id), settingsOf(id)]),
      ].sort(),
    );
  });

  it('are at most two at a time: a look at one client, and the read before the write to the next', async () => {
    const { asked, atOnce } = await playRun({ live, desired: { clients } });
    expect(atOnce).toBe(2);
    expect(asked).toEqual([
      ...[settingsOf(first), writeTo(first)],
      ...[settingsOf(second), settingsOf(first), writeTo(second)],
      ...[settingsOf(third), settingsOf(second), writeTo(third)],
      settingsOf(third),
    ]);
  });

  it.each([
    ['the global scope, which clients inherit', { settings: { login_attempts: 7 }, clients: [clientWith(first)] }, {}],
    ['what is replaced as a whole', { clients: clients.slice(0, 2) }, { captureUrl: 'without' }],
    [
      'the client whose credentials are used',
      { clients: [clientWith(first), aDesiredClient({ id: scenarioCaller.id, settings: { site_name: 'New' } })] },
      {},
    ],
    [
      'one client, of which two things are written',
      {
        clients: [
          {
            ...clientWith(first),
            ...aDesiredClient({ id: first, features: ['login_client'], settings: { site_name: 'New' } }),
          },
        ],
      },
      {},
    ],
  ] as const)('are one at a time around %s', async (_what, desired, other) => {
    const { atOnce, report } = await playRun({ live, desired, ...other });
    expect(report.outcomes).toHaveLength(2);
    expect(report.result).toBe('done');
    expect(atOnce).toBe(1);
  });
});

describe('a read beside the look at the client before', () => {
  const two: RunScript = { live, desired: { clients: clients.slice(0, 2) } };

  it('is made again when that look was not enough', async () => {
    const { asked, report, sleptMs } = await playRun({ ...two, switches: { cacheSeconds: 2 } });
    expect(sleptMs).toBeGreaterThan(0);
    expect(report.result).toBe('done');
    expect(asked.slice(0, asked.indexOf(writeTo(second))).filter((line) => line === settingsOf(second))).toHaveLength(
      2,
    );
    expect(asked[asked.indexOf(writeTo(second)) - 1]).toBe(settingsOf(second));
  });

  it('is made again when that look took long', async () => {
    const busy: Interception = {
      kind: 'answer',
      work: 'skipped',
      reply: { status: 429, headers: { 'retry-after': '5' } },
    };
    const { asked, report } = await playRun({ ...two, fault: at(lineOf(first), { 2: busy }) });
    expect(report.result).toBe('done');
    expect(asked.filter((line) => line === settingsOf(second))).toHaveLength(3);
  });

  it('shows an edit that came before it, and nothing is written over that', async () => {
    const { report, asked, after } = await playRun({
      ...two,
      fault: (request, _number, sandbox) => {
        const isWrite = request.method === 'POST';
        if (isWrite) sandbox.edit((state) => ({ ...state, clients: state.clients.map(edited) }));
        return undefined;
      },
    });
    expect(asked).not.toContain(writeTo(second));
    expect(report).toMatchObject({ result: 'partial', stoppedBy: { code: 'stale' } });
    expect(siteNames(after).slice(0, 2)).toEqual(['New', 'Edited']);
  });

  const edited = (client: SandboxState['clients'][number]) =>
    client.id === second ? { ...client, settings: { ...client.settings, site_name: 'Edited' } } : client;

  it('that fails ends the run as any read before a write does', async () => {
    const refused: Interception = { kind: 'answer', work: 'skipped', reply: { status: 403, body: '{}' } };
    const { report, asked, writes } = await playRun({ ...two, fault: at(lineOf(second), { 1: refused }) });
    expect(asked.filter((line) => line === settingsOf(second))).toHaveLength(1);
    expect(writes).toHaveLength(1);
    expect(report).toMatchObject({ result: 'partial', stoppedBy: { code: 'forbidden' } });
  });

  it('is not made when the write before did not end well, and no write follows', async () => {
    const no = '{"stat":"error","code":200,"error":"invalid_argument","error_description":"no"}';
    const rejected: Interception = { kind: 'answer', work: 'skipped', reply: { status: 200, body: no } };
    const { asked, writes, report } = await playRun({ ...two, fault: at('POST /settings/set_multi', { 1: rejected }) });
    expect(writes).toHaveLength(1);
    expect(asked).not.toContain(settingsOf(second));
    expect(report.outcomes.map(({ status }) => status)).toEqual(['failed', 'not-run']);
  });

  it('is not made when the run is to end, nor when the journal lacks a record', async () => {
    const stopped = await playRun({ ...two, stopAfter: ['sent c1 done', 'interrupted'] });
    expect(stopped.asked).not.toContain(settingsOf(second));
    const unwritten = await playRun({ ...two, unwritten: 'sent c1 done' });
    expect(unwritten.asked).not.toContain(settingsOf(second));
    expect(unwritten.writes).toHaveLength(1);
  });
});

describe('a fault at any request of a run over several clients', () => {
  const script: RunScript = { live, desired: { clients } };
  const faults: Readonly<Record<string, Interception>> = {
    'a reset connection': { kind: 'reset', work: 'skipped' },
    'a reset connection after the work': { kind: 'reset', work: 'done' },
    'a refusal': { kind: 'answer', work: 'skipped', reply: { status: 403, body: '{}' } },
    'a wait of 3 s': { kind: 'answer', work: 'skipped', reply: { status: 429, headers: { 'retry-after': '3' } } },
  };
  const requests = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  it.each(Object.entries(faults))(
    'writes each client at most once, and none after a failure: %s',
    async (_name, fault) => {
      for (const faulty of requests) {
        let seen = 0;
        const { report, asked, after } = await playRun({
          ...script,
          fault: () => {
            seen += 1;
            return seen === faulty ? fault : undefined;
          },
        });
        const statuses = report.outcomes.map(({ status }) => status);
        const failedAt = statuses.findIndex((status) => status !== 'done');
        if (failedAt >= 0) expect(statuses.slice(failedAt + 1).every((status) => status === 'not-run')).toBe(true);
        expect(siteNames(after)).toEqual(statuses.map((status) => (status === 'done' ? 'New' : 'Old')));
        for (const id of [first, second, third]) {
          const own = asked.filter((line) => line === settingsOf(id) || line === writeTo(id));
          expect(own[0] ?? settingsOf(id)).toBe(settingsOf(id));
        }
      }
    },
  );
});
