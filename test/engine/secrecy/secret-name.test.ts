import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../src/engine/secrecy/secret-name.ts';

describe('the name of a key', () => {
  it.each([
    'password',
    'Password',
    'db_passwd',
    'ftpPwd',
    'secret',
    'client-secret',
    'clientSecret',
    'clientsecret',
    'secrets',
    'token',
    'accessToken',
    'access_token_v2',
    'refresh.token.value',
    'OAUTH2TOKEN',
    'api-key',
    'apiKey',
    'APIKey',
    'apikey',
    'API_KEY_2',
    'apiKey2',
    'key',
    'rpx_key',
    'encryption.key',
    'keys',
    'passphrase',
    'sshPassphrase',
    'private_key_pem',
    'privateKeyPEM',
    'jwt',
    'JWT',
    'credential',
    'credentials',
    'aws_credentials_file',
    'smtp.password',
    'mail pass',
    'пароль.secret',
    'bearer',
    'auth_header',
    'authHeader',
    'hmac_salt',
    'otp_seed',
    'session_cookie',
    'webhookSigningKey',
  ])('%s says secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'key_visual',
    'key_1',
    'key_01',
    'Key2',
    'keyboard',
    'monkey',
    'hotkey_layout',
    'tokenizer',
    'secretary_name',
    'privateer',
    'bypass',
    'passport_label',
    'compass',
    'public_keyring_url',
    'partner_pw',
    'site_name',
    'page_header',
    'seed_users',
    'sea_salt',
    'cookie_banner',
    'session_cookie_name',
    'bearer_of_news',
    '',
    '123',
    '...',
  ])('%s does not', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it('says the same however its words are put together', () => {
    const word = fc.constantFrom('shop', 'partner', 'mail', 'old');
    const telling = fc.constantFrom('password', 'secret', 'token', 'credential', 'passphrase', 'jwt', 'private');
    const words = fc
      .tuple(fc.array(word, { maxLength: 3 }), telling, fc.array(word, { maxLength: 2 }))
      .map(([before, one, after]) => [...before, one, ...after]);
    const camel = (parts: readonly string[]): string =>
      parts.map((part, at) => (at === 0 ? part : `${part.charAt(0).toUpperCase()}${part.slice(1)}`)).join('');
    fc.assert(
      fc.property(words, (parts) => {
        const written = ['_', '-', '.', ' ', ':', '/'].map((between) => parts.join(between));
        const all = [...written, camel(parts), parts.join('_').toUpperCase()];
        expect(all.filter((name) => !isSecretName(name))).toEqual([]);
      }),
    );
  });
});
