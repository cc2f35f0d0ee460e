import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import configuration from '../vitest.config.ts';

/** Files of one import each that would break a layer, and where they would stand. */
const planted: Readonly<Record<string, string>> = {
  'render/planted-files.ts': 'node:fs',
  'service/live/planted-files.ts': 'node:fs',
  'run/planted-requests.ts': 'node:https',
  'service/live/planted-requests.ts': 'node:https',
  'config/planted-absorb.ts': '../workflows/absorb.ts',
  'run/journal/planted-drift.ts': '../../workflows/drift.ts',
  'run/execute/planted-facts.ts': '../../workflows/execute.ts',
  'render/planted-catalogue.ts': '../catalogue/catalogue.ts',
  'yaml-edit/planted-generated.ts': '../generated/validate-config.js',
  'leaf/planted-core.ts': '../model/change.ts',
  'cli/planted-writes.ts': '../service/transport/exchange.js',
  'engine/impact/planted-guards.ts': '../guards/index.ts',
  'engine/snapshot/planted-guards.ts': '../guards/index.ts',
  'engine/comparison/planted-guards.ts': '../guards/index.ts',
  'engine/drift/planted-guards.ts': '../guards/index.ts',
  'render/planted-decide.ts': '../engine/decide.ts',
  'engine/guards/planted-plan.ts': '../plan-document/make-plan.ts',
  'cli/planted-undici.ts': 'undici',
  'model/planted-process.ts': 'node:process',
  'sandbox/planted-json.ts': '../leaf/json.ts',
  'planted-root.ts': './model/plan.ts',
};

describe('the architecture', () => {
  // Nothing imports what is planted: what is said of all other files is said of the sources as they are.
  let summary: ICruiseResult['summary'];
  beforeAll(async () => {
    const copy = mkdtempSync(join(tmpdir(), 'capstan-layers-'));
    try {
      for (const name of ['src', 'schemas', 'tsconfig.json', 'package.json']) {
        cpSync(name, join(copy, name), { recursive: true });
      }
      symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
      for (const [name, specifier] of Object.entries(planted)) {
        mkdirSync(dirname(join(copy, 'src', name)), { recursive: true });
        writeFileSync(join(copy, 'src', name), `import '${specifier}';\n`);
      }
      summary = await cruiseIn(copy);
    } finally {
      rmSync(copy, { recursive: true });
    }
  }, 120_000);

  it('keeps every import inside the table of layers', () => {
    // A cruise that cannot read TypeScript sees no module, and so no violation either.
    expect(summary.totalCruised).toBeGreaterThan(200);
    const [, ofTheSources] = violations(summary);
    expect(ofTheSources.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  it('would name each file that breaks a layer', () => {
    const named = new Set(violations(summary)[0].map(({ from }) => from));
    expect(Object.keys(planted).filter((name) => !named.has(`src/${name}`))).toEqual([]);
  });

  it('opens secrets in service/ alone', () => {
    const offenders = sourceFiles()
      .filter((file) => !file.startsWith('src/service/') && file !== 'src/model/value.ts')
      .filter((file) => readFileSync(file, 'utf8').includes('openSecret'));
    expect(offenders).toEqual([]);
  });

  it('knows the process it runs in by its host alone', () => {
    const offenders = sourceFiles()
      .filter((file) => !['src/cli/main.ts', 'src/cli/host.ts', 'src/library/options.ts'].includes(file))
      .filter((file) => /\bprocess\.(?:argv|cwd|env|exit|exitCode|on|once|std\w+)\b/.test(readFileSync(file, 'utf8')));
    expect(offenders).toEqual([]);
  });

  it('has no dry run: planning has no means to write', () => {
    const offenders = sourceFiles().filter((file) => /dry.?run/i.test(readFileSync(file, 'utf8')));
    expect(offenders).toEqual([]);
  });

  it('asks every law with the fixed seed: each project of tests sets it up', () => {
    const projects = configuration.test?.projects ?? [];
    expect(projects.length).toBeGreaterThan(0);
    for (const project of projects)
      expect(project).toMatchObject({ test: { setupFiles: ['test/support/law-seed.ts'] } });
  });
});

describe('the measures of the code', () => {
  const written = sourceFiles().filter((file) => !file.includes('generated') && !file.endsWith('.d.ts'));
  const functions = written.flatMap(functionsIn);

  it('are at most 360 files', () => {
    expect(written.length).toBeGreaterThan(200);
    expect(written.length).toBeLessThanOrEqual(360);
  });

  it('are functions of at most eight lines, half of them', () => {
    const lines = functions.map((each) => each.lines).sort((a, b) => a - b);
    expect(lines.length).toBeGreaterThan(2_000);
    expect(lines[lines.length >> 1]).toBeLessThanOrEqual(8);
  });

  it('are no parameters that only say yes or no: a call could not be read', () => {
    expect(functions.flatMap(({ place, booleans }) => booleans.map((name) => `${place}: ${name}`))).toEqual([]);
  });
});

type Measured = { readonly place: string; readonly lines: number; readonly booleans: readonly string[] };

function functionsIn(file: string): readonly Measured[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Measured[] = [];
  const look = (node: ts.Node): void => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.body !== undefined) {
      const [from, to] = [node.getStart(), node.end].map((at) => source.getLineAndCharacterOfPosition(at).line);
      const booleans = node.parameters.filter(({ type }) => type?.kind === ts.SyntaxKind.BooleanKeyword);
      const names = booleans.map((parameter) => parameter.name.getText());
      found.push({ place: `${file}:${(from ?? 0) + 1}`, lines: (to ?? 0) - (from ?? 0) + 1, booleans: names });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((name) => name.endsWith('.ts'));
}

async function cruiseIn(baseDir: string): Promise<ICruiseResult['summary']> {
  const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
  const { output } = await cruise(['src'], { ...options, baseDir, validate: true });
  return (output as ICruiseResult).summary;
}

type Violations = ICruiseResult['summary']['violations'];

/** Those of the planted files, and those of the sources. */
function violations({ violations }: ICruiseResult['summary']): readonly [Violations, Violations] {
  const isPlanted = ({ from }: Violations[number]): boolean => from.slice('src/'.length) in planted;
  return [violations.filter(isPlanted), violations.filter((each) => !isPlanted(each))];
}
