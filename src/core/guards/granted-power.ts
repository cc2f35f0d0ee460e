import { featureSet } from '../model/feature.ts';

/** What a feature lets a client do, for those that let it do more than sign users in. */
const powers: ReadonlyMap<string, string> = new Map([
  ['owner', 'change every setting, client and record of the application'],
  ['direct_access', 'read and write all user records'],
  ['direct_read_access', 'read all user records'],
  ['access_issuer', 'issue access tokens for other clients'],
]);

/** Granted, these are refused unless the file allows it; the others are only mentioned. */
const strong: ReadonlySet<string> = new Set(['owner', 'direct_access']);

export type GrantedPower = { readonly feature: string; readonly power: string; readonly strong: boolean };

/**
 * The powers that a client has with the second list and had not with the first. An owner has complete access, and
 * direct_access includes direct_read_access (documentation of clients/set_features).
 */
export function grantedPowers(before: readonly string[], after: readonly string[]): readonly GrantedPower[] {
  const held = withIncluded(before);
  const implied = new Set(after.flatMap(includedIn));
  return featureSet(after)
    .filter((feature) => !held.has(feature) && !implied.has(feature))
    .flatMap((feature) => {
      const power = powers.get(feature);
      return power === undefined ? [] : [{ feature, power, strong: strong.has(feature) }];
    });
}

function withIncluded(features: readonly string[]): ReadonlySet<string> {
  return new Set(features.flatMap((feature) => [feature, ...includedIn(feature)]));
}

function includedIn(feature: string): readonly string[] {
  if (feature === 'owner') return ['direct_access', 'direct_read_access', 'access_issuer'];
  return feature === 'direct_access' ? ['direct_read_access'] : [];
}
