import { allowListChangesOf, type Call, type ListChange, targetOf } from '../../model/change.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { hasFeature } from '../../model/live.ts';
import { admittedBy, isApart, isWithin } from '../judging/access.ts';
import type { Guard, GuardInput } from './guard.ts';

/** After the plan, an owner would be shut out: the client in use, or one that could repair a mistake. */
export const shutsCallerOut: Guard = { code: 'shuts-caller-out', override: 'none', rank: 60, check };

type Loss = { readonly severity: Severity; readonly reason: string; readonly cure: string };

function check({ changes, calls, live }: GuardInput): readonly Finding[] {
  return allowListChangesOf(changes).flatMap((change) => {
    const { scope, source } = change;
    const isCaller = scope.clientId === live.caller;
    const loss = isCaller ? lossOfCaller(change, calls) : lossOfOwner(change, live.clients.get(scope.clientId));
    if (loss === null) return [];
    const who = isCaller ? 'is the API client in use' : 'is an owner';
    const fact = `client ${scope.alias} ${who}, and ${loss.reason}`;
    const { severity, cure } = loss;
    return [{ code: 'shuts-caller-out', severity, fact, cure, target: targetOf(change), source }];
  });
}

const empty = 'its IP allow list would be empty, which may block everyone';

function lossOfOwner({ after }: ListChange, client: Parameters<typeof hasFeature>[0]): Loss | null {
  if (!hasFeature(client, 'owner') || after.length > 0) return null;
  return { severity: 'refuse', reason: empty, cure: 'list the addresses from which it is used' };
}

/** The address in use is unknown, but today's list admits it: the request arrived. */
function lossOfCaller({ scope, before, after }: ListChange, calls: readonly Call[]): Loss | null {
  const cure = 'keep a range that contains the address of this machine';
  if (after.length === 0) return { severity: 'refuse', reason: empty, cure };
  const [now, then] = [admittedBy(before), admittedBy(after)];
  if (now.isUnderstood && isWithin(now, then)) return null;
  if (now.isUnderstood && isApart(now, then)) {
    return { severity: 'refuse', reason: 'its new IP allow list contains no address of the current one', cure };
  }
  const isReplaced = calls.some((call) => call.kind === 'replace-client' && call.scope.clientId === scope.clientId);
  const reason = 'its new IP allow list lacks addresses of the current one, perhaps its own';
  return isReplaced
    ? {
        severity: 'refuse',
        reason,
        cure: 'write the list by a separate request, with application.captureUrl: there the service checks it',
      }
    : { severity: 'warning', reason, cure: 'the service refuses a list without the address of the caller' };
}
