import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guards } from '../../src/engine/guards/index.ts';
import { builtStories, root, stories } from './judge-stories.ts';

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

  it('show each command and each exit code through the built program too', () => {
    expect(builtStories.filter((story) => !stories.includes(story))).toEqual([]);
    expect(toldBy(builtStories)).toEqual(toldBy(stories));
  });
});

/** The commands that stories run, and the exit codes that come of them. */
function toldBy(names: readonly string[]): readonly string[] {
  const texts = names.map((story) => readFileSync(join(root, story, 'expected.txt'), 'utf8'));
  return [...new Set(texts.flatMap((text) => text.match(/^(?:\$ capstan \S+|exit \d+)/gm) ?? []))].sort();
}
