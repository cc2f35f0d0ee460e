import type { ThingKind } from '../../kinds/table.ts';
import type { ParsedJson } from '../../leaf/parse-json.ts';
import type { Sleep } from '../../leaf/work.ts';
import type { Application } from '../../model/desired.ts';
import type { Secret } from '../../model/value.ts';
import type { ApiLimits, Failure, Read, ReadApi, RepeatNote, ThingReply } from '../interface.ts';
import { badReply, classifyRead, type FailedAttempt, type ReadAttempt } from '../responses/classify-read.ts';
import { parseOptions, parseSettings, sharedReading } from '../responses/parse-settings.ts';
import {
  type ParseResult,
  parseClients,
  parseOneClient,
  parseOneThing,
  parseThings,
} from '../responses/parse-things.ts';
import type { Transport } from '../transport/transport.ts';
import { configPaths, isPathSegment } from './encode-request.ts';
import { clientPlace, settingsPlace, thingPlace } from './refuse-lossy-body.ts';

/** What the reads need. */
export type ReadContext = {
  readonly application: Application;
  readonly credentials: { readonly clientId: string; readonly clientSecret: Secret };
  readonly transport: Transport;
  readonly patience: Patience;
  readonly now: () => number;
};

type Got<T> =
  | { readonly kind: 'value'; readonly value: T; readonly json: ParsedJson }
  | { readonly kind: 'no-client'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

type Wanted = { readonly path: string; readonly clientId: string | null };

const withoutOptions: readonly (number | null)[] = [404, 405, 501];

/** The reads, and nothing that could write. */
export function createReads(context: ReadContext): ReadApi {
  const { transport } = context;
  const { clientId: caller, clientSecret: callerSecret } = context.credentials;
  const paths = configPaths(context.application.id);
  const get = createGet(context);
  const shared = sharedReading();

  async function readSettings(clientId: string | null) {
    if (clientId !== null && !isPathSegment(clientId)) return absent;
    const place = settingsPlace(clientId);
    const begun = transport.ledger.begin(place);
    const got = await get({ path: paths.settings(clientId), clientId }, (json) =>
      parseSettings(json, clientId, shared),
    );
    if (got.kind === 'value') transport.ledger.remember(got.value, place, begun);
    return got.kind === 'no-client' && clientId !== null ? absent : withoutAbsent(got);
  }

  async function readThing(kind: ThingKind, id: string): Promise<Read<ThingReply>> {
    if (!isPathSegment(id)) return absent;
    const place = thingPlace(kind, id);
    const begun = transport.ledger.begin(place);
    const got = await get({ path: paths.thing(kind, id), clientId: null }, (json) => parseOneThing(json, kind, id));
    if (got.kind === 'value' && got.json.inexact.length === 0) transport.ledger.remember(got.value, place, begun);
    return got.kind === 'no-client' ? absent : withoutAbsent(got);
  }

  return {
    caller,
    callerSecret,
    async listClients() {
      return withoutAbsent(await get({ path: paths.clients, clientId: null }, (json) => parseClients(json, caller)));
    },
    async readClient(clientId) {
      if (!isPathSegment(clientId)) return absent;
      const place = clientPlace(clientId);
      const begun = transport.ledger.begin(place);
      const got = await get({ path: paths.client(clientId), clientId }, (json) => parseOneClient(json, clientId));
      // A rounded number could not be sent back, so that such a response is not remembered as one that can be.
      if (got.kind === 'value' && got.json.inexact.length === 0) transport.ledger.remember(got.value, place, begun);
      return got.kind === 'no-client' ? absent : withoutAbsent(got);
    },
    async listThings(kind) {
      return withoutAbsent(await get({ path: paths.things(kind), clientId: null }, (json) => parseThings(json, kind)));
    },
    readThing,
    readGlobalSettings: () => readSettings(null),
    readClientSettings: readSettings,
    async readOptions() {
      const got = await get({ path: paths.options, clientId: null }, parseOptions);
      const none = got.kind === 'failed' && got.failure.code !== 'application-not-found';
      return none && withoutOptions.includes(got.failure.status) ? absent : withoutAbsent(got);
    },
  };
}

const absent = { kind: 'absent' } as const;

function withoutAbsent<T>(got: Got<T>): Read<T> {
  if (got.kind === 'value') return { kind: 'value', value: got.value };
  return { kind: 'failed', failure: got.failure };
}

function createGet({ application, transport, patience, now }: ReadContext) {
  const origin = new URL(application.configUrl).origin;

  return async <T>({ path, clientId }: Wanted, parse: (json: ParsedJson) => ParseResult<T>): Promise<Got<T>> => {
    const asked = `GET ${origin}${path}`;
    const attempt = (): Promise<ReadAttempt> =>
      transport.send({ method: 'GET', origin, path, clientId }, (reply) => classifyRead(reply, asked, now()));
    const result = await repeatRead(attempt, patience, transport.ended);
    if (result.kind === 'failed') return { kind: 'failed', failure: result.failure };
    if (result.kind === 'no-client') {
      return {
        kind: 'no-client',
        failure: badReply({ status: 404 }, asked, 'it speaks of a client that was not asked for'),
      };
    }
    const checked = parse(result.json);
    if (checked.ok) return { kind: 'value', value: checked.value, json: result.json };
    return { kind: 'failed', failure: badReply({ status: 200 }, asked, checked.wrong) };
  };
}

/** How to wait between attempts. */
type Patience = {
  readonly limits: ApiLimits;
  readonly sleep: Sleep;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly onRepeat: (note: RepeatNote) => void;
};

/** Tries a read until it gives something, cannot, or was tried often enough. Only for requests that change nothing. */
async function repeatRead(
  attempt: () => Promise<ReadAttempt>,
  patience: Patience,
  ended: AbortSignal,
): Promise<ReadAttempt> {
  const { readAttempts } = patience.limits;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.kind !== 'failed') return result;
    if (!result.repeat) return result;
    if (tries >= readAttempts) return { ...result, failure: { ...result.failure, tries } };
    patience.onRepeat({ tries: tries + 1, of: readAttempts, status: result.failure.status });
    await patience.sleep(pauseMs(result, tries, patience), ended);
    if (ended.aborted) return result;
  }
}

// Full jitter: many runs that failed together must not come back together.
function pauseMs(result: FailedAttempt, tries: number, { limits, random }: Patience): number {
  const ceilingMs = Math.min(limits.backoffMaxMs, limits.backoffBaseMs * 2 ** (tries - 1));
  const jitteredMs = Math.floor(random() * ceilingMs);
  return Math.max(jitteredMs, Math.min(result.retryAfterMs ?? 0, limits.retryAfterMaxMs));
}
