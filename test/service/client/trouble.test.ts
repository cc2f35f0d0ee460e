import { describe, expect, it } from 'vitest';
import { connectionErrorOf } from '../../../src/service/transport/connection-error.ts';

const straight = { host: 'h.example', proxyHost: null };
const proxied = { host: 'h.example', proxyHost: 'p.example:3128' };

function coded(code: string, message = 'do not show'): Error {
  return Object.assign(new Error(message), { code });
}

describe('an error of the connection', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'the connection timed out', false],
    ['ETIMEDOUT', 'timeout', 'timed out', false],
    ['ENOTFOUND', 'unreachable', 'not found in DNS (ENOTFOUND)', false],
    ['EAI_AGAIN', 'unreachable', 'not found in DNS', false],
    ['ECONNREFUSED', 'unreachable', 'connection refused by h.example', false],
    ['ENETUNREACH', 'unreachable', 'no connection to h.example', false],
    ['ECONNRESET', 'unreachable', 'was reset', false],
    ['HPE_INVALID_CONSTANT', 'unreachable', 'not HTTP', false],
    ['UND_ERR_DESTROYED', 'unreachable', 'the run is ending', true],
    ['toString', 'unreachable', 'the connection failed', false],
  ])('%s is told in words of our own', (code, kind, words, lasting) => {
    const trouble = connectionErrorOf(coded(code), straight);
    const cure = 'Check region, configUrl and captureUrl, and the DNS of this machine.';
    const stage = code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? { stage: 'name', cure } : {};
    expect(trouble).toEqual({ code: kind, message: expect.stringContaining(words), lasting, ...stage });
    expect(trouble.message).not.toContain('do not show');
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'the certificate of h.example has expired (CERT_HAS_EXPIRED)', 'Check the clock'],
    ['CERT_NOT_YET_VALID', 'is not valid yet', 'Set the clock'],
    ['CERT_REVOKED', 'was revoked', 'Send nothing there'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name', 'Check that h.example is the right host'],
    ['HOSTNAME_MISMATCH', 'is for another name', 'Check that h.example is the right host'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed', 'name the file with its certificate in NODE_EXTRA_CA_CERTS'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'an authority that this machine does not trust', 'of its authority in NODE_EXTRA_CA'],
    [
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'an authority that this machine does not trust',
      'If a proxy of your company',
    ],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'an authority that this machine does not trust', 'If a proxy of your company'],
    ['INVALID_PURPOSE', 'is not accepted', 'must fix the certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no TLS connection', 'does not speak TLS'],
    ['EPROTO', 'no TLS connection', 'does not speak TLS'],
  ])('%s of TLS has its own words and its own cure', (code, message, cure) => {
    const trouble = connectionErrorOf(coded(code), straight);
    expect(trouble).toEqual({
      code: 'unreachable',
      message: expect.stringContaining(message),
      cure: expect.stringContaining(cure),
      lasting: true,
      stage: 'tls',
    });
    // The advice for a missing authority is wrong for any other fault: it makes people trust what they should not.
    expect(String(trouble.cure).includes('NODE_EXTRA_CA_CERTS')).toBe(/SELF_SIGNED|UNABLE/.test(code));
  });

  it('of a certificate says through which proxy it came, and when it is the certificate of the proxy', () => {
    expect(connectionErrorOf(coded('CERT_HAS_EXPIRED'), proxied).message).toBe(
      'the certificate of h.example, as it comes through the proxy p.example:3128, has expired (CERT_HAS_EXPIRED)',
    );
    const ofProxy = connectionErrorOf(coded('UND_ERR_PRX_TLS'), proxied);
    expect(ofProxy.message).toBe('the certificate of the proxy p.example:3128 is for another name (UND_ERR_PRX_TLS)');
    expect(ofProxy.cure).toContain('Check that p.example:3128 is the right host');
  });

  it.each([
    [401, 'a user and a password of its own', true],
    [403, 'Allow h.example in the proxy', true],
    [407, 'a user and a password of its own', true],
    [429, 'Allow h.example', false],
    [502, 'The proxy cannot reach h.example', false],
  ])("with status %i of a proxy is told as its answer, not as the service's", (status, cure, lasting) => {
    const trouble = connectionErrorOf(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), proxied);
    expect(trouble).toEqual({
      code: 'unreachable',
      message: `the proxy p.example:3128 refused to connect to h.example (status ${status})`,
      cure: expect.stringContaining(cure),
      lasting,
      stage: 'proxy',
    });
  });

  it('through a proxy names both', () => {
    expect(connectionErrorOf(coded('ENOTFOUND'), proxied)).toMatchObject({
      message: 'the name of h.example or its proxy p.example:3128 was not found in DNS (ENOTFOUND)',
      cure: 'Check the proxy variables, and the DNS of this machine.',
    });
  });

  it('without a code, or that is no error, is told too', () => {
    for (const error of [null, 'x', { code: 5 }, new Error('x')]) {
      expect(connectionErrorOf(error, straight).message).toBe('the connection failed');
    }
    expect(connectionErrorOf(new Error('Proxy Authentication Required (407)'), straight).message).toBe(
      'the connection failed',
    );
  });
});
