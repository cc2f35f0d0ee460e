import { targetOf } from '../../model/change.ts';
import { featureChangesOf } from '../../model/change-index.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** The reply for a client lacks a list that a replacing call would reset. */
export const incompleteRead: Guard = { code: 'incomplete-read', override: 'none', check };

function check({ changes, calls, live }: GuardInput): readonly Finding[] {
  const replacedIds = new Set(calls.flatMap((call) => (call.kind === 'replace-client' ? [call.scope.clientId] : [])));
  return featureChangesOf(changes).flatMap((change) => {
    const { scope, source } = change;
    const client = live.clients.get(scope.clientId);
    const replaced = replacedIds.has(scope.clientId);
    const lacking = [
      ...(client?.features === null ? ['features'] : []),
      ...(replaced && client?.ipWhitelist === null ? ['ipWhitelist'] : []),
    ];
    if (lacking.length === 0) return [];
    const consequence =
      'writing the client could open it to the world or strip it of its features, so its features cannot be changed';
    return [
      {
        code: 'incomplete-read',
        severity: 'refuse' as const,
        fact: `the reply for client ${scope.alias} lacks ${lacking.join(' and ')}; ${consequence}`,
        cure: '',
        target: targetOf(change),
        source,
      },
    ];
  });
}
