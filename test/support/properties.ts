import { clientProperty } from '../../src/kinds/index.ts';
import type { Property, PropertyValue } from '../../src/kinds/kind.ts';
import type { RecordedChange } from '../../src/model/run.ts';

/** A property of clients by its name. */
export function aProperty(name: string): Property {
  const property = clientProperty(name);
  if (property === undefined) throw new Error(`no property: ${name}`);
  return property;
}

/** What a client may do. */
export const features = aProperty('features');

/** A property as a run found it and wrote it. */
export function aRecordedProperty(name: string, before: PropertyValue, after: PropertyValue) {
  return { kind: 'property', property: aProperty(name), before, after } as const satisfies RecordedChange;
}

/** The same of features. */
export function recordedFeatures(before: readonly string[], after: readonly string[]) {
  return aRecordedProperty('features', before, after);
}
