import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    setupFiles: ['test/support/law-seed.ts'],
    // Nothing depends on timing: this only ends a test that hangs, also on a slow machine.
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // The sandbox and the built program share two cores with the tests themselves.
    maxWorkers: 2,
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
