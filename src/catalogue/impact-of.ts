import type { ImpactOf } from '../core/model/impact.ts';
import { entryOf } from './catalogue.ts';
import { impactSentences } from './impact-sentences.ts';

/** The impact of a setting that the catalogue knows. */
export const impactOf: ImpactOf = (name) => {
  const entry = entryOf(name);
  return entry === undefined ? undefined : impactSentences.get(entry.name);
};
