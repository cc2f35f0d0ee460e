import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../src/model/setting.ts';
import { Secret, type Value } from '../../src/model/value.ts';

const advice = (key: string, kept: Value) => adviceFor(`custom.${key}`, key, kept);

describe('the advice on a value that the service keeps', () => {
  it.each<[string, Value, string]>([
    ['a', 'b c', 'a: "b c"'],
    ['a', 'Müller Größe', 'a: "Müller Größe"'],
    ['a', 'x\ny', 'a: "x\\ny"'],
    ['a', { b: [1, true, null] }, 'a: {"b":[1,true,null]}'],
    ['on', 'b', '"on": "b"'],
    ['5', 'b', '"5": "b"'],
  ])('is a line of YAML: %j, %j', (key, kept, line) => {
    expect(advice(key, kept)).toBe(`write \`${line}\` into the file, or run \`capstan absorb --only custom.${key}\``);
  });

  it.each<[string, Value]>([
    ['is too long', 'b'.repeat(200)],
    ['would be a reference', '$' + '{env:HOME}'],
    ['has two blanks in a row, which a broken line would lose', 'b  c'],
    ['has a blank that no one sees', 'b\u00a0c'],
    ['turns the order of reading round', 'b\u202ec'],
    ['breaks a line in its own way', 'b\u2028c'],
  ])('is absorb alone where the line %s', (_why, kept) => {
    expect(advice('a', kept)).toBe('run `capstan absorb --only custom.a`');
  });

  it('shows no secret', () => {
    expect(advice('a', new Secret('canary'))).toBe('set the secret in the form that the service stores');
  });

  it('quotes a target for the shell', () => {
    expect(advice('two words', 'b')).toContain("run `capstan absorb --only 'custom.two words'`");
  });
});
