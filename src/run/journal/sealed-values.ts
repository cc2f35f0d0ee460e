import { isThingKind, propertyOf, thingsKind } from '../../kinds/index.ts';
import type { PropertyValue } from '../../kinds/kind.ts';
import { entriesOf } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import type { Json } from '../../leaf/json.ts';
import {
  either,
  isText,
  listOf,
  membersOf,
  oneOf,
  orMissing,
  orNull,
  pairOf,
  type Shape,
  type Shaped,
} from '../../leaf/json.ts';
import type { Call, Change, PropertyChange } from '../../model/change.ts';
import type { SectionValues } from '../../model/reads.ts';
import type { RecordedChange } from '../../model/run.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';

/**
 * A value in the sealed part of a record. A secret is sealed once more by itself, so that no intermediate text contains
 * it.
 */
type WrittenValue = { readonly json: Json } | { readonly secret: string } | { readonly absent: true };

// A result of JSON.parse is JSON.
const isJson: Shape<Json> = (value): value is Json => value !== undefined;
const isTrue: Shape<true> = (value) => value === true;

const isWrittenValue: Shape<WrittenValue> = either(
  membersOf<{ json: Json }>({ json: isJson }),
  either(membersOf<{ secret: string }>({ secret: isText }), membersOf<{ absent: true }>({ absent: isTrue })),
);
const isEntries = listOf(pairOf(isText, isWrittenValue));

const isPropertyValue: Shape<PropertyValue> = either(isText, listOf(isText));
const isKind: Shape<ThingKind> = (value): value is ThingKind => typeof value === 'string' && isThingKind(value);

type WrittenProperty = {
  readonly kind: 'property';
  /** Left out: client. */
  readonly of?: ThingKind | undefined;
  readonly name: string;
  readonly before: PropertyValue;
  readonly after: PropertyValue;
};
const isPropertyShape = membersOf<WrittenProperty>({
  kind: oneOf('property'),
  of: orMissing(isKind),
  name: isText,
  before: isPropertyValue,
  after: isPropertyValue,
});
const isWrittenProperty: Shape<WrittenProperty> = (value): value is WrittenProperty =>
  isPropertyShape(value) && propertyOf(thingsKind(value.of ?? 'client'), value.name) !== undefined;

// Features were once the only property, with a record of their own, which is kept.
const isWrittenChange = either(
  membersOf({
    kind: oneOf('key'),
    section: oneOf('settings', 'custom'),
    key: isText,
    type: oneOf('string', 'boolean', 'integer', 'json', 'set'),
    before: isWrittenValue,
    after: isWrittenValue,
  }),
  either(membersOf({ kind: oneOf('features'), before: listOf(isText), after: listOf(isText) }), isWrittenProperty),
);

/** The sealed part of an intent. */
export const isWrittenIntent = membersOf({
  changes: listOf(isWrittenChange),
  held: orNull(membersOf({ settings: isEntries, custom: isEntries })),
});
export type WrittenIntent = Shaped<typeof isWrittenIntent>;

export function writtenIntent(call: Call, preimage: SectionValues | null, sealText: SealText): WrittenIntent {
  const entries = (values: ReadonlyMap<string, Value>) =>
    [...values].map(([key, value]) => [key, written(value, sealText)] as const);
  return {
    changes: call.changes.map((change) => writtenChange(change, sealText)),
    held: preimage === null ? null : { settings: entries(preimage.settings), custom: entries(preimage.custom) },
  };
}

type SealText = (text: string) => string;

function writtenChange(change: Change, sealText: SealText): WrittenIntent['changes'][number] {
  if (change.action === 'property') return writtenProperty(change);
  const { section, key, type } = change;
  const before = written('before' in change ? change.before : undefined, sealText);
  const after = written('after' in change ? change.after : undefined, sealText);
  return { kind: 'key', section, key, type, before, after };
}

function writtenProperty({ scope, property, before, after }: PropertyChange): WrittenIntent['changes'][number] {
  const values = { name: property.name, before, after };
  if (scope.kind !== 'client') return { kind: 'property', of: scope.kind, ...values };
  return property.name === 'features'
    ? { kind: 'features', before: entriesOf(before), after: entriesOf(after) }
    : { kind: 'property', ...values };
}

function written(value: Value | undefined, sealText: SealText): WrittenValue {
  if (value === undefined) return { absent: true };
  return isSecret(value) ? { secret: value.sealedWith(sealText) } : { json: value };
}

/** The content of an intent, with its values. Undefined: a secret in it does not open. */
export function readIntent(
  intent: WrittenIntent,
  openText: OpenText,
): { readonly changes: readonly RecordedChange[]; readonly preimage: SectionValues | null } | undefined {
  const error: string[] = [];
  const value = (from: WrittenValue): Value | undefined => {
    if ('absent' in from) return undefined;
    if ('json' in from) return from.json;
    const text = openText(from.secret);
    if (text === undefined) error.push('a secret does not open');
    return text === undefined ? undefined : new Secret(JSON.parse(text));
  };
  const changes = intent.changes.map((change) =>
    change.kind === 'key'
      ? { ...change, before: value(change.before), after: value(change.after) }
      : recordedProperty(change),
  );
  const map = (entries: readonly (readonly [string, WrittenValue])[]) =>
    new Map(entries.map(([key, from]) => [key, value(from) ?? null] as const));
  const preimage =
    intent.held === null ? null : { settings: map(intent.held.settings), custom: map(intent.held.custom) };
  return error.length > 0 ? undefined : { changes, preimage };
}

function recordedProperty(change: Exclude<WrittenIntent['changes'][number], { readonly kind: 'key' }>): RecordedChange {
  const { before, after } = change;
  const [kind, name] =
    change.kind === 'features' ? (['client', change.kind] as const) : ([change.of ?? 'client', change.name] as const);
  const property = propertyOf(thingsKind(kind), name);
  // The shape of the record was checked.
  if (property === undefined) throw new Error(`there is no property ${name}`);
  return { kind: 'property', property, before, after };
}

type OpenText = (sealed: string) => string | undefined;
