import { allowListChangesOf, type ListChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { hasFeature } from '../../model/live.ts';
import { admittedBy, opensToWorld } from '../judging/access.ts';
import type { Guard, GuardInput } from './guard.ts';

/** An IP allow list would newly admit everyone, or almost everyone. */
export const openedToTheWorld: Guard = { code: 'opened-to-the-world', override: 'allow', rank: 250, check };

function check({ changes, live }: GuardInput): readonly Finding[] {
  return allowListChangesOf(changes).flatMap((change) => {
    const isOwner = hasFeature(live.clients.get(change.scope.clientId), 'owner');
    const reason = reasonOf(change, isOwner ? 'owner' : 'other');
    if (reason === null) return [];
    return [
      {
        code: 'opened-to-the-world',
        severity: 'refuse' as const,
        fact: `client ${change.scope.alias} could be used from nearly any address: ${reason}`,
        cure: 'list the addresses from which it is used',
        target: targetOf(change),
        source: change.source,
      },
    ];
  });
}

function reasonOf({ before, after }: ListChange, who: 'owner' | 'other'): string | null {
  // An empty list of an owner is refused for the contrary: see shuts-caller-out.
  if (after.length === 0 && who === 'owner') return null;
  if (after.length === 0) return 'its IP allow list would be empty, and the effect of that is not documented';
  const ranges = `${after.length === 1 ? 'all of' : 'all of these together:'} ${after.join(', ')}`;
  return opensToWorld(admittedBy(before), admittedBy(after)) ? `its IP allow list would newly admit ${ranges}` : null;
}
