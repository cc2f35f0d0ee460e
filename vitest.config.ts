import { defineConfig } from 'vitest/config';

// Tests of pure functions need no process and no module registry of their own: they share one, which takes a fifth of the time.
const unit = ['absorb', 'apply', 'catalogue', 'core', 'git', 'import', 'live', 'render'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

const common = {
  setupFiles: ['test/support/law-seed.ts'],
  // Nothing depends on timing: this only ends a test that hangs, also on a slow machine.
  testTimeout: 600_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-once.ts'],
    // The sandbox and the built program share two cores with the tests themselves.
    maxWorkers: 2,
    projects: [
      { test: { name: 'unit', include: unit, isolate: false, pool: 'threads', ...common } },
      { test: { name: 'program', include: ['test/**/*.test.ts'], exclude: unit, ...common } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      exclude: ['src/generated/**', 'src/commands/generated/**', 'src/**/*.d.ts', 'src/cli.ts'],
      thresholds: {
        'src/core/**': { branches: 100, functions: 100, lines: 100, statements: 100 },
        branches: 90,
      },
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
