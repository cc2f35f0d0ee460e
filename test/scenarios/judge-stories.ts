import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playScenario } from '../support/play-scenario.ts';
import type { RunCli } from '../support/run-cli.ts';

export const root = 'test/scenarios';

/** The stories, one folder each. */
export const stories: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/**
 * The stories that are played through the built program, in a process of its own as a user starts it: at least one for
 * each command, for each exit code, and for each thing that a process has and a function has not: files beside its folder,
 * variables, git; short ones, since a start takes as long as ten commands here. All others run the same words in the process of the tests, which takes a fraction of the time.
 */
export const builtStories: readonly string[] = [
  'absorb-sensitive-dropped',
  'compare-snapshot-and-live',
  'drift-of-itself',
  'drift-out-of-reach',
  'drift-read-refused',
  'drift-without-baseline',
  'first-call-rejected',
  'first-plan',
  'guard-only-matches-nothing',
  'hostile-text',
  'in-sync',
  'journal-not-writable',
  'no-approval',
  'protect-file-upward',
  'redirect',
  'saved-plan',
  'secrets-by-name-and-form',
  'sensitive-dropped',
  'undo-from-another-folder',
  'undo-journal-changed',
  'validate-problems',
  'vars-file',
  'wrong-credentials',
  'wrong-usage',
];

/** The other stories. */
export const otherStories: readonly string[] = stories.filter((story) => !builtStories.includes(story));

/** A part of stories, so that several workers can play them. */
export function partOf(names: readonly string[], part: number, parts: number): readonly string[] {
  return names.filter((_, at) => at % parts === part - 1);
}

/** Holds each story to its expected.txt, and that of a guard to what its name says. */
export function judgeStories(names: readonly string[], run: RunCli): void {
  describe.each(names)('scenario %s', (story) => {
    it('prints, sends and leaves behind what its expected.txt says', async () => {
      const played = await playScenario(join(root, story), run);
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
}

/** Folders named guard-CODE, or guard-CODE--variant, show that guard at work. */
function guardOf(story: string): string | null {
  return /^guard-(.+?)(?:--.*)?$/.exec(story)?.[1] ?? null;
}
