const ASSIGNABLE: readonly string[] = ['owner', 'access_issuer', 'direct_access', 'direct_read_access', 'login_client'];

/** The feature that only the vendor can give. */
export const METADATA = 'metadata';

/** Why a client that has `held` cannot be given these features, in the service's words; undefined when it can. */
export function featureProblem(features: readonly string[], held: readonly string[]): string | undefined {
  const unknown = features.find((feature) => !ASSIGNABLE.includes(feature) && feature !== METADATA);
  if (unknown !== undefined) {
    return `${unknown} is not a valid feature name`;
  }
  if (features.includes(METADATA) && !held.includes(METADATA)) {
    return 'the metadata feature cannot be assigned';
  }
  const others = features.filter((feature) => feature !== 'login_client');
  return features.includes('login_client') && others.length > 0
    ? `login_client cannot be combined with ${others.join(', ')}`
    : undefined;
}
