import { isThingKind, propertyOf, thingsKind } from '../../kinds/index.ts';
import { entriesOf, type PropertyValue } from '../../kinds/kind.ts';
import type { ThingKind } from '../../kinds/table.ts';
import {
  either,
  isText,
  type Json,
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
import type { Outcome, RecordedChange, RunRecord } from '../../model/run.ts';
import { isSecret, Secret, type Value } from '../../model/value.ts';
import { type JournalKey, type Line, unseal } from './journal-crypto.ts';
import type { JournalName } from './journal-file.ts';
import {
  type Answer,
  type ConfirmedRecord,
  type IntentRecord,
  isLaterRecord,
  isStartRecord,
  isWrittenReason,
  journalVersion,
  type StartRecord,
} from './records.ts';

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

/** No larger journal is written or read: a reader holds it in memory. */
export const maxJournalBytes = 256 * 1024 * 1024;

/** The start record is parsed before it is verified. */
export const maxStartBytes = 8 * 1024 * 1024;

/** Enough for every record without sealed values. */
export const maxPlainRecordBytes = 4 * 1024;

type Intent = NonNullable<ReturnType<typeof readIntent>>;

/** A record after the first, with what was sealed in it. */
export type Decoded =
  | ({ readonly kind: 'intent'; readonly call: string } & Intent)
  | { readonly kind: 'sent'; readonly call: string; readonly answer: Answer['kind'] }
  | { readonly kind: 'confirmed'; readonly call: string; readonly outcome: Outcome }
  | ({ readonly kind: 'end' } & NonNullable<RunRecord['end']>);

export type DecodePlace = { readonly key: JournalKey; readonly run: string; readonly n: number };

/** The record on a line with a valid mac; undefined: it is not a valid record at this position. */
export function decodeRecord(line: Buffer, place: DecodePlace): Decoded | undefined {
  const members = parseMembers(line);
  members?.delete('mac');
  const record: unknown = members === undefined ? undefined : Object.fromEntries(members);
  if (!isLaterRecord(record) || record.n !== place.n || record.run !== place.run) return undefined;
  switch (record.kind) {
    case 'intent':
      return decodeIntent(record, place);
    case 'sent':
      return { kind: 'sent', call: record.call, answer: record.answer };
    case 'confirmed':
      return decodeConfirmed(record, place);
    case 'end':
      return { kind: 'end', at: record.at, result: record.result };
  }
}

function decodeIntent({ call, sealed }: IntentRecord, place: DecodePlace): Decoded | undefined {
  const written = opened(sealed, place, isWrittenIntent);
  if (written === undefined) return undefined;
  const { key, run, n } = place;
  const intent = readIntent(written, (secret) => unseal(key.cipherKey, secret, { run, n, what: 'secret' }));
  return intent === undefined ? undefined : { kind: 'intent', call, ...intent };
}

function decodeConfirmed(record: ConfirmedRecord, place: DecodePlace): Decoded | undefined {
  const { call, status, verified, seen, code, sealed } = record;
  const written = opened(sealed, place, isWrittenReason);
  if (written === undefined) return undefined;
  return { kind: 'confirmed', call, outcome: { call, status, verified, seen, code, reason: written.reason } };
}

function opened<T>(sealed: string, { key, run, n }: DecodePlace, shape: Shape<T>): T | undefined {
  const text = unseal(key.cipherKey, sealed, { run, n, what: 'record' });
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return shape(value) ? value : undefined;
}

export type Start =
  | { readonly kind: 'start'; readonly start: StartRecord; readonly line: Line }
  | { readonly kind: 'unknown-version'; readonly version: number }
  | { readonly kind: 'not-a-journal'; readonly reason: string };

const notAJournal: Start = { kind: 'not-a-journal', reason: 'its first line is not the start of a journal' };

const endedAtOnce = 'its first line is not whole: a run that was ended there had sent nothing';

/** The first record of a journal. It is not verified yet. */
export function parseStart(line: Line | undefined, { run, closed }: JournalName): Start {
  if (line === undefined || line.state === 'torn') {
    return closed ? notAJournal : { kind: 'not-a-journal', reason: endedAtOnce };
  }
  if (line.bytes.length > maxStartBytes) return notAJournal;
  const parsed = parseMembers(line.bytes);
  const version = parsed?.get('v');
  if (parsed?.get('kind') === 'start' && typeof version === 'number' && version !== journalVersion) {
    return { kind: 'unknown-version', version };
  }
  parsed?.delete('mac');
  const start: unknown = parsed === undefined ? undefined : Object.fromEntries(parsed);
  if (!isStartRecord(start)) return notAJournal;
  if (start.run !== run) {
    return { kind: 'not-a-journal', reason: 'its name is that of another run than the one that it records' };
  }
  return { kind: 'start', start, line };
}

/** The members of the JSON object on a line; undefined when there is none. */
export function parseMembers(bytes: Buffer): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? new Map<string, unknown>(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}
