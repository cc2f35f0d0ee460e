import { sameProperty } from '../kinds/property-value.ts';
import type { Json } from '../leaf/json.ts';
import { type Baseline, type BaselineValue, baselineScopeOf, baselineValueOf, type Origin } from '../model/baseline.ts';
import type { Change, KeyChange, PropertyChange } from '../model/change.ts';
import { isSecret, type Secret, type Value } from '../model/value.ts';
import { coerceKey, coerceSecret } from './compare/coerce-value.ts';
import { equivalent, normalizeValue } from './compare/normalize-value.ts';

/** Why each change is needed. Without a baseline nothing is said of any. */
export function originsOf(changes: readonly Change[], baseline: Baseline | null): ReadonlyMap<Change, Origin> {
  if (baseline === null) return new Map();
  return new Map(
    changes.map((change) => {
      return [change, change.action === 'property' ? propertyOrigin(change, baseline) : keyOrigin(change, baseline)];
    }),
  );
}

function propertyOrigin({ scope, property, before, after }: PropertyChange, baseline: Baseline): Origin {
  const said = baselineScopeOf(baseline, scope)?.properties.get(property.name);
  if (said === undefined) return 'pending';
  return named(!sameProperty(property, said, after), !sameProperty(property, said, before));
}

function keyOrigin(change: KeyChange, baseline: Baseline): Origin {
  const said = baselineValueOf(baseline, change.scope, change.section, change.key);
  // The baseline does not manage the key and the file does: that is what changed, whatever became of live.
  if (said === undefined) return 'pending';
  const before = change.action === 'create' ? undefined : change.before;
  const after = change.action === 'remove' ? undefined : change.after;
  const meant = meantBy(said, change, before);
  const [fileChanged, liveChanged] = [differs(meant, after, change.type), differs(meant, before, change.type)];
  if (fileChanged === 'unknown' || liveChanged === 'unknown') return 'unknown';
  return named(fileChanged, liveChanged);
}

function named(fileChanged: boolean, liveChanged: boolean): Origin {
  if (!fileChanged) return 'drift';
  return liveChanged ? 'both' : 'pending';
}

/** What the baseline says, in the form that the setting's type has. */
type Meant =
  | { readonly kind: 'value'; readonly json: Json }
  | { readonly kind: 'secret'; readonly secret: Secret }
  | { readonly kind: 'absent' }
  | { readonly kind: 'not-comparable' };

function meantBy(said: BaselineValue, { section, type }: KeyChange, live: Value | undefined): Meant {
  if (said.kind === 'secret') return meantSecret(said, type, live);
  if (said.kind !== 'value') return said;
  // Maps, lists, and what did not come from YAML have their form already.
  if (said.text === null) return said;
  const sent = coerceKey(section, type, said, live);
  return sent.kind === 'fits' ? { kind: 'value', json: sent.value } : { kind: 'not-comparable' };
}

function meantSecret(
  { secret, by }: BaselineValue & { readonly kind: 'secret' },
  type: KeyChange['type'],
  live: Value | undefined,
): Meant {
  if (secret === null) return { kind: 'not-comparable' };
  const converted = by === 'value' ? coerceSecret(type, secret, live) : ({ kind: 'fits', secret } as const);
  return converted.kind === 'fits' ? { kind: 'secret', secret: converted.secret } : { kind: 'not-comparable' };
}

// That something was there, or was not, can be said of secrets too.
function differs(meant: Meant, value: Value | undefined, type: KeyChange['type']): boolean | 'unknown' {
  if (meant.kind === 'absent') return value !== undefined;
  if (value === undefined) return true;
  if (meant.kind === 'value' && !isSecret(value)) return !equivalent(type, meant.json, value);
  if (meant.kind !== 'secret' || !isSecret(value)) return 'unknown';
  const same = meant.secret.sameAs(value, (json) => normalizeValue(type, json));
  return same === undefined ? 'unknown' : !same;
}
