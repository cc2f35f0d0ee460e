import type { Outcome } from '../core/model/outcome.ts';
import type { RunRecord } from '../core/model/run-record.ts';
import type { Answer } from './interface.ts';
import type { JournalKey } from './journal-key.ts';
import { parseMembers } from './parse-start.ts';
import { type ConfirmedRecord, type IntentRecord, isLaterRecord, isWrittenReason } from './records.ts';
import { unseal } from './seal.ts';
import { isWrittenIntent, readIntent } from './sealed-values.ts';
import type { Shape } from './shape.ts';

type Intent = NonNullable<ReturnType<typeof readIntent>>;

/** A record after the first, with what was sealed in it. */
export type Decoded =
  | ({ readonly kind: 'intent'; readonly call: string } & Intent)
  | { readonly kind: 'sent'; readonly call: string; readonly answer: Answer['kind'] }
  | { readonly kind: 'confirmed'; readonly call: string; readonly outcome: Outcome }
  | ({ readonly kind: 'end' } & NonNullable<RunRecord['end']>);

export type DecodePlace = { readonly key: JournalKey; readonly run: string; readonly n: number };

/** The record on a line whose mac is right; undefined when it is no record for its place all the same. */
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
