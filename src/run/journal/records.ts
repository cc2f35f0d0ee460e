import { isThingKind } from '../../kinds/index.ts';
import type { ThingKind } from '../../kinds/table.ts';
import { parseUrl } from '../../leaf/addresses.ts';
import {
  either,
  isCount,
  isFlag,
  isMoment,
  isText,
  listOf,
  membersOf,
  oneOf,
  orMissing,
  orNull,
  type Shape,
} from '../../leaf/json.ts';
import type { GlobalScope, ThingScope } from '../../model/address.ts';
import type { Call } from '../../model/change.ts';
import type { Application } from '../../model/desired.ts';
import type { SectionValues } from '../../model/reads.ts';
import type { Outcome, PlannedCall, Result, RunHeader, RunReport } from '../../model/run.ts';
import { isSaneRecipe, type KeyRecipe, type KeySource } from './journal-crypto.ts';

/** Whether a record is on disk. `reason` is for people and names no value. */
export type RecordResult = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly reason: string };

/** The service's response to one attempt of a call. */
export type Answer = {
  readonly kind: 'done' | 'refused' | 'rejected' | 'unknown';
  /** The code of the failure; null when done. */
  readonly code: string | null;
};

/**
 * The write-ahead record of one run. Each promise resolves only when the record would survive a loss of power. After a
 * failure nothing more may be sent: an unrecorded write could not be undone.
 */
export interface RunJournal {
  /** Before the first byte of a call is sent, and again before each retry. `held`: see `RecordedCall`. */
  intent(call: Call, preimage: SectionValues | null): Promise<RecordResult>;
  /** After the response to an attempt. */
  sent(callId: string, answer: Answer): Promise<RecordResult>;
  /** After the outcome of a call was read back, or nothing could be read back. */
  confirmed(outcome: Outcome): Promise<RecordResult>;
  /** The closing record. */
  end(report: RunReport): Promise<RecordResult>;
}

/** The version of the format. */
export const journalVersion = 1;

/** The members that every record begins with. `n` counts from 1. */
type RecordHead<K extends string> = {
  readonly v: typeof journalVersion;
  readonly n: number;
  readonly kind: K;
  readonly at: string;
  readonly run: string;
};

/** How the key of a journal was made, and how to recognise it. */
type WrittenKey = KeyRecipe & { readonly source: KeySource; readonly check: string };

export type StartRecord = RecordHead<'start'> & { readonly facts: RunHeader; readonly key: WrittenKey };
export type IntentRecord = RecordHead<'intent'> & {
  readonly call: string;
  readonly targets: readonly string[];
  readonly sealed: string;
};
export type SentRecord = RecordHead<'sent'> & {
  readonly call: string;
  readonly answer: Answer['kind'];
  readonly code: string | null;
};
export type ConfirmedRecord = RecordHead<'confirmed'> &
  Omit<Outcome, 'reason' | 'stored'> & { readonly sealed: string };
export type EndRecord = RecordHead<'end'> & { readonly result: Result };

export type JournalRecord = StartRecord | IntentRecord | SentRecord | ConfirmedRecord | EndRecord;

const isVersion: Shape<typeof journalVersion> = (value) => value === journalVersion;
const isRunName: Shape<string> = (value): value is string => typeof value === 'string' && isRunId(value);

/** Whether a run's id may be part of a file name. */
export function isRunId(run: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(run);
}

function head<const K extends string>(kind: K) {
  return { v: isVersion, n: isCount, kind: oneOf(kind), at: isMoment, run: isRunName };
}

// Other variables are not read here: a forged journal must not cause them to be tried as a key.
const isVariable: Shape<string> = (value): value is string =>
  typeof value === 'string' && /^CAPSTAN_[A-Z0-9_]+$/.test(value);

// A record is shown, and its application looked for among the locks, before it is verified.
const isWebAddress: Shape<string> = (value): value is string =>
  typeof value === 'string' && /^https?:$/.test(parseUrl(value)?.protocol ?? '');

const isKind: Shape<ThingKind> = (value): value is ThingKind => typeof value === 'string' && isThingKind(value);

const isScope = either(
  membersOf<GlobalScope>({ kind: oneOf('global') }),
  membersOf<ThingScope>({ kind: isKind, alias: isText, clientId: isText }),
);

const isPlannedCall = membersOf<PlannedCall>({
  shape: membersOf({
    id: isText,
    method: oneOf('POST', 'PUT'),
    path: isText,
    replaces: isFlag,
    targets: listOf(isText),
  }),
  scope: isScope,
});

const isHeaderShape = membersOf<RunHeader>({
  run: isRunName,
  startedAt: isMoment,
  tool: membersOf({ name: isText, version: isText }),
  application: membersOf<Application>({
    id: isText,
    region: orNull(isText),
    configUrl: isWebAddress,
    captureUrl: orNull(isWebAddress),
    auth: orMissing(oneOf('basic', 'signed')),
  }),
  credentials: membersOf({ clientId: isVariable, clientSecret: isVariable }),
  caller: isText,
  actor: isText,
  commit: orNull(isText),
  file: orNull(isText),
  planDigest: isText,
  undoes: orNull(isText),
  minimumOwners: isCount,
  calls: listOf(isPlannedCall),
});

/** A header whose parts agree: no two calls with one id. */
export const isRunHeader: Shape<RunHeader> = (value): value is RunHeader =>
  isHeaderShape(value) && new Set(value.calls.map(({ shape }) => shape.id)).size === value.calls.length;

const isKey = membersOf<WrittenKey>({
  source: oneOf('CAPSTAN_JOURNAL_KEY', 'client-secret'),
  salt: isText,
  cost: isCount,
  blockSize: isCount,
  parallelism: isCount,
  check: isText,
});

const isStartShape = membersOf<StartRecord>({ ...head('start'), facts: isRunHeader, key: isKey });

/** A valid first record: its parts agree, and its key costs no more than ours. */
export const isStartRecord: Shape<StartRecord> = (value): value is StartRecord =>
  isStartShape(value) && value.n === 1 && value.run === value.facts.run && isSaneRecipe(value.key);

const isIntentRecord = membersOf<IntentRecord>({
  ...head('intent'),
  call: isText,
  targets: listOf(isText),
  sealed: isText,
});

const isSentRecord = membersOf<SentRecord>({
  ...head('sent'),
  call: isText,
  answer: oneOf('done', 'refused', 'rejected', 'unknown'),
  code: orNull(isText),
});

const isConfirmedRecord = membersOf<ConfirmedRecord>({
  ...head('confirmed'),
  call: isText,
  status: oneOf('done', 'failed', 'not-run', 'unknown'),
  verified: isFlag,
  seen: orNull(oneOf('new', 'old', 'part', 'other')),
  code: orNull(isText),
  sealed: isText,
});

/** The sealed part of a `confirmed` record. */
export const isWrittenReason = membersOf<{ readonly reason: string | null }>({ reason: orNull(isText) });

const results: { readonly [R in Result]: true } = {
  'in-sync': true,
  done: true,
  refused: true,
  stale: true,
  failed: true,
  interrupted: true,
  partial: true,
  unknown: true,
  'side-effects': true,
  'stored-otherwise': true,
  unverified: true,
};
const isResult: Shape<Result> = (value): value is Result => typeof value === 'string' && Object.hasOwn(results, value);

export const isEndRecord = membersOf<EndRecord>({ ...head('end'), result: isResult });

export const isLaterRecord = either(either(isIntentRecord, isSentRecord), either(isConfirmedRecord, isEndRecord));
