import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import type { Json } from '../../../src/leaf/json.ts';
import { aDesiredClient, callerId, decided } from '../../support/builders.ts';

/**
 * What both guards of URLs say of one setting, as `guard severity`. The decision is that of a plan: file, live
 * application, and a protect file with `hosts`.
 */
function saysOf(key: string, before: Json | undefined, after: Json): readonly string[] {
  const { findings } = decided({
    catalogue,
    desired: {
      settings: { [key]: after },
      clients: [aDesiredClient({ alias: 'capstan', id: callerId })],
      hosts: ['accounts.example.com', '*.brand.example'],
    },
    live: { options: null, global: { settings: before === undefined ? {} : { [key]: before } } },
  });
  const guards = ['security-lowered', 'new-host'];
  return findings.filter(({ code }) => guards.includes(code)).map(({ code, severity }) => `${code} ${severity}`);
}

const [weaker, stranger, moved] = ['security-lowered refuse', 'new-host refuse', 'new-host warning'];

/** A spelling, what it means to a browser, and the verdict. */
type Row = readonly [spelling: string, meaning: string, says: readonly string[]];

describe('a reset URL after https://www.example.com/reset, beside a list of hosts,', () => {
  it.each<Row>([
    // The same host.
    ['https://www.example.com/other', 'another path', []],
    ['https://WWW.EXAMPLE.COM/reset', 'letter case', []],
    ['HTTPS://www.example.com/reset', 'letter case of the scheme', []],
    ['https:www.example.com/reset', 'no slashes', []],
    ['https:\\\\www.example.com\\reset', 'backslashes', []],
    ['https:////www.example.com/reset', 'more slashes', []],
    ['ht\ttps://www.exa\nmple.com/reset', 'tabs and line breaks inside', []],
    ['\u0000 https://www.example.com/reset', 'control characters in front', []],
    ['https://www.example.com./reset', 'the dot of a full name', []],
    ['https://www.example.com:/reset', 'an empty port', []],
    ['https://www.example.com:443/reset', 'the usual port', []],
    ['https://www%2eexample%2Ecom/reset', 'dots as percent signs', []],
    ['https://www．example。com/reset', 'full-width and ideographic dots', []],
    ['https://ｗｗｗ.example.com/reset', 'full-width letters', []],
    ['https://www.exam\u00adple.com/reset', 'a soft hyphen, which counts for nothing', []],
    ['https://www.example.com/%2e%2e/@evil.example', 'another host in the path', []],
    ['https://www.example.com?@evil.example', 'another host in the query', []],
    ['https://www.example.com#@evil.example', 'another host in the fragment', []],
    ['https://www.example.com\\@evil.example', 'a backslash ends the host', [weaker]],
    ['www.example.com/reset', 'a host alone', []],
    // Hosts that are listed.
    ['https://accounts.example.com/reset', 'a listed host', [moved]],
    ['https://a.b.brand.example/reset', 'a host below a listed one', [moved]],
    ['https://ACCOUNTS.example.com.:443', 'a listed host in another spelling', [moved]],
    // Hosts that are not.
    ['https://brand.example/reset', 'the host itself, where those below it are listed', [stranger]],
    ['https://notbrand.example/reset', 'an ending without a dot', [stranger]],
    ['https://accounts.example.com.evil.example/reset', 'the listed host as a beginning', [stranger]],
    ['https://accounts.example.com-evil.example', 'the listed host as a beginning, without a dot', [stranger]],
    ['https://www.examp1e.com/reset', 'a digit for a letter', [stranger]],
    ['https://www.exаmple.com/reset', 'a Cyrillic letter', [stranger]],
    ['https://xn--www-pma.example.com', 'punycode', [stranger]],
    ['https://www.example.com%E2%80%8B.evil.example', 'a blank of no width, written as percent signs', [stranger]],
    ['https://example.com/reset', 'the host above', [stranger]],
    ['https://evil.example\\.www.example.com', 'a backslash ends the host', [weaker, stranger]],
    ['https://evil.example?.www.example.com', 'a question mark ends the host', [stranger]],
    ['https://evil.example#.www.example.com', 'a number sign ends the host', [stranger]],
    ['//www.example.com/reset', 'the scheme of whatever page it is on', [weaker]],
    ['//evil.example/reset', 'the same, to another host', [weaker, stranger]],
    ['\\/evil.example/reset', 'the same with mixed slashes', [weaker, stranger]],
    ['evil.example:443/reset', 'no scheme and a port', [stranger]],
    ['https://8.8.8.8/reset', 'an address', [stranger]],
    ['https://134744072/reset', 'an address as one number', [stranger]],
    ['https://0x08.0x080808/reset', 'an address in a short hexadecimal form', [stranger]],
    ['https://010.8.8.8/reset', 'an address in octal', [stranger]],
    ['https://[2001:db8::1]/reset', 'an IPv6 address', [stranger]],
    ['https://[::ffff:8.8.8.8]/reset', 'an IPv4 address inside an IPv6 one', [stranger]],
    // Weak whatever the host is, and what shows no host.
    ['https://accounts.example.com@evil.example/reset', 'a name in front of another host', [weaker, stranger]],
    ['https://accounts.example.com:443@evil.example', 'a name and a password', [weaker, stranger]],
    ['https://www.example.com%40evil.example', 'a percent sign in a host', [weaker, stranger]],
    ['https://@www.example.com/reset', 'an empty name', []],
    ['https://user@www.example.com/reset', 'a name in front of the same host', [weaker]],
    ['http:www.example.com/reset', 'plain http without slashes', [weaker]],
    ['HTTP:\\\\www.example.com', 'plain http with backslashes', [weaker]],
    ['\u000bhttp://www.example.com', 'plain http behind a control character', [weaker]],
    ['https://127.1/reset', 'this machine in a short form', [weaker, stranger]],
    ['https://0x7f.0.0.0x1', 'this machine in hexadecimal', [weaker, stranger]],
    ['https://0177.1', 'this machine in octal', [weaker, stranger]],
    ['https://2130706433', 'this machine as one number', [weaker, stranger]],
    ['https://１２７.0.0.1', 'this machine in full-width digits', [weaker, stranger]],
    ['https://[::1]/reset', 'this machine in IPv6', [weaker, stranger]],
    ['https://[::1%25lo]/reset', 'an IPv6 address with a zone', [weaker, stranger]],
    ['https://[fe80::1%eth0]/reset', 'an IPv6 address with a zone that is not escaped', [weaker, stranger]],
    ['https://*/reset', 'a wildcard for the host', [weaker, stranger]],
    ['https://*.brand.example/reset', 'a wildcard below a listed host', [weaker, moved]],
    ['https://w*w.example.com/reset', 'a wildcard inside of a part', [weaker, stranger]],
    ['*://www.example.com/reset', 'a wildcard for the scheme', [weaker, stranger]],
    ['https://www.example.com:*/reset', 'a wildcard for the port', [weaker, stranger]],
    ['https://www.example.com:99999', 'a port that is none', [weaker, stranger]],
    ['https://www.example.com:80 80', 'a blank in the port', [weaker, stranger]],
    ['javascript:alert(1)//https://www.example.com', 'a program', [weaker, stranger]],
    ['JAVA\nSCRIPT:alert(1)', 'a program, in another spelling', [weaker, stranger]],
    ['data:text/html,<script>', 'a page in the URL itself', [weaker, stranger]],
    ['file://www.example.com/reset', 'a file of that host', [weaker]],
    ['ws://www.example.com/reset', 'another protocol', [weaker]],
    ['blob:https://www.example.com/1', 'an object of the browser', [weaker, stranger]],
    ['mailto:a@www.example.com', 'an e-mail', [weaker, stranger]],
    ['intent://www.example.com#Intent;scheme=https;end', 'an application of a telephone', [weaker]],
    ['/reset', 'a path alone', [weaker, stranger]],
    ['?next=https://www.example.com', 'a query alone', [weaker, stranger]],
    ['https://', 'no host', [weaker, stranger]],
    ['https://.', 'a dot for a host', [weaker, stranger]],
    ['https://www.example.com, https://evil.example', 'two URLs in one', [weaker, stranger]],
  ])('that is %j (%s) is judged by what it means', (spelling, _meaning, says) => {
    expect(saysOf('password_recover_url', 'https://www.example.com/reset', spelling)).toEqual(says);
  });

  it('is judged the same way where there was none', () => {
    const says = (url: string) => saysOf('verify_email_url', undefined, url);
    expect(says('https://accounts.example.com')).toEqual([moved]);
    expect(says('https://evil.example')).toEqual([stranger]);
    expect(says('http://evil.example')).toEqual([weaker, stranger]);
    expect(says('javascript:1')).toEqual([weaker, stranger]);
    expect(says('')).toEqual([]);
  });
});

describe('a reset URL that was weak already', () => {
  it.each<Row>([
    ['https://www.example.com/reset', 'the same host with https', []],
    ['http://www.example.com/other', 'as weak as before', []],
    ['ftp://www.example.com/reset', 'no protocol of the web', [weaker]],
    ['file://www.example.com/reset', 'a file', [weaker]],
    ['intent://www.example.com', 'an application', [weaker]],
    ['javascript:alert(1)', 'a program, which is no host', [weaker, stranger]],
    ['data:text/html,x', 'a page in the URL itself', [weaker, stranger]],
    ['http://user@www.example.com', 'a name besides', [weaker]],
    ['http://127.0.0.1', 'this machine', [weaker, stranger]],
    ['http:evil.example', 'another host', [stranger]],
  ])('may not become %j (%s) where that is weaker', (spelling, _meaning, says) => {
    expect(saysOf('password_recover_url', 'http://www.example.com/reset', spelling)).toEqual(says);
  });
});
