import { describe, expect, it } from 'vitest';
import { errorTexts, retryAfterMs, statusFailure } from '../../../src/service/responses/classify-read.ts';
import { replyJson } from '../../../src/service/responses/parse-settings.ts';

function reply(headers: Readonly<Record<string, string>>, body = '') {
  return { kind: 'reply', status: 200, headers: new Map(Object.entries(headers)), body: Buffer.from(body) } as const;
}

describe('a status that is no success', () => {
  it.each([
    [[429, 510], 'rate-limited', 'fewer requests'],
    [[401], 'unauthorized', 'not accepted'],
    [[403], 'forbidden', 'do not allow'],
    [[407], 'unreachable', 'a proxy'],
    [[500, 501, 599], 'server-error', 'the service failed'],
    [[300, 399], 'bad-reply', 'a redirect'],
    [[404], 'bad-reply', 'this path does not exist'],
    [[400, 405, 499], 'rejected', 'rejected the request'],
    [[204, 299], 'bad-reply', 'unexpected'],
  ])('%j is %s', (statuses, code, words) => {
    for (const status of statuses) {
      const reason = expect.stringContaining(words);
      expect(statusFailure(status, 'GET x')).toEqual({ code, status, request: 'GET x', tries: 1, reason });
    }
  });
});

describe('a Retry-After', () => {
  const now = Date.UTC(2026, 0);
  const wait = (value: string) => retryAfterMs(reply({ 'retry-after': value }), now);

  it('may have blanks around it', () => {
    expect(wait(' 7 ')).toBe(7000);
  });

  it('of the past asks for no wait', () => {
    expect(wait('Wed, 01 Jan 2020 00:00:00 GMT')).toBe(0);
  });

  it('is none where it is neither seconds nor a date of HTTP', () => {
    expect(['2999-01-01', '-5', 'soon', ''].map(wait)).toEqual([null, null, null, null]);
  });
});

describe('the texts of a refusal', () => {
  it.each([null, [], 'x', { errors: null }, { errors: 5 }, {}])('are none in %j', (body) => {
    expect(errorTexts(body)).toEqual([]);
  });

  it('are those that are texts', () => {
    expect(errorTexts({ errors: { a: 'x', b: 5, c: null } })).toEqual(['x']);
  });
});

describe('a reply that is no JSON by its content type', () => {
  it('is taken for the page of a proxy only when it is a page', () => {
    expect(replyJson(reply({ 'content-type': 'text/html' }, '{}'))).toMatchObject({
      wrong: expect.stringContaining('proxy'),
    });
    expect(replyJson(reply({ 'content-type': 'text/plain' }, '{}'))).toEqual({
      ok: false,
      wrong: 'it is not JSON by its content type',
    });
  });
});
