import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

const filesIn = (folders: readonly string[]): string[] => folders.map((folder) => `test/${folder}/**/*.test.ts`);

// Tests of functions need no module registry of their own: those of a worker share one, which takes a fifth of the time.
const functions = [
  ...[
    'catalogue',
    'config',
    'conformance',
    'engine',
    'kept',
    'laws',
    'leaf',
    'model',
    'reliability',
    'render',
    'rubbish',
  ],
  ...['run', 'sandbox', 'service', 'yaml-edit'],
];
// So do those that run the program in the process of the test, apart from the others: keys cost nothing there.
const programHere = [
  ...filesIn(['ci', 'cli', 'crash', 'lifecycle']),
  'test/library/{injected,plan-to-undo}.test.ts',
  'test/scenarios/stories-*.test.ts',
  'test/docs/pages.test.ts',
  'test/docs/shell-blocks.test.ts',
  'test/examples.test.ts',
  'test/laws/canary.law.test.ts',
  'test/sandbox/command.test.ts',
];
// These put a module in the place of another, or go to another folder.
const alone = ['test/kinds/made-up-{kind,property}.test.ts', 'test/library/page.test.ts'];
// In processes, not threads: to start a program, git as a rule, takes 30 ms for each gigabyte of the process that starts it.
const shared = { isolate: false, pool: 'forks' } as const;
// Laws make many small values that live shortly. Room for more of them saves a tenth of the time.
const roomy = { execArgv: ['--max-semi-space-size=64'] };

const common = {
  setupFiles: ['test/support/law-seed.ts'],
  // Nothing depends on timing: this only ends a test that hangs, also on a slow machine.
  testTimeout: 600_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/before-all.ts'],
    // Two more than the cores of a small machine: some tests wait for a process or a limit of time.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // What one project has compiled is there for the others, and for the next run. Coverage needs the maps of what was compiled,
    // which that keeps not all of.
    experimental: { fsModuleCache: !process.argv.includes('--coverage') },
    projects: [
      { test: { name: 'unit', include: filesIn(functions), exclude: programHere, ...shared, ...roomy, ...common } },
      { test: { name: 'commands', include: programHere, ...shared, ...common } },
      {
        test: {
          name: 'program',
          include: ['test/**/*.test.ts'],
          exclude: [...filesIn(functions), ...programHere, ...alone],
          ...shared,
          ...common,
        },
      },
      { test: { name: 'alone', include: alone, ...common } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      exclude: ['src/generated/**', 'src/**/*.d.ts', 'src/cli/main.ts'],
      thresholds: {
        'src/{model,engine}/**': { branches: 100, functions: 100, lines: 100, statements: 100 },
        branches: 90,
      },
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
