import { describe, expect, it } from 'vitest';
import { urlWeaknesses } from '../../../src/engine/judging/url-weaknesses.ts';

const here = 'localhost or a loopback address';
const turned = 'a backslash, after which other parsers read another host';

describe('the weaknesses of a URL', () => {
  it.each([
    ['http://example.com', ['no https']],
    [' HTTP://example.com', ['no https']],
    ['ht\ntp://example.com', ['no https']],
    ['http:\\\\example.com', ['no https']],
    ['ftp://example.com', ['no https', 'not even http']],
    ['myapp://open', ['no https', 'not even http']],
    ['https://localhost:3000/x', [here]],
    ['localhost:3000', [here]],
    ['//example.com', ['no scheme']],
    ['//LOCALHOST', ['no scheme', here]],
    ['https://localhost.', [here]],
    ['https://app.localhost', [here]],
    ['https://127.1', [here]],
    ['https://0x7f000001', [here]],
    ['https://%6c%6f%63%61lhost', [here]],
    ['https://0.0.0.0', [here]],
    ['https://[::1]:1', [here]],
    ['https://[::]', [here]],
    ['https://[::ffff:127.0.0.2]', [here]],
    ['*.example.com', ['a wildcard host']],
    ['*', ['a wildcard host']],
    ['https://name@example.com', ['a user name or password']],
    ['https://:word@example.com', ['a user name or password']],
    ['https://www.example.com\\@evil.example/', [turned]],
    ['https://www.example.com\\.evil.example/', [turned]],
    ['//www.example.com\\@evil.example', ['no scheme', turned]],
    ['www.example.com\\@evil.example', [turned]],
    ['http://name:word@*.localhost', ['no https', here, 'a wildcard host', 'a user name or password']],
  ])('of %j are %j', (text, weaknesses) => {
    expect(urlWeaknesses(text)).toEqual(weaknesses);
  });

  it.each([
    'https://www.example.com/reset?next=http://localhost/*#a@b',
    'my-app.us-dev.janraincapture.com',
    'example.com:8443/path',
    'https://localhost.example.com',
    'https://1270.0.0.1.example.com',
    'https://[2001:db8::1]',
    'https://[::ffff:8.8.8.8]',
  ])('of %j are none', (text) => {
    expect(urlWeaknesses(text)).toEqual([]);
  });

  it.each([
    '',
    ' ',
    'https://[',
    'a b',
    '/reset',
    '../reset',
    '?next',
    '#top',
    'https://',
    '://',
    'https://..',
    'javascript:alert(1)',
    'data:,x',
    'file:///x',
    'mailto:a@b',
  ])('of %j cannot be told, as it names no host', (text) => {
    expect(urlWeaknesses(text)).toEqual(['not a URL that names a host']);
  });
});
