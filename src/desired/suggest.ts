import { nearestName } from '../core/model/did-you-mean.ts';

/** The cure for an unknown name: the known one that was probably meant, else what to do without one. */
export function suggest(name: string, known: readonly string[], otherwise: string): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? otherwise : `Did you mean "${nearest}"?`;
}
