import { sections } from '../model/address.ts';
import type { Desired, DesiredScope } from '../model/desired.ts';
import { countOf } from '../render/report/words.ts';

/** What a file manages, counted: `12 settings, 2 absent keys, 3 clients`. */
export function desiredCounts({ global, clients }: Desired): string {
  const scopes = [global, ...clients.values()];
  const total = (part: 'values' | 'absent'): number => scopes.reduce((sum, scope) => sum + keysIn(scope, part), 0);
  const counts = [
    [total('values'), 'setting'],
    [total('absent'), 'absent key'],
    [clients.size, 'client'],
  ] as const;
  const texts = counts.filter(([count]) => count > 0).map(([count, word]) => countOf(count, word));
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}

function keysIn(scope: DesiredScope, part: 'values' | 'absent'): number {
  return sections.reduce((sum, section) => sum + scope.sections[section][part].size, 0);
}
