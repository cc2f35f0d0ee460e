import { describe, expect, it } from 'vitest';
import { formatHostPattern, namesHost, parseHostPattern } from '../../src/model/desired.ts';
import { at } from '../support/builders.ts';

function read(text: string): string | null {
  const pattern = parseHostPattern(text, at(1));
  return pattern === undefined ? null : formatHostPattern(pattern);
}

describe('a host of the list', () => {
  it.each([
    ['www.example.com', 'www.example.com'],
    ['WWW.Example.COM', 'www.example.com'],
    ['www.example.com.', 'www.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['ｗｗｗ．example．com', 'www.example.com'],
    ['*.example.com', '*.example.com'],
    ['*.Bücher.example', '*.xn--bcher-kva.example'],
    ['localhost', 'localhost'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]', '[::1]'],
  ])('%s is %s', (text, host) => {
    expect(read(text)).toBe(host);
  });

  it.each([
    '',
    ' ',
    '.',
    '*',
    '*.',
    '*.*',
    '*.com',
    '*.com.',
    '**.example.com',
    '*.*.example.com',
    'www.*.com',
    'ww*.example.com',
    '.example.com',
    'https://www.example.com',
    'www.example.com:8443',
    'www.example.com/reset',
    'www.example.com?x',
    'www.example.com#x',
    'user@www.example.com',
    'a.example, b.example',
    'a.example b.example',
    'exa%mple.com',
    '[::1',
    '1.2.3.256',
  ])('is not %j', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('the hosts below one', () => {
  const pattern = parseHostPattern('*.example.com', at(1));
  const isNamed = (host: string): boolean => pattern !== undefined && namesHost(pattern, host);

  it('are all of them, however deep', () => {
    expect(['www.example.com', 'a.b.example.com'].filter(isNamed)).toEqual(['www.example.com', 'a.b.example.com']);
  });

  it('are neither the host itself nor others with that ending or beginning', () => {
    const others = ['example.com', '.example.com', 'notexample.com', 'example.com.evil.example', 'example.co', ''];
    expect(others.filter(isNamed)).toEqual([]);
  });
});
