import { type Change, changeName, clientChangesOf, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveClient } from '../../model/live.ts';
import type { Guard } from './guard.ts';

/** A client would get the name of another one: names are unique in an application. */
export const nameTaken: Guard = {
  code: 'name-taken',
  override: 'none',
  rank: 320,
  check: ({ changes, live }) => findTaken(changes, [...live.clients.values()]),
  checkFile: ({ asked }) => findTaken(asked, []),
};

function findTaken(changes: readonly Change[], live: readonly LiveClient[]): readonly Finding[] {
  const named = clientChangesOf(changes).filter(({ property }) => property.name === 'name');
  return named.flatMap((change) => {
    const { scope, after, source } = change;
    const isNow = live.find(({ id, name }) => id !== scope.clientId && name === after);
    const isPlanned = named.find((other) => other !== change && other.after === after);
    const who = [
      ...(isNow === undefined ? [] : [`client ${isNow.id} has this name now`]),
      ...(isPlanned === undefined ? [] : [`${changeName(isPlanned)} declares it too`]),
    ];
    if (who.length === 0) return [];
    return [
      {
        code: 'name-taken',
        severity: 'refuse' as const,
        fact: `client ${scope.alias} would get a name that is taken: ${who.join(', ')}, and the service takes each name once`,
        cure: 'choose another name, or rename the other client first',
        target: targetOf(change),
        source,
      },
    ];
  });
}
