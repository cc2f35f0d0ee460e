import { type ClientScope, globalScope, type Scope } from '../../model/address.ts';
import type { Desired, DesiredClient, DesiredScope, DesiredSection, DesiredValue } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveScope } from '../../model/live.ts';
import type { Catalogue } from '../../model/setting.ts';
import { diffScope } from './compare-scope.ts';

const nothingLive: LiveScope = {
  application: '',
  sections: { settings: new Map(), custom: new Map() },
  inexact: { settings: new Set(), custom: new Set() },
  inherited: null,
};

/**
 * The values of a file that do not fit the type that the catalogue knows, as a plan says it: compared with an application
 * that has nothing. What only the live application can tell is left to the plan.
 */
export function typeMismatches(desired: Desired, catalogue: Catalogue, today: string): readonly Finding[] {
  const { ignore, accept } = desired;
  const rules = { options: null, catalogue, ignore, accept, today };
  return scopesOf(desired).flatMap(
    ([scope, asked]) => diffScope(rules, scope, withCertain(asked, catalogue), nothingLive).findings,
  );
}

function scopesOf(desired: Desired): readonly (readonly [Scope, DesiredScope])[] {
  return [[globalScope, desired.global], ...[...desired.clients.values()].map(clientEntry)];
}

function clientEntry(client: DesiredClient): readonly [ClientScope, DesiredScope] {
  const { alias, identity } = client;
  return [{ kind: 'client', alias, clientId: identity.by === 'id' ? identity.id : '' }, client];
}

function withCertain(asked: DesiredScope, catalogue: Catalogue): DesiredScope {
  const { settings, custom } = asked.sections;
  const certain = (section: DesiredSection): DesiredSection => {
    const values = [...section.values].filter(([key, value]) => isCertain(key, value, catalogue));
    return { ...section, values: new Map(values) };
  };
  return { ...asked, sections: { settings: certain(settings), custom: certain(custom) } };
}

// Where live holds the very text of the file, that text may stay, JSON or not.
function isCertain(key: string, value: DesiredValue, catalogue: Catalogue): boolean {
  return catalogue.lookup(key)?.type !== 'json' || (value.kind === 'plain' && typeof value.json !== 'string');
}
