import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemList } from '../../src/config/check/problems-and-limits.ts';
import { effectiveYaml } from '../../src/config/merge/print-merged.ts';
import { parseText } from '../../src/config/yaml/parse-yaml.ts';
import type { Problem } from '../../src/model/finding.ts';
import { lawRuns } from '../support/law-runs.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { loadIn, withoutPlaces } from './load.ts';

type Node = { readonly [key: string]: unknown };

// Names that stay apart from each other, so that the files of a law do not contradict themselves.
const name = fc.constantFrom(
  'a',
  'b_c',
  'site_name',
  'x.y',
  '__proto__',
  'constructor',
  'true',
  'ä',
  'k*',
  '<<',
  '404',
  'login_attempts',
);
const scalar = fc.oneof(
  fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !text.includes('${') && !/[\p{Cc}\ufffe\uffff]/u.test(text)),
  fc.constantFrom(
    '',
    ' ',
    '~',
    'null',
    '0123',
    '1.10',
    '20170915215708415365',
    '# x',
    'a: b',
    '- a',
    '---',
    '\n',
    'a\n\n b',
    '%',
    '@',
    '!x',
    '&a',
    '*a',
    '\ufeff',
    '\u2028',
  ),
  fc.integer(),
  fc.boolean(),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(name, fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.constant(null)), { maxKeys: 3 }),
);
const section = fc.dictionary(name, value, { maxKeys: 4 });
const tombstone = (prefix: string) =>
  fc
    .uniqueArray(name, { maxLength: 2 })
    .map((keys) =>
      keys.map((key, index) =>
        index === 0 ? `${prefix}${key}` : { key: `${prefix}${key}`, reason: 'R', until: '2027-01-31' },
      ),
    );
const scope = fc.record(
  {
    settings: section,
    custom: section,
    absent: fc.record({ settings: tombstone('s_'), custom: tombstone('c_') }, { requiredKeys: [] }),
    unmentioned: fc.constantFrom('keep', 'remove'),
  },
  { requiredKeys: [] },
);
const clients = fc
  .dictionary(
    fc.constantFrom('web', 'agents', 'x-1'),
    fc.tuple(scope, fc.option(fc.subarray(['owner', 'login_client', 'odd']), { nil: undefined })),
    { maxKeys: 3 },
  )
  .map((found) =>
    Object.fromEntries(
      Object.entries(found).map(([alias, [rest, features]], index) => [
        alias,
        {
          ...(index === 0 ? { find: { name: alias } } : { id: alias }),
          ...rest,
          ...(features === undefined ? {} : { features }),
        },
      ]),
    ),
  );
