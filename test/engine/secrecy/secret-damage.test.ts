import { describe, expect, it } from 'vitest';
import { secretDamage } from '../../../src/engine/secrecy/secret-text.ts';

describe('what stands in the place of a secret', () => {
  it.each([
    [
      'mask',
      [
        '*',
        '***',
        '••••••••',
        '∙∙∙',
        '[MASKED]',
        '<redacted>',
        '***REDACTED***',
        '(secret)',
        '[Filtered]',
        '(sensitive value)',
      ],
    ],
    ['mask', ['xxxxxxxx', 'XXX', '...', '----', '########', '????', '************1a2b', '1a2b********', ' *** \n']],
    [
      'placeholder',
      [
        'null',
        'undefined',
        'None',
        'NULL',
        'nil',
        'NaN',
        '<nil>',
        '[object Object]',
        'changeme',
        'change-me',
        'CHANGE_ME',
        'change me',
      ],
    ],
    [
      'placeholder',
      ['todo', 'TODO', 'tbd', 'fixme', 'replace-me', 'placeholder', 'changeme\n', '"changeme"', "'null'"],
    ],
    [
      'reference',
      [
        '${RPX_KEY}',
        'https://u:${PW}@h',
        '${{ secrets.RPX }}',
        '{{ rpx_key }}',
        '{{.Values.rpx}}',
        '$(RPX_KEY)',
        '$RPX_KEY',
        '%RPX_KEY%',
      ],
    ],
    [
      'reference',
      [
        '#{RpxKey}#',
        '__RPX_KEY__',
        '@Microsoft.KeyVault(SecretUri=x)',
        'op://vault/rpx/key',
        'ref+vault://a/b#c',
        'arn:aws:secretsmanager:eu-1:1:secret:x',
      ],
    ],
    [
      'reference',
      [
        'projects/1/secrets/rpx/versions/2',
        '<your-rpx-key>',
        '<insert key here>',
        'your-secret',
        'your_api_key',
        'insert token here',
      ],
    ],
    [
      'encrypted',
      [
        'ENC[AES256_GCM,data:x,type:str]',
        'ENC[PKCS7,MIIB]',
        '$ANSIBLE_VAULT;1.1;AES256\n66',
        'ENC(abc=)',
        '{cipher}ab12',
        'vault:v1:abc=',
        '-----BEGIN PGP MESSAGE-----\nx',
      ],
    ],
    ['blank', [' ', '\n', '\t \r\n', '\u200b', '\ufeff', '\u0000']],
    [
      'ends',
      ['new-key\n', ' new-key', 'new-key\r\n', 'new-key\u00a0', '\ufeffnew-key', 'new-key\u200b', 'new-key\u0000'],
    ],
  ] as const)('is a %s: %j', (damage, texts) => {
    expect(texts.map((text) => [text, secretDamage(text)])).toEqual(texts.map((text) => [text, damage]));
  });

  it.each([
    ...[
      'a',
      'new-key',
      'new key',
      'no*ne',
      'nullable',
      'Changeme-now-1',
      'todos',
      'pass***word',
      '*x*',
      'xx-key',
      '$ecretpassw0rd',
      '100%',
      '50%off%',
    ],
    ...[
      'p{{x',
      'a${',
      '$1',
      'masked',
      '[masked',
      '(a1b2c3)',
      'your',
      'ENCrypted',
      'ENC',
      'vault',
      '0000',
      'xXxX',
      'aaa',
      '-----BEGIN PRIVATE KEY-----\nx',
    ],
    ...['https://u:p@h', '{"a": null}', 'f47ac10b58cc4372a5670e02b2c3d479', 'arn:aws:iam::1:role/x', 'true', '5'],
  ])('is a secret: %j', (text) => {
    expect(secretDamage(text)).toBeNull();
  });

  it('is judged in a time that grows with its length', () => {
    for (const piece of ['*', ' ', '${', '{{', 'your ', '<', '(', 'x', '%A']) {
      const text = `a${piece.repeat(400_000)}b`;
      expect(secretDamage(text)).toBeNull();
    }
  });
});
