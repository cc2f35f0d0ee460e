import { expect, it } from 'vitest';
import { parseUrl } from '../../src/leaf/addresses.ts';

it('reads a URL, by itself or from a base', () => {
  expect(parseUrl('https:\\\\WWW.example.com')?.href).toBe('https://www.example.com/');
  expect(parseUrl('../x', 'https://www.example.com/a/b')?.href).toBe('https://www.example.com/x');
});

it('gives nothing for what is none', () => {
  expect(parseUrl('https://')).toBeUndefined();
  expect(parseUrl('../x')).toBeUndefined();
});

it('gives the same answer however often it is asked', () => {
  const texts = ['https://bücher.example/reset', 'https://www.exam\u00adple.com', 'https://www.example.com'];
  const hosts = Array.from({ length: 20_000 }, (_, at) => parseUrl(texts[at % 3] ?? '')?.hostname);
  expect(new Set(hosts)).toEqual(new Set(['xn--bcher-kva.example', 'www.example.com']));
});
