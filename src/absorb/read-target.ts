import type { Section } from '../core/model/scope.ts';
import type { Target } from '../core/model/target.ts';

const shape = /^(?:clients\.([^.]+)(?:\.(features)|\.(settings|custom)\.(.+))?|(settings|custom)\.(.+))$/su;

/** Reads the name of one thing, as rows of drift have it. */
export function readTarget(text: string): Target {
  const match = shape.exec(text);
  if (match === null) return { kind: 'global' };
  const [, alias = null, features, clientSection, clientKey, section = clientSection, key = clientKey] = match;
  if (section !== undefined && key !== undefined) {
    return { kind: 'key', alias, section: section as Section, key: key.replace(/\\([\\*])/gu, '$1') };
  }
  return features === undefined ? { kind: 'client', alias: alias ?? '' } : { kind: 'features', alias: alias ?? '' };
}
