import { describe, expect, it } from 'vitest';
import { chainedLine, seal } from '../../../src/run/journal/journal-crypto.ts';
import { bytesOfRun, openPath, quickKey, readBack, run } from './fixtures.ts';

const key = quickKey();
const at = '2026-11-22T02:15:05.000Z';
const head = { v: 1, n: 2, at, run };

/** A run with one more line, whose mac is right: only who holds the key could have written it. */
async function withLine(body: string): Promise<Buffer> {
  const start = await bytesOfRun(0);
  const mac = /"mac":"([0-9a-f]{64})"\}\n$/.exec(start.toString('latin1'))?.[1] ?? '';
  return Buffer.concat([start, Buffer.from(`${chainedLine(key.macKey, Buffer.from(mac, 'hex'), body).text}\n`)]);
}

function sealedFor(value: string): string {
  return seal(key.cipherKey, value, { run, n: 2, what: 'record' });
}

describe('a record whose mac is right and that makes no sense', () => {
  const intent = { ...head, kind: 'intent', call: 'c1', targets: [] };
  const wrongPlace = seal(key.cipherKey, '{"reason":null}', { run, n: 3, what: 'record' });
  const wrongSecret = '{"changes":[],"held":{"settings":[["k",{"secret":"AAAA"}]],"custom":[]}}';
  const confirmed = { ...head, kind: 'confirmed', call: 'c1', status: 'done', verified: true, seen: null, code: null };

  it.each<[string, string]>([
    ['is not JSON', 'x}'],
    ['is a list', '[]}'],
    ['has another number', JSON.stringify({ ...head, n: 3, kind: 'end', result: 'done' })],
    ['has another run', JSON.stringify({ ...head, run: 'other', kind: 'end', result: 'done' })],
    ['has an unknown kind', JSON.stringify({ ...head, kind: 'constructor' })],
    ['has an unknown result', JSON.stringify({ ...head, kind: 'end', result: 'toString' })],
    ['is a second start', JSON.stringify({ ...head, kind: 'start' })],
    ['names no call of the run', JSON.stringify({ ...head, kind: 'sent', call: 'c9', answer: 'done', code: null })],
    ['answers what was not sent', JSON.stringify({ ...head, kind: 'sent', call: 'c1', answer: 'done', code: null })],
    ['does not open', JSON.stringify({ ...intent, sealed: 'AAAA' })],
    ['does not open in its place', JSON.stringify({ ...confirmed, sealed: wrongPlace })],
    ['has another shape inside', JSON.stringify({ ...intent, sealed: sealedFor('{"changes":[{}],"held":null}') })],
    ['has a secret that does not open', JSON.stringify({ ...intent, sealed: sealedFor(wrongSecret) })],
    ['confirms without a reason', JSON.stringify({ ...confirmed, sealed: sealedFor('{}') })],
  ])('counts as changed when it %s', async (_what, body) => {
    expect(await readBack(await withLine(body), openPath)).toEqual({ kind: 'changed', line: 2 });
  });

  it('is taken when it does make sense', async () => {
    const read = await readBack(await withLine(JSON.stringify({ ...head, kind: 'end', result: 'done' })), openPath);
    expect(read).toMatchObject({ kind: 'run', record: { end: { at, result: 'done' } } });
  });
});
