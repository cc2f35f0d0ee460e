import type { ThingKind } from '../../kinds/table.ts';
import { LossyBodyError } from './assert-no-key-loss.ts';

/** What a request reads or writes as one: the settings of a scope, or the record of a client or of a thing of another kind. */
export type ReadPlace = `settings of ${string}` | `${ThingKind} ${string}`;

export function settingsPlace(clientId: string | null): ReadPlace {
  return clientId === null ? 'settings of the application' : `settings of client ${clientId}`;
}

export function clientPlace(clientId: string): ReadPlace {
  return thingPlace('client', clientId);
}

export function thingPlace(kind: ThingKind, id: string): ReadPlace {
  return `${kind} ${id}`;
}

/** Knows which responses came from this service in this run, and which of them a later write has made old. */
export type ReadLedger = {
  /** To be called before a read is sent; what it gives belongs to `remember`. */
  begin(place: ReadPlace): number;
  remember(reply: object, place: ReadPlace, begun: number): void;
  wrote(place: ReadPlace): void;
  /** Throws unless the response is of that place, from this run, and read after the last write to it. */
  assertCurrent(reply: object, place: ReadPlace): void;
};

export function createReadLedger(): ReadLedger {
  const writes = new Map<ReadPlace, number>();
  const replies = new WeakMap<object, { readonly place: ReadPlace; readonly writes: number }>();
  const count = (place: ReadPlace): number => writes.get(place) ?? 0;
  return {
    begin: count,
    remember(reply, place, begun) {
      replies.set(reply, { place, writes: begun });
    },
    wrote(place) {
      writes.set(place, count(place) + 1);
    },
    assertCurrent(reply, place) {
      const known = replies.get(reply);
      if (known?.place !== place) {
        throw new LossyBodyError([`the body is not made from a read of the ${place} that this run can send back`]);
      }
      if (known.writes !== count(place)) throw new LossyBodyError([`the ${place} were written after that read`]);
    },
  };
}
