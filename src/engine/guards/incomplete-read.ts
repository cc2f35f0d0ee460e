import { clientProperties } from '../../kinds/index.ts';
import { clientChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** The response for a client lacks a list that a full replace would reset. */
export const incompleteRead: Guard = { code: 'incomplete-read', override: 'none', rank: 130, check };

function check({ changes, calls, live }: GuardInput): readonly Finding[] {
  const replacedIds = new Set(calls.flatMap((call) => (call.kind === 'replace-client' ? [call.scope.clientId] : [])));
  return clientChangesOf(changes).flatMap((change) => {
    const { scope, source } = change;
    const client = live.clients.get(scope.clientId);
    const replaced = replacedIds.has(scope.clientId);
    // A client has a name in any case, though it may not be shown.
    const needed = clientProperties().filter(
      (property) => property.name === change.property.name || (replaced && property.type !== 'text'),
    );
    const lacking = needed.filter((property) => client !== undefined && !client.scope.properties.has(property.name));
    if (lacking.length === 0) return [];
    const { noun } = change.property;
    const consequence = `writing the client could open it to the world or strip it of its features, so its ${noun} cannot be changed`;
    return [
      {
        code: 'incomplete-read',
        severity: 'refuse' as const,
        fact: `the response for client ${scope.alias} lacks ${lacking.map(({ member }) => member).join(' and ')}; ${consequence}`,
        cure: '',
        target: targetOf(change),
        source,
      },
    ];
  });
}
