import { sections } from '../model/address.ts';
import { type Desired, type DesiredScope, tombstonesIn, valuesAsked } from '../model/desired.ts';
import { scopesOf } from '../model/state.ts';
import { countOf } from '../render/report/words.ts';

/** Counts what a file manages: `12 settings, 2 absent keys, 3 clients`. */
export function desiredCounts(desired: Desired): string {
  const scopes = scopesOf(desired);
  const total = (kind: 'values' | 'absent'): number => scopes.reduce((sum, scope) => sum + keysIn(scope, kind), 0);
  const counts = [
    [total('values'), 'setting'],
    [total('absent'), 'absent key'],
    [desired.clients.size, 'client'],
  ] as const;
  const texts = counts.filter(([count]) => count > 0).map(([count, word]) => countOf(count, word));
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}

function keysIn(scope: DesiredScope, kind: 'values' | 'absent'): number {
  const cellsOf = kind === 'values' ? valuesAsked : tombstonesIn;
  return sections.reduce((sum, section) => sum + cellsOf(scope.sections[section]).length, 0);
}
