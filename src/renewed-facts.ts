import type { Failure, ReadApi } from './api/interface.ts';
import { clientListMaxAgeMs } from './apply/limits.ts';
import type { DecideInput } from './core/decide.ts';
import type { RenewedFacts } from './core/recheck.ts';
import { judgementDays } from './judgement-days.ts';
import { readClientList } from './live/read-client-list.ts';

/** What was decided, when live was read for it, and the time now. */
type Moment = {
  readonly input: DecideInput;
  readonly hasFeatureChanges: boolean;
  readonly readAt: string;
  readonly now: Date;
};

export type FactsRead =
  | { readonly kind: 'read'; readonly facts: RenewedFacts }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * What may have changed between a plan and its approval and is not read again with each call: the day, and the list of
 * clients. The list takes one request, made when who is in it matters to the plan, or when the plan is old.
 */
export async function readRenewedFacts(moment: Moment, api: ReadApi): Promise<FactsRead> {
  const days = judgementDays(moment.now);
  if (!needsClientList(moment)) return { kind: 'read', facts: { ...days, clients: null } };
  const list = await readClientList(api);
  return list.kind === 'failed' ? list : { kind: 'read', facts: { ...days, clients: list.clients } };
}

function needsClientList({ input, hasFeatureChanges, readAt, now }: Moment): boolean {
  const ageMs = now.getTime() - Date.parse(readAt);
  // A clock that was set back says nothing of an age.
  const isOld = ageMs < 0 || ageMs > clientListMaxAgeMs;
  const isFoundByName = [...input.desired.clients.values()].some(({ identity }) => identity.by === 'name');
  return isOld || hasFeatureChanges || isFoundByName;
}
