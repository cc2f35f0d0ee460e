import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/prune-types.mjs');
const { pruneTypes } = (await import(script)) as { pruneTypes: (folder: string) => void };

const before = {
  'index.d.ts': "export { type Plan, plan } from './plan.ts';\n",
  'plan.d.ts': [
    "import type { Pool } from 'not-installed';",
    "import { type Change, changesOf } from './names.ts';",
    "import type { Inner } from './inner.ts';",
    '/** What is planned. */',
    'export type Plan = { readonly changes: readonly Change[] };',
    'type Unused = Pool;',
    'export declare function plan(): Plan;',
    'export declare function internal(pool: Unused, inner: Inner): typeof changesOf;',
    '',
  ].join('\n'),
  'names.d.ts': "export { type Change, changesOf } from './change.ts';\n",
  'change.d.ts': [
    'type Name = string;',
    'export type Change = { readonly name: Name; readonly at: import("./place.ts").Place };',
    'export declare const changesOf: number;',
    'export {};',
    '',
  ].join('\n'),
  'place.d.ts': 'export type Place = number;\nexport type Other = number;\n',
  'inner.d.ts': 'export type Inner = string;\n',
};

describe('the declarations of the library', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'capstan-types-'));
    for (const [name, text] of Object.entries(before)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    pruneTypes(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

  it('keep what the exports lead to, with its comments, through files that only hand names on', () => {
    expect(text('index.d.ts')).toBe(before['index.d.ts']);
    expect(text('plan.d.ts')).toBe(
      [
        "import { type Change } from './names.ts';",
        '/** What is planned. */',
        'export type Plan = { readonly changes: readonly Change[] };',
        'export declare function plan(): Plan;',
        '',
      ].join('\n'),
    );
    expect(text('names.d.ts')).toBe("export { type Change } from './change.ts';\n");
    expect(text('change.d.ts')).toBe(before['change.d.ts'].replace('export declare const changesOf: number;\n', ''));
    expect(text('place.d.ts')).toBe('export type Place = number;\n');
  });

  it('lose the files that only the program needs', () => {
    expect(existsSync(join(folder, 'inner.d.ts'))).toBe(false);
  });
});
