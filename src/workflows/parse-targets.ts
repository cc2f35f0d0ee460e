import { catalogue } from '../catalogue/catalogue.ts';
import { parseTargetPattern, type TargetPattern, targetForms } from '../model/target-pattern.ts';
import { ExpectedEnd } from './ending.ts';

/** A hint for the bare name of a known setting: the intended target. */
function settingHint(text: string): string {
  return catalogue.lookup(text) === undefined ? '' : `Did you mean settings.${text}? `;
}

/** The targets of `--only`, or of another flag. */
export function parseTargets(texts: readonly string[], flag = '--only'): readonly TargetPattern[] {
  const read = texts.map((text, index) => ({ index, pattern: parseTargetPattern(text) }));
  const wrong = read.filter(({ pattern }) => pattern === undefined);
  if (wrong.length > 0) {
    throw new ExpectedEnd(
      'wrongUsage',
      wrong.map(({ index }) => ({
        code: 'bad-target',
        // A misplaced argument may be a secret, so it is not repeated.
        message: `${texts.length === 1 ? 'The value' : `Value ${index + 1}`} of ${flag} is not a target.`,
        cure: `${settingHint(texts[index] ?? '')}Targets are ${targetForms} and global; * stands for any characters, at most three times.`,
        source: null,
      })),
    );
  }
  return read.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
}
