import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/model/value.ts';
import { signRequest, stringToSign } from '../../../src/service/transport/sign-request.ts';

/** From the tests of the vendor's own client for Python. */
const published = {
  path: '/entity',
  date: '2000-01-01 01:01:01',
  nowMs: Date.UTC(2000, 0, 1, 1, 1, 1),
  parameters: [
    ['param1', 'this is a string'],
    ['param2', '10'],
    ['param3', 'one=1\ntwo=2,three=3'],
  ],
  text: '/entity\n2000-01-01 01:01:01\nparam1=this is a string\nparam2=10\nparam3=one=1\ntwo=2,three=3\n',
  authorization: 'Signature foo:G3N5RxCVc0d6rDLmBRGvcg2hCVY=',
} as const;
const credentials = { clientId: 'foo', clientSecret: new Secret('bar') };

describe('a signed request', () => {
  it('has the signature of the published example', () => {
    expect(stringToSign(published, published.date)).toBe(published.text);
    expect(signRequest(published, credentials)).toEqual({
      authorization: published.authorization,
      date: published.date,
    });
  });

  it('has the same signature whatever the order of its parameters', () => {
    const parameters = [...published.parameters].reverse();
    expect(signRequest({ ...published, parameters }, credentials).authorization).toBe(published.authorization);
  });

  it('names its second in UTC, and cuts off what is less', () => {
    const { date } = signRequest({ ...published, nowMs: Date.UTC(2026, 10, 2, 3, 4, 5, 999) }, credentials);
    expect(date).toBe('2026-11-02 03:04:05');
  });

  it('ends what is signed after the date when it has no parameters', () => {
    expect(stringToSign({ path: '/settings/items', parameters: [] }, 'D')).toBe('/settings/items\nD\n');
  });

  it('sorts by bytes, so that every machine and locale signs the same', () => {
    const parameters: [string, string][] = [
      ['b', ''],
      ['\u{1f600}', ''],
      ['\uffee', ''],
      ['A', ''],
      ['é', ''],
    ];
    expect(stringToSign({ path: '/', parameters }, 'D').split('\n').slice(2, -1)).toEqual([
      'A=',
      'b=',
      'é=',
      '\uffee=',
      '\u{1f600}=',
    ]);
  });

  it('does not hold the secret', () => {
    const secret = 'CANARY-secret';
    const signed = signRequest(published, { clientId: 'foo', clientSecret: new Secret(secret) });
    expect(JSON.stringify(signed)).not.toContain('CANARY');
    expect(Buffer.from(signed.authorization.split(':')[1] ?? '', 'base64').toString()).not.toContain('CANARY');
  });
});
