import { describe, expect, it } from 'vitest';
import { isAllowedHost, isLoopback, parseAllowedHosts } from '../../src/model/desired.ts';

describe('hosts that credentials may go to', () => {
  it.each([
    'https://v1.api.us.janrain.com',
    'https://v1.api.sg.janrain.com/config',
    'https://my-app.us-dev.janraincapture.com',
    'https://my_app.janraincapture.com',
    'http://localhost:8080',
    'http://127.0.0.1:1234',
    'http://[::1]:1234',
  ])('allows %s', (url) => {
    expect(isAllowedHost(new URL(url), [])).toBe(true);
  });

  it.each([
    'https://example.com',
    'https://v1.api.us.janrain.com.example.com',
    'https://evil-janraincapture.com',
    'https://janraincapture.com',
    'https://janraincapture.com.example.com',
    'https://x.y.v1.api.us.janrain.com',
    'https://v1.api.us.janrain.com:8443',
    'https://my-app.janraincapture.com:8443',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://128.0.0.1',
    'https://v1.api.us.eu.janrain.com',
  ])('refuses %s', (url) => {
    expect(isAllowedHost(new URL(url), [])).toBe(false);
  });

  it('allows a host that anyone who holds the credentials has named, with its port', () => {
    expect(isAllowedHost(new URL('https://proxy.example.com:8443'), ['proxy.example.com:8443'])).toBe(true);
    expect(isAllowedHost(new URL('https://proxy.example.com:8444'), ['proxy.example.com:8443'])).toBe(false);
    expect(isAllowedHost(new URL('https://proxy.example.com'), ['proxy.example.com'])).toBe(true);
  });
});

describe('the variable that names further hosts', () => {
  it('holds hosts between commas, in any case, blanks aside', () => {
    expect(parseAllowedHosts(' A.example.com, b.example.com:8443 ,,')).toEqual(['a.example.com', 'b.example.com:8443']);
  });

  it('names nothing when it is not set or empty', () => {
    expect(parseAllowedHosts(undefined)).toEqual([]);
    expect(parseAllowedHosts('')).toEqual([]);
  });
});

describe('this machine', () => {
  it.each(['localhost', '127.0.0.1', '127.255.0.9', '[::1]'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['example.com', '127.0.0.1.nip.io', 'localhost.', '[::2]', '0127.0.0.1x'])('is not %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
