import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveYaml } from '../../src/config/merge/print-merged.ts';
import { loadVarsFile } from '../../src/config/references/check-references.ts';
import { folderWith, head, loadIn } from '../config/load.ts';
import { mangled, rubbishRuns } from './mutations.ts';

const valid = `${head}# canary-comment
unmentioned: keep
settings:
  login_attempts: 5
  site_name: &name "a \${env:NAME:-b}"
  rpx_key: \${secret:RPX}
custom:
  text: |
    canary-block
  other: *name
absent:
  custom: [old, { key: older, reason: canary-reason, until: 2027-01-31 }]
clients:
  web: { id: web1, features: [login_client], settings: { site_name: 'canary-quoted' } }
sensitive: ["custom.text"]
allow:
  - { guard: last-owner, target: global, until: 2027-01-31, reason: canary-why }
`;
const protect = 'version: 1\nprotect:\n  - { target: "clients.*.settings.a", reason: canary-contract }\n';
const given = { env: { RPX: 'canary-secret', NAME: 'n' }, unsetSecrets: 'not-compared' as const };

describe('a file of rubbish', () => {
  it('gives a desired state, or problems in words of our own', async () => {
    const folder = folderWith({});
    await fc.assert(
      fc.asyncProperty(mangled(Buffer.from(valid)), async (bytes) => {
        writeFileSync(join(folder, 'capstan.yaml'), bytes);
        await judged(folder);
      }),
      rubbishRuns,
    );
  });

  it('is no better as a protect file', async () => {
    const folder = folderWith({ 'capstan.yaml': valid });
    await fc.assert(
      fc.asyncProperty(mangled(Buffer.from(protect)), async (bytes) => {
        writeFileSync(join(folder, 'capstan.protect.yaml'), bytes);
        await judged(folder);
      }),
      rubbishRuns,
    );
  });

  it('is no better as an environment file', async () => {
    const folder = folderWith({});
    const lines = 'A=1\nexport B=\'canary-single\'\nC="canary-\\n" # canary-comment\n\n# x\nD=canary plain\n';
    await fc.assert(
      fc.asyncProperty(mangled(Buffer.from(lines)), async (bytes) => {
        writeFileSync(join(folder, '.env'), bytes);
        const read = await loadVarsFile('.env', folder);
        if (read.kind === 'problems') expectOwnWords(read.problems);
      }),
      rubbishRuns,
    );
  });
});

async function judged(folder: string): Promise<void> {
  const result = await loadIn(folder, given);
  if (result.kind === 'problems') expectOwnWords(result.problems);
  else expect(effectiveYaml(result)).not.toContain('canary-secret');
}

type Told = { readonly code: string; readonly message: string; readonly cure: string };

// Problems name keys, targets and files, which people need; never the text of a value, a reason or a comment.
function expectOwnWords(problems: readonly Told[]): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const { code, message, cure } of problems) {
    expect(code).toMatch(/^[a-z0-9-]+$/);
    expect(`${message} ${cure}`).not.toMatch(/canary-(?:secret|comment|block|single)/);
    expect(message.length + cure.length).toBeLessThan(2_000);
  }
}
