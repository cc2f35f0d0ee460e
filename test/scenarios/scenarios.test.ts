import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guards } from '../../src/core/guards/index.ts';
import { playScenario } from '../support/play-scenario.ts';

const root = 'test/scenarios';
const stories = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe.each(stories)('scenario %s', (story) => {
  it('prints, sends and leaves behind what its expected.txt says', async () => {
    const played = await playScenario(join(root, story));
    await expect(played.text).toMatchFileSnapshot(join('..', '..', root, story, 'expected.txt'));

    // Every secret of the scenarios holds this word.
    expect(played.text.replaceAll('(canary)', '')).not.toContain('canary');

    const code = guardOf(story);
    if (code === null) return;
    const codes = played.findings.map((finding) => finding.code);
    expect(codes).toContain(code);
    const refusals = new Set(played.findings.filter(({ severity }) => severity === 'refuse').map((f) => f.code));
    if (!refusals.has(code)) return;
    // Without this guard nothing would stop the plan, so that the scenario would fail.
    expect([...refusals]).toEqual([code]);
    expect(played.writes).toEqual([]);
    expect(played.after).toEqual(played.before);
  });
});

describe('the scenarios', () => {
  it('have one for each guard', () => {
    const codes = [...guards.map((guard) => guard.code), 'wrong-type'];
    expect(codes.filter((code) => !existsSync(join(root, `guard-${code}`)))).toEqual([]);
  });

  it('hold no real credentials', () => {
    const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(json|ya?ml|txt)$/.test(name))
      // The digest of a plan is no credential, and neither is the name of a commit.
      .map((name) => readFileSync(join(root, name), 'utf8').replace(/sha256:[0-9a-f]{64}|"commit": "[0-9a-f]{40}"|git:[0-9a-f]{40}/g, ''));
    expect(texts.filter((text) => /janrain\.com\/config|[0-9a-f]{40}/.test(text))).toEqual([]);
  });
});

/** Folders named guard-CODE, or guard-CODE--variant, show that guard at work. */
function guardOf(story: string): string | null {
  return /^guard-(.+?)(?:--.*)?$/.exec(story)?.[1] ?? null;
}
