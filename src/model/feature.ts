import { byText } from '../leaf/json.ts';

/** The features that the service documents. `metadata` is set by the vendor alone. */
export const knownFeatures = [
  'access_issuer',
  'direct_access',
  'direct_read_access',
  'login_client',
  'metadata',
  'owner',
] as const;

/** A feature list as a set: sorted, each name once. */
export function featureSet(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort(byText);
}

/** The list with what it implies: direct_access includes direct_read_access (documentation of clients/set_features). */
function withImplied(names: Iterable<string>): readonly string[] {
  const set = new Set(names);
  if (set.has('direct_access')) set.add('direct_read_access');
  return featureSet(set);
}

/** Whether two lists give a client the same power. */
export function sameFeatures(a: Iterable<string>, b: Iterable<string>): boolean {
  return withImplied(a).join('\n') === withImplied(b).join('\n');
}
