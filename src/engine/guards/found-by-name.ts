import { entriesOf } from '../../kinds/kind.ts';
import { clientChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A client found by its name would gain rights: anyone who can rename clients could choose which one. */
export const foundByName: Guard = { code: 'found-by-name', override: 'allow', rank: 310, check };

function check({ changes, desired }: GuardInput): readonly Finding[] {
  return clientChangesOf(changes).flatMap((change) => {
    const { scope, property, before, after, source } = change;
    // A new name gives no rights.
    const gained = property.type === 'text' ? [] : entriesOf(after).filter((entry) => !before.includes(entry));
    const byName = desired.clients.get(scope.alias)?.id === null;
    if (!byName || gained.length === 0) return [];
    return [
      {
        code: 'found-by-name',
        severity: 'refuse' as const,
        fact: `client ${scope.alias} is found by its name and would gain ${gained.join(', ')}`,
        cure: `identify it by id (${scope.clientId}) instead of find`,
        target: targetOf(change),
        source,
      },
    ];
  });
}
