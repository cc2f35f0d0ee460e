import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../src/api/trouble.ts';

const straight = { host: 'h.example', proxyHost: null };
const proxied = { host: 'h.example', proxyHost: 'p.example:3128' };

function coded(code: string, message = 'do not show'): Error {
  return Object.assign(new Error(message), { code });
}

describe('an error of the connection', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'no connection was made in time', false],
    ['ETIMEDOUT', 'timeout', 'no connection', false],
    ['ENOTFOUND', 'unreachable', 'check region, configUrl and captureUrl', false],
    ['EAI_AGAIN', 'unreachable', 'not known to DNS', false],
    ['ECONNREFUSED', 'unreachable', 'takes no connection', false],
    ['ENETUNREACH', 'unreachable', 'takes no connection', false],
    ['ECONNRESET', 'unreachable', 'was reset', false],
    ['HPE_INVALID_CONSTANT', 'unreachable', 'not HTTP', false],
    ['UND_ERR_DESTROYED', 'unreachable', 'the run is ending', true],
    ['CERT_HAS_EXPIRED', 'unreachable', 'NODE_EXTRA_CA_CERTS', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', 'NODE_EXTRA_CA_CERTS', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', 'trusted TLS', true],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'unreachable', 'does not speak TLS', true],
    ['EPROTO', 'unreachable', 'does not speak TLS', true],
    ['toString', 'unreachable', 'the connection failed', false],
  ])('%s is told in words of our own', (code, kind, words, lasting) => {
    const trouble = troubleOf(coded(code), straight);
    expect(trouble).toEqual({ code: kind, message: expect.stringContaining(words), lasting });
    expect(trouble.message).not.toContain('do not show');
  });

  it('through a proxy names both', () => {
    expect(troubleOf(coded('ENOTFOUND'), proxied).message).toBe(
      'the name of h.example or its proxy p.example:3128 is not known to DNS (ENOTFOUND); check the proxy variables',
    );
  });

  it('without a code, or that is no error, is told too', () => {
    for (const error of [null, 'x', { code: 5 }, new Error('x')]) {
      expect(troubleOf(error, straight).message).toBe('the connection failed');
    }
    expect(troubleOf(new Error('Proxy Authentication Required (407)'), straight).message).toBe('the connection failed');
  });
});
