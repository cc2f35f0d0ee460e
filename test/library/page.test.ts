import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as library from '../../src/index.ts';
import { openWorld, type World } from './world.ts';

const page = readFileSync('docs/library.md', 'utf8');
const examples = examplesIn(page);
const [ofReadme = ''] = examplesIn(readFileSync('README.md', 'utf8'));

function examplesIn(text: string): readonly string[] {
  return [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
}

let world: World;
const before = process.cwd();
beforeEach(async () => {
  world = await openWorld();
  world.write(['settings:', '  login_attempts: 3', '  site_name: Library']);
  process.chdir(world.folder);
  for (const [name, value] of Object.entries(world.here.env ?? {})) vi.stubEnv(name, value);
});
afterEach(async () => {
  process.chdir(before);
  vi.unstubAllEnvs();
  await world.close();
});

/** Runs an example as it stands, on the library as it is; gives what it printed. */
async function printed(code: string): Promise<readonly unknown[][]> {
  const [, names = ''] = /^import \{ ([^}]*) \} from 'capstan';$/m.exec(code) ?? [];
  const exported: Readonly<Record<string, unknown>> = library;
  const parts = names.split(', ').map((name) => [name, exported[name]] as const);
  expect(parts.every(([, part]) => part !== undefined)).toBe(true);
  const lines: unknown[][] = [];
  const console = { log: (...line: unknown[]) => lines.push(line) };
  const body = code.replace(/^import .*$/m, '');
  const run = new Function(...parts.map(([name]) => name), 'console', `return (async () => {${body}})()`);
  await run(...parts.map(([, part]) => part), console);
  return lines;
}

const expected: readonly (readonly unknown[][])[] = [
  [
    ['ready', ['settings.login_attempts', 'settings.site_name']],
    ['done', ['done']],
  ],
  [['done']],
  [['done']],
  [[2]],
  [['invalidFile', 'no-such-file']],
  [['ready']],
];

it.each(examples.map((code, at) => [at, code] as const))('example %i of docs/library.md works', async (at, code) => {
  expect(await printed(code)).toEqual(expected[at]);
});

it('the example of README works', async () => {
  expect(await printed(ofReadme)).toEqual([
    ['update', 'settings.login_attempts'],
    ['update', 'settings.site_name'],
    ['done'],
  ]);
});

it('names every function that the package exports, and no other', () => {
  const listed = [...page.matchAll(/^\| `(\w+)\(/gm)].map(([, name = '']) => name);
  const workflows = ['absorb', 'apply', 'compare', 'findDrift', 'importApplication', 'load', 'plan', 'snapshot'];
  expect(listed.toSorted()).toEqual([...workflows, 'undo', 'validate'].toSorted());
  expect(listed.every((name) => name in library)).toBe(true);
});
