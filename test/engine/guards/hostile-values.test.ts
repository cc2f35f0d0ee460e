import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { weakening } from '../../../src/engine/guards/security-lowered.ts';
import type { Effective } from '../../../src/engine/judging/effective-value.ts';
import type { Json } from '../../../src/leaf/json.ts';

/** What someone would try who wants a weak value past the guard, and its verdict; and what must pass beside it. */
type Row = readonly [value: Json, verdict: 'refused' | 'passes'];

function verdict(key: string, before: Json | undefined, after: Json): Row[1] {
  const direction = catalogue.lookup(key)?.direction;
  if (!direction) throw new Error(`${key} has no direction`);
  const own = (json: Json): Effective => ({ kind: 'value', json, from: 'own' });
  const found = weakening(direction, before === undefined ? { kind: 'unset' } : own(before), own(after));
  return found === null ? 'passes' : 'refused';
}

const urls: readonly Row[] = [
  // Without https, in every spelling that a browser takes.
  ['http://www.example.com/reset', 'refused'],
  ['HTTP://www.example.com/reset', 'refused'],
  ['hTtP:www.example.com/reset', 'refused'],
  ['http:/www.example.com/reset', 'refused'],
  ['http:////www.example.com/reset', 'refused'],
  ['http:\\\\www.example.com\\reset', 'refused'],
  ['http:1.2.3.4/reset', 'refused'],
  ['\u0001http://evil.example', 'refused'],
  ['\u0000\u001f http://evil.example', 'refused'],
  [' \thttp://evil.example', 'refused'],
  ['ht\ntp://evil.example', 'refused'],
  ['h\tt\rtp:\n//evil.example', 'refused'],
  ['http://evil.example\u0000', 'refused'],
  ['\u00a0http://evil.example', 'refused'],
  ['\ufeffhttp://evil.example', 'refused'],
  ['ftp://www.example.com', 'refused'],
  ['ws://www.example.com', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['javascript:alert(1)', 'refused'],
  ['javascript:1', 'refused'],
  ['JaVa\nScript:alert(1)//https://www.example.com', 'refused'],
  ['data:text/html,x', 'refused'],
  ['myapp://open', 'refused'],
  ['blob:https://www.example.com/1', 'refused'],
  ['//www.example.com/reset', 'refused'],
  ['\\\\www.example.com\\reset', 'refused'],
  // This machine.
  ['https:127.0.0.1/reset', 'refused'],
  ['https://localhost:3000/x', 'refused'],
  ['localhost:3000', 'refused'],
  ['LOCALHOST/reset', 'refused'],
  ['//LOCALHOST', 'refused'],
  ['\\\\localhost\\reset', 'refused'],
  ['/\\localhost/reset', 'refused'],
  ['https://localhost.', 'refused'],
  ['https://localhost..', 'refused'],
  ['https://app.localhost', 'refused'],
  ['https://localhost.localdomain', 'refused'],
  ['https://ip6-localhost', 'refused'],
  ['https://ｌｏｃａｌｈｏｓｔ', 'refused'],
  ['https://loc\u00adalhost', 'refused'],
  ['https://%6c%6f%63%61lhost', 'refused'],
  ['https://127.1', 'refused'],
  ['https://127.0.0.1.', 'refused'],
  ['https://0x7f000001', 'refused'],
  ['https://0x7f.1', 'refused'],
  ['https://017700000001', 'refused'],
  ['https://0177.0.0.01', 'refused'],
  ['https://2130706433', 'refused'],
  ['https://①②⑦.0.0.1', 'refused'],
  ['https://127.0.0.1:443\\@www.example.com', 'refused'],
  ['https://0', 'refused'],
  ['https://0.0.0.0', 'refused'],
  ['https://[::1]:1', 'refused'],
  ['https://[0:0:0:0:0:0:0:1]', 'refused'],
  ['https://[::]', 'refused'],
  ['https://[::ffff:127.0.0.2]', 'refused'],
  ['https://[::ffff:7f00:1]', 'refused'],
  ['https://[::127.0.0.1]', 'refused'],
  // Wildcards, names and passwords.
  ['https://*.example.com', 'refused'],
  ['https://%2a.example.com', 'refused'],
  ['https://＊.example.com', 'refused'],
  ['https://www.example.com@evil.example', 'refused'],
  ['https://:word@www.example.com', 'refused'],
  ['https://www.example.com%40evil.example', 'refused'],
  // No URL, or none that names a host.
  ['/reset', 'refused'],
  ['../reset', 'refused'],
  ['?next=https://www.example.com', 'refused'],
  ['https://', 'refused'],
  ['https://www.exa mple.com', 'refused'],
  ['https://www.example.com:99999', 'refused'],
  ['https://[::1', 'refused'],
  [['https://www.example.com'], 'refused'],
  [{ url: 'https://www.example.com' }, 'refused'],
  [true, 'refused'],
  // Sound ones.
  ['https://www.example.com/reset', 'passes'],
  ['HTTPS:\\\\WWW.example.com/reset', 'passes'],
  ['https://www.example.com/?next=http://localhost/*#a@b', 'passes'],
  ['https://bücher.example/reset', 'passes'],
  ['https://localhost.example.com', 'passes'],
  ['https://1270.0.0.1.example.com', 'passes'],
  ['https://[2001:db8::1]/reset', 'passes'],
  ['https://[::ffff:8.8.8.8]', 'passes'],
  ['www.example.com', 'passes'],
  ['www.example.com:8443/reset', 'passes'],
  ['', 'passes'],
];

describe('a password reset URL, after one that was sound', () => {
  it.each(urls)('of %j %s', (value, wanted) => {
    expect(verdict('password_recover_url', 'https://www.example.com/', value)).toBe(wanted);
  });
});

/** After a list of www.example.com, https://app.example.com/cb and *.shop.example.com. */
const listBefore = ['www.example.com', 'https://app.example.com/cb', '*.shop.example.com'];

const lists: readonly Row[] = [
  // No list at all.
  [false, 'refused'],
  [true, 'refused'],
  [0, 'refused'],
  [1, 'refused'],
  [{ '*': true }, 'refused'],
  [{ allow: ['*'] }, 'refused'],
  [[['www.example.com']], 'refused'],
  [['www.example.com', null], 'refused'],
  [['www.example.com', { '*': true }], 'refused'],
  ['false', 'refused'],
  ['null', 'refused'],
  ['{"*": true}', 'refused'],
  ['"*"', 'refused'],
  // None that checks anything.
  ['', 'refused'],
  [' \n', 'refused'],
  ['[]', 'refused'],
  [[], 'refused'],
  [{}, 'refused'],
  ['{}', 'refused'],
  [['', ' '], 'refused'],
  // One that lets through what none of the old ones did.
  [['*'], 'refused'],
  ['*', 'refused'],
  [['**'], 'refused'],
  [['*.*'], 'refused'],
  [['https://*'], 'refused'],
  [['https://*/*'], 'refused'],
  [['http*://*'], 'refused'],
  [['*:*'], 'refused'],
  [['*.com'], 'refused'],
  [['.com'], 'refused'],
  [['*example.com'], 'refused'],
  [['*.example.com'], 'refused'],
  [['.example.com'], 'refused'],
  [['.*'], 'refused'],
  [['^https://.*$'], 'refused'],
  [['%'], 'refused'],
  [['＊'], 'refused'],
  [['0.0.0.0/0'], 'refused'],
  [['::/0'], 'refused'],
  [['https://'], 'refused'],
  [['//'], 'refused'],
  [['http://www.example.com'], 'refused'],
  [['http:www.example.com'], 'refused'],
  [['www.example.com', 'www.example.com.evil.example'], 'refused'],
  [['www.example.com@evil.example'], 'refused'],
  [['https://www.example.com@evil.example'], 'refused'],
  [['evil.example/www.example.com'], 'refused'],
  [['evil.example#.shop.example.com'], 'refused'],
  [['evil.example?.shop.example.com'], 'refused'],
  [['evil.example\\.shop.example.com'], 'refused'],
  [['evil.example:443/.shop.example.com'], 'refused'],
  [['www.example.com:8443'], 'refused'],
  [['https://app.example.com'], 'refused'],
  [['https://app.example.com/CB'], 'refused'],
  [['https://app.example.com/cb/../evil'], 'refused'],
  [['https://app.example.com/cb?next=//evil.example'], 'refused'],
  [['shop.example.com'], 'refused'],
  [['evilshop.example.com'], 'refused'],
  [['localhost'], 'refused'],
  [['127.0.0.1:3000'], 'refused'],
  [['myapp://callback'], 'refused'],
  [['javascript:alert(1)'], 'refused'],
  [['www.еxample.com'], 'refused'],
  ['www.example.com, evil.example', 'refused'],
  ['["www.example.com","evil.example"]', 'refused'],
  // As strict as before, or stricter.
  [['www.example.com'], 'passes'],
  ['www.example.com', 'passes'],
  ['["www.example.com"]', 'passes'],
  [['WWW.EXAMPLE.COM.'], 'passes'],
  [['https://www.example.com/only/this'], 'passes'],
  [['https://APP.example.com/cb'], 'passes'],
  [['https:\\\\app.example.com:443/x/../cb'], 'passes'],
  [['https://a.shop.example.com', '*.a.shop.example.com'], 'passes'],
  ['*.shop.example.com\nwww.example.com https://app.example.com/cb', 'passes'],
];

describe('a list of places to redirect to, after one of three places', () => {
  it.each(lists)('of %j %s', (value, wanted) => {
    expect(verdict('redirect_uri_allow_list', listBefore, value)).toBe(wanted);
  });
});

describe('a list of places to redirect to, where there was none', () => {
  it.each<Row>([
    [['*'], 'refused'],
    [['https://*.com'], 'refused'],
    [['http://www.example.com'], 'refused'],
    [['localhost:3000'], 'refused'],
    [['^https://.*$'], 'refused'],
    [{ allow: ['*'] }, 'refused'],
    [false, 'refused'],
    ['true', 'refused'],
    [['www.example.com', 'https://app.example.com/cb'], 'passes'],
    [['*.example.com'], 'passes'],
    ['["https://www.example.com"]', 'passes'],
    [[], 'passes'],
  ])('of %j %s', (value, wanted) => {
    expect(verdict('redirect_uri_allow_list', undefined, value)).toBe(wanted);
  });
});

describe('the style sheets of the sign-in pages, after one that was sound', () => {
  it.each<Row>([
    ['https://a.example/1.css,http://b.example/2.css', 'refused'],
    ['https://a.example/1.css, //localhost/2.css', 'refused'],
    ['["https://a.example/1.css"]', 'refused'],
    [['https://a.example/1.css'], 'refused'],
    ['https://a.example/1.css, https://b.example/2.css', 'passes'],
    ['https://b.example/2.css,', 'passes'],
    ['', 'passes'],
  ])('of %j %s', (value, wanted) => {
    expect(verdict('theming.stylesheetURLs', 'https://a.example/1.css', value)).toBe(wanted);
  });

  it('may keep a weak one, and not get another', () => {
    const weak = 'http://a.example/1.css';
    expect(verdict('theming.stylesheetURLs', weak, `https://b.example/2.css,${weak}`)).toBe('passes');
    expect(verdict('theming.stylesheetURLs', weak, `${weak},http://b.example/2.css`)).toBe('refused');
  });
});
