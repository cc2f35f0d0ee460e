import { describe, expect, it } from 'vitest';
import { secretFormOf, secretPartsOf } from '../../../src/engine/secrecy/secret-reason.ts';
import type { Json } from '../../../src/leaf/json.ts';

const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----';
// In parts, so that no scanner of this repository takes it for one that was leaked.
const tokenOf = (start: string): string => [start, 'a1B2c3D4e5F6g7H8i9J0'].join('');
const basic = Buffer.from('user:pw-7Qx-long').toString('base64');
const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${'c2lnbmF0dXJl'}`;

describe('a value', () => {
  it.each<[string, Json]>([
    ['a URL with a password', 'https://user:pw-7Qx@db.example.com/x'],
    ['a URL with a password', 'see postgres://app:p@ss/word@10.0.0.1:5432/shop for more'],
    ['a URL with a password', 'redis://:onlyAPassword@cache'],
    ['a URL with a password', { mirror: ['https://a.example.com', 'ftp://u:p@b'] }],
    ['a PEM block', pem],
    ['a PEM block', `before\n${pem}\nafter`],
    ['a PEM block', '-----BEGIN RSA PRIVATE KEY----- MIIE'],
    ['a PEM block', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['a JWT', jwt],
    ['a JWT', `Bearer ${jwt}`],
    ['a JWT', { header: `x=${jwt};` }],
    ['a member named like a secret', { smtp: { password: 'Winter2026' } }],
    ['a member named like a secret', '{"clientSecret": "Winter2026"}'],
    ['a member named like a secret', '  [{"auth": {"api-key": "Winter2026"}}]'],
    ['a member named like a secret', { credentials: ['a-b-c-d'] }],
    ['a member named like a secret', { a: '{"b": "{\\"token\\": \\"Winter2026\\"}"}' }],
    ['a member named like a secret', { pin: { secret: 123456 } }],
    ['a member named like a secret', 'Server=db;User=app;Password=Winter2026;'],
    ['a URL with a password', 'https:user:pw-7Qx@host/'],
    ['a URL with a password', 'see https:/user:pw-7Qx@host/a'],
    ['a URL with a password', '//user:pw-7Qx@host'],
    ['a member named like a secret', '"{\\"password\\":\\"Winter2026\\"}"'],
    ['a member named like a secret', 'config = {\\"password\\": \\"Winter2026\\"'],
    ['a member named like a secret', 'https://host/?access_token=Winter2026'],
    ['a member named like a secret', 'https://host/?a=b&api_key=Winter2026#x'],
    ['a member named like a secret', 'jdbc:mysql://host/shop?user=app&password=Winter2026'],
    ['a member named like a secret', 'password=wintertime'],
    ['a member named like a secret', 'token: Winter2026'],
    ['a member named like a secret', 'user: app\nsmtp.password: "Winter2026"'],
    ['a member named like a secret', [{ name: 'password', value: 'Winter2026' }]],
    ['a member named like a secret', [{ key: 'apiKey', value: 'Winter2026' }]],
    ['credentials of a request', 'Bearer abcdef0123456789'],
    ['credentials of a request', `Authorization: Basic ${basic}`],
    ...['ghp_', 'sk_live_', 'xoxb-', 'glpat-', 'github_pat_'].map((start): [string, Json] => [
      'a known kind of token',
      `x ${tokenOf(start)}`,
    ]),
    ['a known kind of token', ['AKIA', 'IOSFODNN7EXAMPL1'].join('')],
  ])('is a secret for %s: %j', (form, value) => {
    expect(secretFormOf(value)).toBe(form);
  });

  it.each<[Json]>([
    ['https://example.com/a?b=c'],
    ['https://example.com:8443/@name'],
    ['https://user@example.com'],
    ['mailto:a:b@example.com'],
    ['time 12:30 @ the office'],
    ['-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----'],
    ['-----BEGIN PUBLIC KEY-----\nMIIC'],
    ['eyJhbGciOiJIUzI1NiJ9'],
    ['www.example.com.eyJ'],
    [{ password: true, token: null, secret: '' }],
    [{ password: { minLength: 8, required: true } }],
    [{ key: 'first', value: 'second' }],
    ['{not JSON, password: x}'],
    ['a; b = c; token'],
    ['https://example.com/?token_type=bearer'],
    ['https://example.com/reset?token={token}'],
    ['https://example.com/reset?token=%7Btoken%7D&x=1'],
    ['https://example.com/reset?token=%TOKEN%'],
    ['https://example.com/reset?token={{ token }}&password=[PASSWORD]'],
    ['https://example.com/?token=YOUR_TOKEN&api_key=&password=reset&pass=abc'],
    ['<a href="https://example.com/?token=<%= token %>">Reset</a> <input type="password" name="password1">'],
    ['Your password: choose a long one'],
    ['Password: At least 12 characters'],
    ['token: see below'],
    ['password=$PASSWORD'],
    ['sort_key=name_12345&cache_key=v2-home'],
    ['{"cache-token": "${x}"'],
    ['Basic authentication'],
    ['Basic JavaScript2'],
    ['Bearer of news'],
    ['The Bearer authentication-scheme'],
    ['AKIA in Norway, ghp_ and sk_live_ are no tokens'],
    ['//example.com/a:b'],
    ['https:example.com'],
    ['https:user@example.com'],
    ['"a text in quotes"'],
    [[{ name: 'password', value: 'Your password' }]],
    [[{ name: 'password', value: true }]],
    [[{ name: 'first', value: 'Winter2026' }]],
    [42],
    [true],
    [null],
  ])('is none: %j', (value) => {
    expect(secretFormOf(value)).toBeNull();
  });

  it('tells which part of it is the secret', () => {
    expect(secretPartsOf('https://user:pw-7Qx@db.example.com').map(({ text }) => text)).toEqual(['pw-7Qx']);
    expect(secretPartsOf('https:user:p%40w-7Qx@host').map(({ text }) => text)).toEqual(['p%40w-7Qx', 'p@w-7Qx']);
    expect(secretPartsOf('https:user:p%zzw@host').map(({ text }) => text)).toEqual(['p%zzw']);
    expect(secretPartsOf('x?api_key=Winter2026&y=z').map(({ text }) => text)).toEqual(['Winter2026']);
    expect(secretPartsOf({ a: { token: 'one-two' }, b: '{"secret":"three"}' }).map(({ text }) => text)).toEqual([
      'one-two',
      'three',
    ]);
  });

  it('may be of any depth and size', () => {
    let deep: Json = 'x';
    for (let at = 0; at < 5000; at += 1) deep = [deep];
    expect(secretFormOf(deep)).toBeNull();
    const texts = ['eyJ'.repeat(50_000), '://:'.repeat(50_000), '-----BEGIN '.repeat(20_000), '{'.repeat(200_000)];
    texts.push(
      'password='.repeat(50_000),
      'token: '.repeat(50_000),
      'https:@'.repeat(50_000),
      'Bearer '.repeat(50_000),
    );
    texts.push('a'.repeat(300_000), '//a:'.repeat(50_000), 'ghp_'.repeat(50_000), '\\'.repeat(300_000));
    for (const text of texts) secretFormOf(text);
  });

  it('is the same however many values were looked at before', () => {
    const value = (at: number): string => (at % 1000 === 999 ? `https://user:pass${at}@host` : `value ${at}`);
    const forms = Array.from({ length: 50_100 }, (_, at) => secretFormOf(value(at)));
    expect(forms.filter((form) => form !== null)).toHaveLength(50);
    expect([secretFormOf(value(0)), secretFormOf(value(999))]).toEqual([null, 'a URL with a password']);
  });
});
