import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { Json } from '../../../src/leaf/json.ts';
import { decided } from '../../support/builders.ts';

/** The verdict of a plan on a list of places to redirect to. */
function verdict(before: Json | undefined, after: Json): 'refused' | 'passes' {
  const key = 'redirect_uri_allow_list';
  const { findings } = decided({
    catalogue,
    desired: { settings: { [key]: after } },
    live: { options: null, global: { settings: before === undefined ? {} : { [key]: before } } },
  });
  return findings.some(({ code, severity }) => code === 'security-lowered' && severity === 'refuse')
    ? 'refused'
    : 'passes';
}

/** An entry, what it lets through, and the verdict. */
type Row = readonly [entry: string, meaning: string, verdict: 'refused' | 'passes'];

describe('an entry of an allow list where there was no list', () => {
  it.each<Row>([
    ['*', 'everything', 'refused'],
    ['**', 'everything', 'refused'],
    ['*.*', 'every host with a dot', 'refused'],
    ['*.*.*', 'every host with two dots', 'refused'],
    ['https://*', 'every host', 'refused'],
    ['https://*:443/*', 'every host', 'refused'],
    ['https://*./', 'every host, as a full name', 'refused'],
    ['*://*', 'every scheme and host', 'refused'],
    ['*://www.example.com', 'every scheme', 'refused'],
    ['http*://www.example.com', 'plain http too', 'refused'],
    ['*.com', 'all of .com', 'refused'],
    ['https://*.com.', 'all of .com, as a full name', 'refused'],
    ['https://*。com', 'all of .com, with another dot', 'refused'],
    ['https://%2A.com', 'all of .com, with a percent sign', 'refused'],
    ['https://*example.com', 'every host with this ending', 'refused'],
    ['https://www.example.*', 'this name under every ending', 'refused'],
    ['https://www.*.com', 'every owner in .com', 'refused'],
    ['https://ex*mple.com', 'names that look alike', 'refused'],
    ['https://www.example.com*', 'hosts that begin like this', 'refused'],
    ['https://*@evil.example', 'a wildcard for the name of a user', 'refused'],
    ['https://www.example.com:*', 'every port', 'refused'],
    ['https://user:word@www.example.com', 'a password', 'refused'],
    ['http://www.example.com', 'plain http', 'refused'],
    ['http:www.example.com', 'plain http', 'refused'],
    ['myapp://callback', 'whichever application takes the scheme', 'refused'],
    ['javascript:*', 'programs', 'refused'],
    ['data:*', 'pages in the URL', 'refused'],
    ['file:///*', 'files', 'refused'],
    ['localhost', 'this machine', 'refused'],
    ['https://127.1:3000', 'this machine', 'refused'],
    ['https://[::ffff:7f00:1]', 'this machine', 'refused'],
    ['https://[fe80::1%25eth0]', 'no URL', 'refused'],
    ['^https://www\\.example\\.com/.*$', 'a regular expression, which nothing here reads', 'refused'],
    ['https://www.example.com/(a|b)', 'a path with these very signs', 'passes'],
    ['/callback', 'no host', 'refused'],
    ['www.example.com', 'one host', 'passes'],
    ['https://www.example.com/callback', 'one place', 'passes'],
    ['https://www.example.com/*', 'one host', 'passes'],
    ['https://www.example.com/?*', 'one host', 'passes'],
    ['https://*.example.com', 'the hosts of one owner', 'passes'],
    ['https://*.*.example.com', 'the hosts of one owner', 'passes'],
    ['https://BÜCHER.example', 'one host', 'passes'],
    ['https://[2001:db8::1]:8443', 'one address', 'passes'],
  ])('%s (%s) %s', (entry, _meaning, wanted) => {
    expect(verdict(undefined, [entry])).toBe(wanted);
    expect(verdict(undefined, JSON.stringify([entry]))).toBe(wanted);
    expect(verdict(undefined, ['www.example.com', entry])).toBe(wanted);
  });
});

