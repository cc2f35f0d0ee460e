import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { checkDuplicates, checkNames } from '../../src/config/check/check-content.ts';
import { checkShape } from '../../src/config/check/check-shape.ts';
import { ProblemList } from '../../src/config/check/problems-and-limits.ts';
import { decode } from '../../src/config/decode/decode.ts';
import type { DecodeContext } from '../../src/config/decode/decode-context.ts';
import { mentionsOf } from '../../src/config/decode/targets.ts';
import { mergeFiles } from '../../src/config/merge/merge-files.ts';
import { effectiveYaml } from '../../src/config/merge/print-merged.ts';
import { checkReferences, fileVariables } from '../../src/config/references/check-references.ts';
import type { LocatedMap } from '../../src/config/yaml/located.ts';
import { parseText } from '../../src/config/yaml/parse-yaml.ts';
import { configKeys } from '../../src/generated/config-keys.ts';
import { validate } from '../../src/generated/validate-config.js';
import { today, unprotected } from '../support/builders.ts';
import { growth, linear, numbered } from '../support/growth.ts';
import { head } from './load.ts';

function rootOf(file: string, text: string): LocatedMap {
  const root = parseText(file, text, new ProblemList());
  if (root?.kind !== 'map') throw new Error(`${file} is not sound: ${text}`);
  return root;
}

function lines(count: number, line: (index: number) => string): string {
  return numbered(count, line).join('');
}

const keys = (count: number) => `custom:\n${lines(count, (index) => `  key_${index}: value\n`)}`;
const targets = (list: string, count: number) => `${list}:\n${lines(count, (index) => `  - custom.other_${index}\n`)}`;

/** Files that are large in one way each. */
const files: Readonly<Record<string, (count: number) => string>> = {
  'many keys': keys,
  'many unknown settings': (count) => `settings:\n${lines(count, (index) => `  site_nam_${index}: value\n`)}`,
  'many tombstones': (count) => `absent:\n  custom:\n${lines(count, (index) => `    - key_${index}\n`)}`,
  'many clients': (count) =>
    `clients:\n${lines(count, (index) => `  c${index}: { id: i${index}, custom: { a: b } }\n`)}`,
  'many entries of each list': (count) =>
    `${keys(count)}${['ignore', 'sensitive', 'public', 'expected', 'drop'].map((list) => targets(list, count)).join('')}`,
  'many overrides of clients that are not declared': (count) =>
    `allow:\n${lines(count, (i) => `  - { guard: last-owner, target: clients.c${i}, until: "2027-01-01", reason: R }\n`)}`,
  'many references': (count) => `custom:\n${lines(count, (index) => `  key_${index}: "\${env:CAPSTAN_VAR_A:-x}"\n`)}`,
  'a wide value': (count) => `settings:\n  wide: { ${numbered(count, (index) => `k${index}: ${index}`).join(', ')} }\n`,
};

function decodingOf(): DecodeContext {
  const problems = new ProblemList();
  return {
    options: {
      cwd: '/',
      env: {},
      unsetSecrets: 'problem',
      today,
      catalogue,
      overridableGuards: ['last-owner'],
      fixedGuards: ['protected'],
    },
    variables: fileVariables({}, {}),
    unset: { env: 'problem', secret: 'problem' },
    lastDay: '2027-11-21',
    problems,
    notes: new ProblemList(),
    secrets: new Map(),
    resolved: [],
  };
}

describe.each(Object.entries(files))('a file with %s', (_name, file) => {
  const rootFor = (count: number) => rootOf('capstan.yaml', `${head}${file(count)}`);

  it('is checked in as many steps as it has parts', () => {
    expect(growth(rootFor, (root) => checkShape(root, { validate, keys: configKeys }, new ProblemList()))).toBeLessThan(
      linear,
    );
    expect(growth(rootFor, (root) => checkReferences(root, fileVariables({}, {}), new ProblemList()))).toBeLessThan(
      linear,
    );
    expect(growth(rootFor, (root) => checkDuplicates(root, new ProblemList()))).toBeLessThan(linear);
  });

  it('is read in as many steps', () => {
    const read = (root: LocatedMap) => {
      const decoding = decodingOf();
      const desired = decode(root, { ...unprotected, mentions: mentionsOf([root], []) }, decoding);
      checkNames(root, decoding);
      return desired;
    };
    expect(growth(rootFor, read)).toBeLessThan(linear);
    const wholeFor = (count: number) => {
      const merged = rootFor(count);
      const desired = read(merged);
      if (desired === undefined) throw new Error('the file is not sound');
      return { desired, merged };
    };
    expect(growth(wholeFor, (whole) => effectiveYaml(whole))).toBeLessThan(linear);
  });

  it('is laid over others in as many steps', () => {
    const merge = (roots: readonly LocatedMap[]) => mergeFiles(roots, new ProblemList());
    const over = (count: number) => [
      rootFor(count),
      rootOf('b.yaml', keys(10)),
      rootFor(count),
      rootOf('c.yaml', keys(10)),
    ];
    expect(growth(over, merge)).toBeLessThan(linear);
    // As many files more, each as small as before.
    const chain = (count: number) => [
      rootFor(100),
      ...numbered(count, (index) =>
        rootOf(
          `f${index}.yaml`,
          `custom: { k${index}: v }\ndrop: [custom.d${index}]\nignore: [custom.i${index}]\nabsent: { custom: [a${index}] }\n`,
        ),
      ),
    ];
    expect(growth(chain, merge)).toBeLessThan(linear);
  });
});