const config: fc.Arbitrary<Node> = fc
  .tuple(
    scope,
    fc.record(
      {
        clients,
        ignore: fc.subarray(['settings.i_*', 'clients.zz.features']),
        sensitive: fc.subarray(['custom.q', 'clients.*.custom.p']),
        writes: fc.constantFrom('fewest', 'replace'),
        guards: fc.record({ removals: fc.record({ max: fc.nat(9) }) }),
        accept: fc.constant([{ target: 'settings.v', live: [1, 'x'], until: '2027-01-01', reason: 'R' }]),
        allow: fc.constant([{ guard: 'last-owner', target: 'global', until: '2027-01-01', reason: '# R' }]),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([global, rest]) => ({ version: 1, application: { id: 'app1', region: 'us' }, ...global, ...rest }));

/** The same JSON with the members of each object in another order. */
function shuffled(node: unknown, order: (count: number) => readonly number[]): unknown {
  if (Array.isArray(node)) return node.map((item) => shuffled(item, order));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node);
  return Object.fromEntries(
    order(entries.length).flatMap((at) =>
      entries[at] === undefined ? [] : [[entries[at][0], shuffled(entries[at][1], order)]],
    ),
  );
}

async function loadTexts(texts: Readonly<Record<string, string>>) {
  const cwd = '/folder';
  return loadIn(cwd, { tree: memoryTree(cwd, texts) });
}

async function stateOf(texts: Readonly<Record<string, string>>): Promise<string> {
  const result = await loadTexts(texts);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return JSON.stringify(withoutPlaces(result.desired));
}

// JSON is YAML, but for characters that YAML wants to be escaped.
const yaml = (node: unknown) =>
  JSON.stringify(node).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

describe('the desired state', () => {
  it('does not depend on the order of keys in the file', async () => {
    await fc.assert(
      fc.asyncProperty(config, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (node, keys) => {
        const order = (count: number) =>
          Array.from({ length: count }, (_, at) => at).sort((a, b) => (keys[a % 12] ?? 0) - (keys[b % 12] ?? 0));
        expect(await stateOf({ 'capstan.yaml': yaml(shuffled(node, order)) })).toBe(
          await stateOf({ 'capstan.yaml': yaml(node) }),
        );
      }),
      lawRuns,
    );
  });

  it('does not depend on the order of files that do not overlap', async () => {
    const parts = ['settings', 'custom', 'clients', 'ignore', 'allow'] as const;
    await fc.assert(
      fc.asyncProperty(config, fc.shuffledSubarray([...parts], { minLength: parts.length }), async (node, order) => {
        const files = Object.fromEntries(
          parts.map((part) => [`${part}.yaml`, yaml({ version: 1, ...(part in node ? { [part]: node[part] } : {}) })]),
        );
        const own = { version: 1, application: { id: 'app1', region: 'us' } };
        const main = (names: readonly string[]) => yaml({ ...own, extends: names.map((part) => `${part}.yaml`) });
        expect(await stateOf({ ...files, 'capstan.yaml': main(order) })).toBe(
          await stateOf({ ...files, 'capstan.yaml': main(parts) }),
        );
      }),
      lawRuns,
    );
  });

  it('is the same for the effective text of the merged file', async () => {
    await fc.assert(
      fc.asyncProperty(config, config, async (base, own) => {
        const result = await loadTexts({
          'base.yaml': yaml(base),
          'capstan.yaml': yaml({ ...own, extends: 'base.yaml' }),
        });
        if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
        const text = effectiveYaml(result);
        expect(await stateOf({ 'capstan.yaml': text })).toBe(JSON.stringify(withoutPlaces(result.desired)));
        expect(effectiveYaml(result)).toBe(text);
      }),
      lawRuns,
    );
  });
});

describe('any text', () => {
  const token = fc.constantFrom(
    'version: 1\n',
    'settings:',
    'clients:',
    ' ',
    '  ',
    '\n',
    '\t',
    '- ',
    '? ',
    ': ',
    ':',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '!x ',
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '#',
    '<<: ',
    '${env:A}',
    '${',
    '~',
    'null',
    '0123',
    '1e999',
    'a',
    'application: { id: a, region: us }\n',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\\',
    'absent:',
    'ignore:',
    'extends: capstan.yaml\n',
  );
  const yamlish = fc
    .array(fc.oneof({ weight: 5, arbitrary: token }, fc.string({ maxLength: 4 })), { maxLength: 40 })
    .map((parts) => parts.join(''));
  const structured = fc
    .jsonValue({ maxDepth: 4 })
    .map((json) => `version: 1\nsettings: ${JSON.stringify(json)}\nclients: ${JSON.stringify(json)}\n`);
  const keys = fc.constantFrom(
    'version',
    'extends',
    'application',
    'credentials',
    'auth',
    'unmentioned',
    'writes',
    'baseline',
    'settings',
    'custom',
    'absent',
    'clients',
    'ignore',
    'sensitive',
    'drop',
    'expected',
    'accept',
    'guards',
    'allow',
  );
  const misshapen = fc
    .dictionary(keys, fc.jsonValue({ maxDepth: 3 }))
    .map((node) => JSON.stringify({ version: 1, ...node }));

  it.each([
    ['of random characters', fc.string({ unit: 'binary' })],
    ['of pieces of YAML', yamlish],
    ['of JSON in the wrong places', structured],
    ['with the right keys and any values', misshapen],
  ])('%s gives a desired state, or problems with places inside the file', async (_, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const result = await loadTexts({ 'capstan.yaml': text });
        const found = result.kind === 'problems' ? [...result.problems, ...result.notes] : result.notes;
        if (result.kind === 'problems') expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of found) expectInside(problem, text);
      }),
      lawRuns,
    );
  });

  it('is parsed without throwing', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const problems = new ProblemList();
        const root = parseText('f', text, problems);
        // A key written twice is a problem, and yet leaves something to look at for more.
        expect(root !== undefined || !problems.isEmpty).toBe(true);
      }),
      lawRuns,
    );
  });
});

function expectInside({ source, code, message, cure }: Problem, text: string): void {
  expect(message).not.toBe('');
  expect(cure).not.toBe('');
  if (source === null) {
    expect(code).toBe('more-problems');
    return;
  }
  const lines = text.replace(/^\ufeff/u, '').split('\n');
  expect(source.line).toBeGreaterThan(0);
  expect(source.line).toBeLessThanOrEqual(lines.length);
  expect(source.column).toBeGreaterThan(0);
  expect(source.column).toBeLessThanOrEqual((lines[source.line - 1]?.length ?? 0) + 1);
}
