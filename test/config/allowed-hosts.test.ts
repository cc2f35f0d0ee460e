import { describe, expect, it } from 'vitest';
import { isAllowedHost, isLoopback, parseAllowedHosts } from '../../src/model/desired.ts';

describe('hosts that credentials may go to', () => {
  it.each([
    'https://v1.api.us.janrain.com',
    'https://V1.API.EU.JANRAIN.COM',
    'https://my-app.us-dev.janraincapture.com',
    'https://my_app.janraincapture.com',
    'http://localhost:9000',
    'http://127.0.0.1',
    'http://127.1.2.3:1',
    'http://2130706433',
    'http://[::1]:80',
    'https://named.example.com',
    'https://named.example.com:443',
    'https://ported.example.com:8443',
  ])('include %s', (url) => {
    expect(isAllowedHost(new URL(url), ['named.example.com', 'ported.example.com:8443'])).toBe(true);
  });

  it.each([
    'https://api.us.janrain.com',
    'https://v1.api.us.evil.janrain.com',
    'https://v1.api.us.janrain.com.evil.com',
    'https://v1.api.us.janrain.com:8443',
    'https://janraincapture.com',
    'https://xjanraincapture.com',
    'https://a.janraincapture.com.',
    'https://a.janraincapture.com:444',
    'https://127.0.0.1.evil.com',
    'https://localhost.evil.com',
    'https://named.example.com:8443',
    'https://ported.example.com',
    'https://sub.named.example.com',
    'https://[::2]',
  ])('do not include %s', (url) => {
    expect(isAllowedHost(new URL(url), ['named.example.com', 'ported.example.com:8443'])).toBe(false);
  });

  it('are named between commas', () => {
    expect(parseAllowedHosts(' A.example.com, ,b:1,')).toEqual(['a.example.com', 'b:1']);
    expect(parseAllowedHosts(undefined)).toEqual([]);
  });

  it('know loopback by its name and numbers', () => {
    expect(['localhost', '127.0.0.1', '127.255.255.255', '[::1]'].every(isLoopback)).toBe(true);
    expect(['localhost.x', '128.0.0.1', '::1', '0.0.0.0'].some(isLoopback)).toBe(false);
  });
});
