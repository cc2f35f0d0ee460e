import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/sandbox/state.ts';
import { SWITCH_CHOICES } from '../../src/sandbox/switches.ts';
import { open } from '../sandbox/sandboxes.ts';
import { makePlaceholders, withoutRequestIds } from './placeholders.ts';
import { APPLICATION_STATE, RECORDINGS, type Recording } from './recording.ts';

describe('the recorded clients', () => {
  it('are the six that are public', () => {
    expect(new Set(RECORDINGS.map(({ recording }) => recording.repository)).size).toBe(6);
  });

  it.each(RECORDINGS)('$file says where it is from and holds a conversation', ({ recording }) => {
    expect(recording.repository).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
    expect(recording.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(recording.licence).not.toBe('');
    expect(recording.exchanges.length).toBeGreaterThan(4);
    for (const name of Object.keys(recording.switches)) expect(SWITCH_CHOICES.has(name)).toBe(true);
  });

  it.each(RECORDINGS)('$file is answered as recorded', async ({ recording }) => {
    const { answered, recorded } = await replay(recording);
    expect(answered).toEqual(recorded);
  });

  it.each(RECORDINGS.filter(({ recording }) => isSigned(recording)))(
    '$file is refused at another time or with another secret',
    async ({ recording }) => {
      const late = new Date(Date.parse(recording.clock) + 3_600_000).toISOString();
      const codes = (await replay({ ...recording, clock: late })).answered.map(({ signed, body }) =>
        signed ? (body as { code?: number }).code : 402,
      );
      expect(new Set(codes)).toEqual(new Set([402]));
    },
  );
});

function isSigned({ exchanges }: Recording): boolean {
  return exchanges.some(({ request: { headers } }) => headers['authorization']?.startsWith('Signature ') === true);
}

type Row = { readonly call: string; readonly status: number; readonly body: Json };

/** Sends all requests again. Rows of both sides, the recorded ones with what this replay made up. */
async function replay(recording: Recording): Promise<{
  readonly answered: readonly (Row & { readonly signed: boolean })[];
  readonly recorded: readonly (Row & { readonly signed: boolean })[];
}> {
  const nowMs = Date.parse(recording.clock);
  const sandbox = await open({ seed: APPLICATION_STATE, switches: recording.switches, now: () => nowMs });
  const { filled, learn } = makePlaceholders();
  const rows = [];
  for (const { call, request: sent, reply } of recording.exchanges) {
    const signed = sent.headers['authorization']?.startsWith('Signature ') === true;
    const got = await send(sandbox.url + filled(sent.url), { ...sent, body: filled(sent.body) });
    learn(reply.body, got.body);
    const body = JSON.parse(filled(JSON.stringify(reply.body))) as Json;
    rows.push({ answered: { call, signed, ...got }, recorded: { call, signed, status: reply.status, body } });
  }
  return { answered: rows.map(({ answered }) => answered), recorded: rows.map(({ recorded }) => recorded) };
}

type Sent = Recording['exchanges'][number]['request'];

// Not with fetch, which may rewrite the Date of a signed request.
function send(url: string, { method, headers, body }: Sent): Promise<Pick<Row, 'status' | 'body'>> {
  return new Promise((resolve, reject) => {
    const length = method === 'GET' && body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...headers, ...length } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const read = text === '' ? null : (JSON.parse(withoutRequestIds(text)) as Json);
        resolve({ status: response.statusCode ?? 0, body: read });
      });
    });
    sent.on('error', reject).end(body);
  });
}
