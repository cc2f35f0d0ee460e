import { nearestName } from '../core/model/did-you-mean.ts';

/** "Did you mean X?" when a known name is near, else the list of all names. */
export function nameHint(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
}
