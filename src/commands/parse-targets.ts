import { parseTargetPattern, type TargetPattern } from '../core/model/target-pattern.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** The targets of `--only`, or of another flag. */
export function parseTargets(texts: readonly string[], flag = '--only'): readonly TargetPattern[] {
  const read = texts.map((text) => ({ text, pattern: parseTargetPattern(text) }));
  const wrong = read.filter(({ pattern }) => pattern === undefined);
  if (wrong.length > 0) {
    throw new ExpectedEnd(
      exitCode.wrongUsage,
      wrong.map(({ text }) => ({
        code: 'bad-target',
        message: `${JSON.stringify(text)} of ${flag} is not a target.`,
        cure: 'Targets are settings.KEY, custom.KEY, clients.ALIAS.settings.KEY, clients.ALIAS.custom.KEY, clients.ALIAS.features, clients.ALIAS and global; * stands for any run of characters, three times at most.',
        source: null,
      })),
    );
  }
  return read.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
}
