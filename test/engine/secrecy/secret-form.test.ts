import { describe, expect, it } from 'vitest';
import { secretFormOf, secretPartsOf } from '../../../src/engine/secrecy/secret-form.ts';
import type { Json } from '../../../src/leaf/json.ts';

const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----';
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
    [42],
    [true],
    [null],
  ])('is none: %j', (value) => {
    expect(secretFormOf(value)).toBeNull();
  });

  it('tells which part of it is the secret', () => {
    expect(secretPartsOf('https://user:pw-7Qx@db.example.com').map(({ text }) => text)).toEqual(['pw-7Qx']);
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
    for (const text of texts) secretFormOf(text);
  });
});