describe('an entry of an allow list after https://app.example.com/cb, https://*.shop.example.com/in/* and www.example.com', () => {
  const before = ['https://app.example.com/cb', 'https://*.shop.example.com/in/*', 'www.example.com'];

  it.each<Row>([
    // Within what there was.
    ['HTTPS://APP.EXAMPLE.COM:443/cb', 'the same in another spelling', 'passes'],
    ['https:\\\\app.example.com\\cb', 'the same in another spelling', 'passes'],
    ['https://app.example.com/x/%2e%2e/cb', 'the same after a step up', 'passes'],
    ['https://app%2eexample.com/cb', 'the same with a percent sign', 'passes'],
    ['https://a.shop.example.com/in/b', 'one of those places', 'passes'],
    ['https://*.shop.example.com/in/b', 'some of those places', 'passes'],
    ['https://*.a.shop.example.com/in/*', 'some of those places', 'passes'],
    ['https://www.example.com/anything?x#y', 'one place of that host', 'passes'],
    ['www.example.com.', 'the same as a full name', 'passes'],
    // Beyond it.
    ['https://app.example.com/cb/', 'another path', 'refused'],
    ['https://app.example.com/CB', 'another path', 'refused'],
    ['https://app.example.com/cb*', 'every path that begins so', 'refused'],
    ['https://app.example.com/*', 'every path', 'refused'],
    ['https://app.example.com', 'every path', 'refused'],
    ['https://app.example.com/cb?*', 'every query', 'refused'],
    ['https://app.example.com/cb#*', 'every fragment', 'refused'],
    ['https://app.example.com/cb/%2e%2e/other', 'another path, after a step up', 'refused'],
    ['https://app.example.com/cb%2f..%2fother', 'another path', 'refused'],
    ['https://app.example.com:8443/cb', 'another port', 'refused'],
    ['https://app.example.com:*/cb', 'every port', 'refused'],
    ['http://app.example.com/cb', 'plain http', 'refused'],
    ['http*://app.example.com/cb', 'plain http too', 'refused'],
    ['app.example.com/cb', 'that place in whatever way', 'refused'],
    ['https://user@app.example.com/cb', 'a name in front', 'refused'],
    ['https://*@app.example.com/cb', 'every name in front', 'refused'],
    ['https://app.example.com\\@evil.example/cb', 'a path of that host', 'refused'],
    ['https://app.example.com@evil.example/cb', 'another host', 'refused'],
    ['https://app.example.com.evil.example/cb', 'another host', 'refused'],
    ['https://app.exаmple.com/cb', 'another host with a Cyrillic letter', 'refused'],
    ['https://*.example.com/cb', 'more hosts', 'refused'],
    ['https://a*p.example.com/cb', 'more hosts', 'refused'],
    ['https://shop.example.com/in/b', 'the host above', 'refused'],
    ['https://evilshop.example.com/in/b', 'a host without the dot', 'refused'],
    ['https://evil.example/.shop.example.com/in/b', 'another host, with that one in its path', 'refused'],
    ['https://evil.example?.shop.example.com/in/b', 'another host, with that one in its query', 'refused'],
    ['https://evil.example#.shop.example.com/in/b', 'another host, with that one in its fragment', 'refused'],
    ['https://evil.example\\.shop.example.com/in/b', 'another host, after a backslash', 'refused'],
    ['https://a.shop.example.com/in/b/c', 'a deeper path', 'refused'],
    ['https://a.shop.example.com/in/b?next=//evil.example', 'a query', 'refused'],
    ['https://a.shop.example.com/in/../out', 'another path, after a step up', 'refused'],
    ['https://a.shop.example.com/in/%2E%2E/out', 'another path, after a step up', 'refused'],
    ['https://*/in/b', 'every host', 'refused'],
    ['http://www.example.com', 'plain http', 'refused'],
    ['www.example.com:8443', 'another port', 'refused'],
    ['*www.example.com', 'every host with that ending', 'refused'],
    ['localhost', 'this machine', 'refused'],
    ['0x7f.1', 'this machine', 'refused'],
    ['javascript:alert(1)', 'a program', 'refused'],
    ['data:text/html,x', 'a page in the URL', 'refused'],
  ])('%s (%s) %s', (entry, _meaning, wanted) => {
    expect(verdict(before, [entry])).toBe(wanted);
    expect(verdict(before, [...before, entry])).toBe(wanted);
    expect(verdict(JSON.stringify(before), JSON.stringify([entry]))).toBe(wanted);
  });
});
