import { kindOf } from '../kinds/index.ts';
import { formatTarget, scopeTarget } from '../model/address.ts';
import { type Change, type PropertyChange, targetOf } from '../model/change.ts';
import { propertyChangesOf } from '../model/change-index.ts';
import type { Finding } from '../model/finding.ts';
import type { ResolvedThing } from '../model/live.ts';

/** Findings on kinds without guards of their own in the list: missing things, and the findings of the kind itself. */
export function kindFindings(things: readonly ResolvedThing[], changes: readonly Change[]): readonly Finding[] {
  return [...things.flatMap(missing), ...propertyChangesOf(changes).flatMap(complaints)];
}

// capstan creates no things. The code is that of clients: its page says what to do.
function missing({ desired, scope, live }: ResolvedThing): readonly Finding[] {
  if (live !== null) return [];
  const { noun } = kindOf(scope);
  return [
    {
      code: 'client-missing',
      severity: 'refuse',
      fact: `${noun} ${desired.alias}: no ${noun} has the id ${desired.id}`,
      cure: `capstan does not create a ${noun}, so correct the file, take it out of there, or create it first`,
      target: scopeTarget(scope),
      source: desired.source,
    },
  ];
}

function complaints(change: PropertyChange): readonly Finding[] {
  const { scope, property, before, after, source } = change;
  return kindOf(scope).guards.flatMap(({ code, property: name, check }) => {
    const found = name === property.name ? check({ before, after }) : null;
    if (found === null) return [];
    const { severity, fact, cure } = found;
    const target = targetOf(change);
    return [{ code, severity, fact: `${formatTarget(target)} ${fact}`, cure, target, source }];
  });
}
