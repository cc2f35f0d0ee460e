import { formatTarget, type Scope, type Section, scopeTarget, sections } from '../../model/address.ts';
import { keyChangesOf, touchedScopes } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { liveScopeOf } from '../../model/live.ts';
import { scopeAfter } from '../../model/reads.ts';
import type { Guard, GuardInput } from './guard.ts';

// A section that keeps less than this share of its keys is nearly empty; small sections may shrink as they like.
const leastRemainingPercent = 20;
const fewKeys = 5;

/** `unmentioned: remove` would empty a section, or nearly so. */
export const emptyDesiredState: Guard = { code: 'empty-desired-state', override: 'allow', rank: 160, check };

function check(input: GuardInput): readonly Finding[] {
  return touchedScopes(input.changes).flatMap((scope) =>
    sections.flatMap((section) => checkSection(input, scope, section)),
  );
}

function checkSection(input: GuardInput, scope: Scope, section: Section): readonly Finding[] {
  const live = liveScopeOf(input.live, scope);
  const changes = keyChangesOf(input.changes, scope).filter((change) => change.section === section);
  const unmentioned = changes.filter((change) => change.action === 'remove' && change.because === 'unmentioned');
  if (live === undefined || unmentioned.length === 0) return [];
  const before = scopeAfter(live, [])[section];
  const after = scopeAfter(live, changes)[section];
  const kept = [...before.keys()].filter((key) => after.has(key)).length;
  const nearlyEmpty = before.size >= fewKeys && kept * 100 < leastRemainingPercent * before.size;
  if (after.size > 0 && !nearlyEmpty) return [];
  const target = scopeTarget(scope);
  const fact = `unmentioned: remove would leave ${kept} of the ${before.size} live keys in ${section} of ${formatTarget(target)}`;
  const cure = 'declare the keys to keep, or leave the section out so that it is not managed';
  return [{ code: 'empty-desired-state', severity: 'refuse', fact, cure, target, source: null }];
}
