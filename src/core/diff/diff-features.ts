import type { FeatureChange } from '../model/change.ts';
import type { DesiredClient } from '../model/desired.ts';
import { featureSet, sameFeatures } from '../model/feature.ts';
import type { LiveClient } from '../model/live.ts';
import type { ClientScope } from '../model/scope.ts';
import type { Target } from '../model/target.ts';
import { isSecret } from '../model/value.ts';
import { acceptsFor, isIgnored, type Untouched } from './untouched.ts';

/** The new feature list that a client needs; undefined when it has that power already, or the list is not managed. */
export function diffFeatures(
  rules: Untouched,
  scope: ClientScope,
  desired: DesiredClient,
  live: LiveClient,
): FeatureChange | undefined {
  if (desired.features === null) return undefined;
  const target: Target = { kind: 'features', alias: scope.alias };
  const before = featureSet(live.features ?? []);
  const after = featureSet(desired.features.names);
  if (live.features !== null && sameFeatures(before, after)) return undefined;
  if (isIgnored(rules, target) || acceptsFor(rules, target).some((accept) => isList(accept.live, before)))
    return undefined;
  return { action: 'features', scope, before, after, source: desired.features.source };
}

function isList(value: unknown, names: readonly string[]): boolean {
  return (
    !isSecret(value) &&
    Array.isArray(value) &&
    sameFeatures(
      value.filter((name) => typeof name === 'string'),
      names,
    )
  );
}
