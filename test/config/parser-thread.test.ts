import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemList } from '../../src/config/check/problems-and-limits.ts';
import { answerTexts, type Parser, parserOver, startParser } from '../../src/config/files/parser-thread.ts';
import type { Located } from '../../src/config/yaml/located.ts';
import { parseText } from '../../src/config/yaml/parse-yaml.ts';
import type { Problem } from '../../src/model/finding.ts';
import { lawRuns } from '../support/law-runs.ts';

function outputTo(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

type Parsed = { readonly root: Located | undefined; readonly problems: readonly Problem[] };

function parsedHere(text: string): Parsed {
  const problems = new ProblemList();
  return { root: parseText('a.yaml', text, problems), problems: problems.sorted(['a.yaml']) };
}

async function parsedBy(parser: Parser, text: string): Promise<Parsed> {
  const problems = new ProblemList();
  return { root: await parser.parse('a.yaml', text, problems), problems: problems.sorted(['a.yaml']) };
}

const scalars = ['~', 'null', 'true', '-0', '0123', '1.10', '1e999', '0x1f', '20170915215708415365', '""', '"null"'];
const parts = [
  'a: ',
  '- ',
  '? ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '\n',
  '\n  ',
  '&a ',
  '*a',
  '!x ',
  '|\n ',
  '"',
  '---\n',
  'ä',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...scalars), fc.constantFrom(...parts), fc.string({ maxLength: 3 })), {
    maxLength: 30,
  })
  .map((found) => found.join(''));
const structured = fc.jsonValue({ maxDepth: 4 }).map((json) => `a: ${JSON.stringify(json)}\nb: &x [1]\nc: *x\n`);
const texts = fc.oneof(text, structured);

describe('texts that go to another thread', () => {
  let channel: MessageChannel;
  let parser: Parser;
  beforeEach(() => {
    channel = new MessageChannel();
    answerTexts(channel.port2);
    parser = parserOver(channel.port1);
  });
  afterEach(() => channel.port1.close());

  it('give the same tree, in each value and each place, or the same problems', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (asked) => {
        expect(await parsedBy(parser, asked)).toStrictEqual(parsedHere(asked));
      }),
      lawRuns,
    );
  });

  it('are answered each for itself, though they are asked at once', async () => {
    const asked = ['a: 1\n', 'a: [\n', 'b: text\n', 'a: 1\na: 2\n', 'c: { d: 0.5 }\n'];
    const answers = await Promise.all(asked.map((each) => parsedBy(parser, each)));
    expect(answers).toStrictEqual(asked.map(parsedHere));
  });

  it('are parsed here once the thread has ended, and if it ends meanwhile', async () => {
    const meanwhile = parsedBy(parser, 'a: 1\n');
    channel.port2.close();
    expect(await meanwhile).toStrictEqual(parsedHere('a: 1\n'));
    expect(await parsedBy(parser, 'a: 2\n')).toStrictEqual(parsedHere('a: 2\n'));
  });
});

describe.skipIf(availableParallelism() < 2)('the thread of the program', () => {
  const built: { readonly startParser: typeof startParser } = createRequire(import.meta.url)(
    '../../dist/parser-thread.cjs',
  );

  it('parses one text after the other until it is ended; then they are parsed here', async () => {
    const parser = await built.startParser();
    if (parser === undefined) throw new Error('no thread, though there are two cores');
    const large = `a:\n${Array.from({ length: 2_000 }, (_, index) => `  key_${index}: value ${index}\n`).join('')}`;
    expect(await parsedBy(parser, large)).toStrictEqual(parsedHere(large));
    expect(await parsedBy(parser, 'a: [\n')).toStrictEqual(parsedHere('a: [\n'));
    parser.end();
    expect(await parsedBy(parser, 'a: 3\n')).toStrictEqual(parsedHere('a: 3\n'));
  });

  it('is one at a time: each has a heap of its own', async () => {
    const parser = await built.startParser();
    if (parser === undefined) throw new Error('no thread, though there are two cores');
    expect(await built.startParser()).toBeUndefined();
    parser.end();
    expect(await built.startParser()).toBeUndefined();
    await parsedBy(parser, 'a: 1\n');
    const next = await built.startParser();
    expect(next).toBeDefined();
    next?.end();
  });

  it('leaves nothing in the folders of a user whose program uses the library', () => {
    const home = mkdtempSync(join(tmpdir(), 'capstan-thread-'));
    const path = createRequire(import.meta.url).resolve('../../dist/parser-thread.cjs');
    const program = `require(${JSON.stringify(path)}).startParser().then(async (parser) => {
      const { kind } = await parser.parse('a', 'a: 1\\n', {});
      console.log(kind);
      parser.end();
    });`;
    try {
      const env = { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: home };
      expect(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' })).toBe('map\n');
      expect(readdirSync(home)).toEqual([]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('is not there where the program is in another form, as in its sources', async () => {
    expect(await startParser()).toBeUndefined();
  });

  it('is never a file of someone else, which stands where that of the package would be', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'capstan-thread-'));
    const entry = join(import.meta.dirname, '..', '..', 'dist', 'parser-thread.cjs');
    const [bundle, executable] = [join(folder, 'a/b/bundle.cjs'), join(folder, 'bin/capstan.cjs')];
    const common = { bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' } as const;
    try {
      for (const name of ['bin', 'a/bin'])
        outputTo(join(folder, name, 'parser-thread.cjs'), 'throw new Error("a strange file ran")');
      buildSync({ ...common, entryPoints: [entry], outfile: bundle });
      // As scripts/single-executable.mjs says where the executable is.
      const sources = join(import.meta.dirname, '..', '..', 'src/config/files/parser-thread.ts');
      const banner = {
        js: 'const moduleUrl = require("node:url").pathToFileURL(__filename.replace(".cjs", "")).href;',
      };
      const define = { 'import.meta.url': 'moduleUrl' };
      buildSync({ ...common, entryPoints: [sources], outfile: executable, define, banner });
      for (const path of [bundle, executable])
        expect(await createRequire(import.meta.url)(path).startParser()).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
