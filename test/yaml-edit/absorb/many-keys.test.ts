import { describe, expect, it, vi } from 'vitest';
import type { LiveState } from '../../../src/model/live.ts';
import { type AbsorbResult, absorbDrift } from '../../../src/workflows/absorb-drift.ts';
import { aDecideInput, aDigest, aLiveState, pattern, testCatalogue } from '../../support/builders.ts';
import { desiredOf, readTexts } from './memory-load.ts';

const work = vi.hoisted(() => ({ parsed: 0 }));

// The work of an edit is reading the text again: its characters are counted.
vi.mock('yaml', async (original) => {
  const library = await original<typeof import('yaml')>();
  const parseDocument: typeof library.parseDocument = (text, options) => {
    work.parsed += text.length;
    return library.parseDocument(text, options);
  };
  return { ...library, parseDocument };
});

const head = 'version: 1\napplication: { id: app1, region: us }\n';
const count = 1_500;
const names = Array.from({ length: count }, (_, at) => `key_${String(at).padStart(4, '0')}`);
const custom = (value: (name: string) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name) => [name, value(name)]));
const linesOf = (value: (name: string) => string): string =>
  names.map((name) => `  ${name}: ${value(name)}\n`).join('');

type Absorbing = {
  readonly text: string;
  readonly taken: AbsorbResult /** How often the longer of both texts. */;
  readonly parsed: number;
};

async function absorbing(text: string, live: LiveState): Promise<Absorbing> {
  const texts = [{ shown: 'capstan.yaml', text: `${head}${text}` }];
  const facts = { ...aDecideInput(), desired: await desiredOf(texts), live, catalogue: testCatalogue, baseline: null };
  const named = ['global', 'clients.*'].map(pattern);
  work.parsed = 0;
  const taken = await absorbDrift({ facts, digest: aDigest('key'), named, files: texts, read: readTexts });
  const after = taken.files[0]?.text ?? '';
  const longest = Math.max(head.length + text.length, after.length);
  return { text: after.slice(head.length), taken, parsed: work.parsed / longest };
}

const liveOf = (values: Readonly<Record<string, unknown>>): LiveState =>
  aLiveState({ global: { custom: { ...values } as Readonly<Record<string, string>> } });

describe('the work of absorbing many keys', () => {
  it('is a few readings of the text, not one for each key', async () => {
    const { text, taken, parsed } = await absorbing(
      `custom:\n${linesOf(() => 'old # why')}`,
      liveOf(custom(() => 'new')),
    );
    expect(text).toBe(`custom:\n${linesOf(() => 'new # why')}`);
    expect(taken.absorbed).toHaveLength(count);
    expect(parsed).toBeLessThan(8);
  });

  it('is so for keys that are gone, and for the last of a section', async () => {
    const { text, parsed } = await absorbing(`custom:\n${linesOf(() => 'old')}`, liveOf({}));
    expect(text).toBe('custom: {}\n');
    expect(parsed).toBeLessThan(8);
  });

  it('is so for keys that are new', async () => {
    const { text, parsed } = await absorbing(
      'unmentioned: remove\ncustom:\n  a: b\n',
      liveOf({ a: 'b', ...custom(() => 'new') }),
    );
    expect(text).toBe(`unmentioned: remove\ncustom:\n  a: b\n${linesOf(() => 'new')}`);
    expect(parsed).toBeLessThan(8);
  });

  it('is so for lists', async () => {
    const { text, parsed } = await absorbing(
      `custom:\n${linesOf(() => '[a, b] # why')}`,
      liveOf(custom(() => ['b', 'c'])),
    );
    expect(text).toBe(`custom:\n${linesOf(() => '[b, c] # why')}`);
    expect(parsed).toBeLessThan(8);
  });

  it('is so for the parts of one map', async () => {
    const { text, parsed } = await absorbing(
      `custom:\n  map:\n${linesOf(() => '1').replaceAll('  key', '    key')}`,
      liveOf({ map: custom(() => 2) }),
    );
    expect(text).toBe(`custom:\n  map:\n${linesOf(() => '2').replaceAll('  key', '    key')}`);
    expect(parsed).toBeLessThan(8);
  });

  it('is so for a file in brackets', async () => {
    const inBrackets = (value: string): string =>
      `custom: { ${names.map((name) => `${name}: ${value}`).join(', ')} }\n`;
    const { text, parsed } = await absorbing(inBrackets('old'), liveOf(custom(() => 'new')));
    expect(text).toBe(inBrackets('new'));
    expect(parsed).toBeLessThan(8);
  });

  it('grows by the logarithm for a value that no file can hold', async () => {
    const settings = { login_attempts: 'many' };
    const { taken, parsed } = await absorbing(
      `settings: { login_attempts: 5 }\ncustom:\n${linesOf(() => 'old')}`,
      aLiveState({ global: { settings, custom: custom(() => 'new') as Readonly<Record<string, string>> } }),
    );
    expect(taken.absorbed).toHaveLength(count);
    expect(taken.leftOut.map(({ target }) => target)).toEqual(['settings.login_attempts', 'clients.*']);
    expect(parsed).toBeLessThan(60);
  });

  it('reads nothing for what cannot be edited', async () => {
    const { taken, parsed } = await absorbing(
      `custom:\n${linesOf(() => '${env:CAPSTAN_VAR_NONE:-x}').replace('${env:CAPSTAN_VAR_NONE:-x}', 'old')}`,
      liveOf(custom(() => 'new')),
    );
    expect(taken.absorbed.map(({ target }) => target)).toEqual(['custom.key_0000']);
    expect(parsed).toBeLessThan(8);
  });
});
