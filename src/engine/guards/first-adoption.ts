import { formatTarget, type Scope, scopeTarget } from '../../model/address.ts';
import { managesKeys } from '../../model/baseline.ts';
import type { KeyChange } from '../../model/change.ts';
import { keyChangesOf, touchedScopes } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Keys would be removed from a scope that, as far as is known, capstan has not managed before. */
export const firstAdoption: Guard = { code: 'first-adoption', override: 'allow', rank: 170, check };

function check(input: GuardInput): readonly Finding[] {
  // An undo follows a run, so nothing is managed for the first time.
  if (input.undo !== null) return [];
  return touchedScopes(input.changes).flatMap((scope) => checkScope(input, scope));
}

type Removal = Extract<KeyChange, { readonly action: 'remove' }>;

function checkScope({ changes, baseline: given }: GuardInput, scope: Scope): readonly Finding[] {
  // A file that the commit does not contain is like no baseline.
  const baseline = given?.missing === null ? given : null;
  if (baseline !== null && managesKeys(baseline, scope)) return [];
  const removals = keyChangesOf(changes, scope).filter((change): change is Removal => change.action === 'remove');
  // An entry of `absent` names what it removes, so it needs no baseline.
  const adopted = baseline === null ? removals.filter(({ because }) => because === 'unmentioned') : removals;
  if (adopted.length === 0) return [];
  const target = scopeTarget(scope);
  const [witness, first] =
    baseline === null
      ? ['no baseline says', 'apply once with `unmentioned: keep`, or give --baseline,']
      : [`the baseline ${baseline.name} does not say`, 'apply once without removals'];
  const fact = `${witness} that capstan has managed ${formatTarget(target)} before, and the plan would remove ${namesOf(adopted)}`;
  const cure = `${first} or check the list and allow it`;
  return [{ code: 'first-adoption', severity: 'refuse', fact, cure, target, source: null }];
}

const mostNames = 5;

function namesOf(removals: readonly Removal[]): string {
  const names = removals.slice(0, mostNames).map(({ section, key }) => `${section}.${key}`);
  const more = removals.length - names.length;
  const count = removals.length === 1 ? '1 live key' : `${removals.length} live keys`;
  return `${count} (${names.join(', ')}${more === 0 ? '' : ` and ${more} more`})`;
}
