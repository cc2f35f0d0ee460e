import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { describe, expect, it } from 'vitest';
import configuration from '../vitest.config.ts';

describe('the architecture', () => {
  it('keeps every import inside the rules of the layers', async () => {
    const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs');
    const { output } = await cruise(['src'], { ...options, validate: true });
    const { summary } = output as ICruiseResult;
    // A cruise that cannot read TypeScript sees no module, and so no violation either.
    expect(summary.totalCruised).toBeGreaterThan(200);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  it('opens secrets in api/ alone', () => {
    const offenders = sourceFiles()
      .filter((file) => !file.startsWith('src/api/') && file !== 'src/core/model/secret.ts')
      .filter((file) => readFileSync(file, 'utf8').includes('openSecret'));
    expect(offenders).toEqual([]);
  });

  it('knows the process it runs in by its host alone', () => {
    const offenders = sourceFiles()
      .filter((file) => !['src/cli.ts', 'src/commands/host.ts'].includes(file))
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

function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((name) => name.endsWith('.ts'));
}
