import { clientProperties, kindOf } from '../../kinds/index.ts';
import { didYouMean, nameFinder } from '../../leaf/did-you-mean.ts';
import { formatTarget, scopeTarget, sections, type Target } from '../../model/address.ts';
import { propertyTarget } from '../../model/change.ts';
import type { DesiredScope } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { clientScopeOf, type LiveScope, resolveThings } from '../../model/live.ts';
import { emptyScope } from '../../model/state.ts';
import { patternIndex } from '../../model/target-pattern.ts';
import type { Guard, GuardInput } from './guard.ts';

/**
 * `--only` names something that neither the file nor the live application has: the plan would be "in sync" without
 * checking anything.
 */
export const onlyMatchesNothing: Guard = { code: 'only-matches-nothing', override: 'none', rank: 20, check };

function check(input: GuardInput): readonly Finding[] {
  if (input.only.length === 0) return [];
  const targets = everything(input);
  const find = nameFinder(targets.map(formatTarget));
  const index = patternIndex(input.only);
  const used = new Set(targets.flatMap((target) => index.matching(target)));
  return input.only
    .filter((pattern) => !used.has(pattern))
    .map(({ text }) => ({
      code: 'only-matches-nothing',
      severity: 'refuse',
      fact: `--only ${text} matches nothing in the file or the live application`,
      cure: didYouMean(text, find),
      target: { kind: 'global' },
      source: null,
    }));
}

function everything({ desired, live, clients }: GuardInput): readonly Target[] {
  const ofClients = clients.flatMap((client): readonly Target[] => {
    const { alias } = client.desired;
    const read = client.kind === 'found' ? (clientScopeOf(live, client.scope.clientId) ?? null) : null;
    const properties = clientProperties().map(
      ({ name }): Target => ({ kind: 'property', of: 'client', alias, property: name }),
    );
    return [{ kind: 'client', alias }, ...properties, ...keys(alias, client.desired.scope, read)];
  });
  const ofThings = resolveThings(desired, live).flatMap(({ scope }): readonly Target[] => {
    return [scopeTarget(scope), ...kindOf(scope).properties.map((property) => propertyTarget(scope, property))];
  });
  const ofGlobal = keys(null, desired.global ?? emptyScope, live.global);
  return [{ kind: 'global' }, ...ofGlobal, ...ofClients, ...ofThings];
}

function keys(alias: string | null, desired: DesiredScope, live: LiveScope | null): readonly Target[] {
  return sections.flatMap((section) => {
    const names = new Set([...desired.sections[section].keys(), ...(live?.sections[section].keys() ?? [])]);
    return [...names].map((key): Target => ({ kind: 'key', alias, section, key }));
  });
}
