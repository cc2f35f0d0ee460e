import { didYouMean, nameFinder } from '../../leaf/did-you-mean.ts';
import { type Change, featureChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { unlessLive } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** A feature that neither the documents nor the live client know. */
export const unknownFeature: Guard = {
  code: 'unknown-feature',
  override: 'none',
  rank: 300,
  check: ({ changes }) => findUnknown(changes),
  checkFile: ({ asked }) => findUnknown(asked).map(unlessLive),
};

function findUnknown(changes: readonly Change[]): readonly Finding[] {
  return featureChangesOf(changes).flatMap((change) => {
    const { property, before, after, source } = change;
    const known = property.known ?? after;
    const find = nameFinder(known);
    return after
      .filter((name) => !known.includes(name) && !before.includes(name))
      .map((name) => ({
        code: 'unknown-feature',
        severity: 'refuse' as const,
        fact: `${name} is not a documented feature`,
        cure: didYouMean(name, find),
        target: targetOf(change),
        source,
      }));
  });
}
