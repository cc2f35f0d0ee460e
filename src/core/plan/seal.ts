import { keyIdOf } from '../model/fingerprint-key.ts';
import { canonicalJson, type Json } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import type { Digest } from './fingerprints.ts';

/**
 * A keyed digest over everything that a plan says, places, findings and times included. The digest of a plan says what
 * would be done; whoever lacks the key can make a new one of those. The seal says that nobody touched the rest either.
 */
export function sealOf(plan: Omit<Plan, 'seal'>, digest: Digest): string {
  return digest(`capstan plan\n${canonicalJson(asJson(plan))}`);
}

/** `unknown`: it was sealed with another key, so that nobody here can tell. */
export function sealIs(plan: Plan, digest: Digest): 'whole' | 'broken' | 'unknown' {
  const { seal, ...rest } = plan;
  const own = sealOf(rest, digest);
  if (own === seal) return 'whole';
  return keyIdOf(own) === keyIdOf(seal) ? 'broken' : 'unknown';
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
