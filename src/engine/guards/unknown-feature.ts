import { didYouMean, nameFinder } from '../../leaf/did-you-mean.ts';
import { featureChangesOf } from '../../model/end-state.ts';
import { knownFeatures } from '../../model/feature.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A feature that neither the documents nor the live client know. */
export const unknownFeature: Guard = { code: 'unknown-feature', override: 'none', check };

function check({ changes }: GuardInput): readonly Finding[] {
  const known: readonly string[] = knownFeatures;
  const find = nameFinder(known);
  return featureChangesOf(changes).flatMap(({ scope, before, after, source }) =>
    after
      .filter((name) => !known.includes(name) && !before.includes(name))
      .map((name) => ({
        code: 'unknown-feature',
        severity: 'refuse' as const,
        fact: `${name} is not a feature that the service documents`,
        cure: didYouMean(name, find),
        target: { kind: 'features' as const, alias: scope.alias },
        source,
      })),
  );
}
