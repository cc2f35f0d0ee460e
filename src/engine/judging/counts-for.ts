import { type Change, isKeyChange } from '../../model/change.ts';
import { type Effective, type Heirs, inheritingScopes, valueBeneath } from './effective-value.ts';

/** For whom a change counts, in words; of a client's own value also what it stands in the place of. Shows no secret. */
export function countsFor(world: Heirs, change: Change): string {
  if (!isKeyChange(change)) return `${change.scope.alias} alone`;
  if (change.scope.kind === 'client') return `${change.scope.alias} alone${beneathText(valueBeneath(world, change))}`;
  const { aliases, others } = inheritingScopes(world, change);
  const names = [...aliases, ...(others ? ['clients that the file does not declare'] : [])];
  if (names.length === 0) return 'the global scope; no client inherits it';
  return `the global scope, and each client without a value of its own: ${names.join(', ')}`;
}

function beneathText(beneath: Effective): string {
  switch (beneath.kind) {
    case 'value':
      return `; else ${beneath.from === 'default' ? 'the documented default' : 'the global value'} counts, ${JSON.stringify(beneath.json)}`;
    case 'secret':
      return '; else the global value counts, a secret';
    case 'unset':
      return '; the global scope has no value';
    case 'not-read':
      return '';
  }
}
