import { type ClientScope, globalScope } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import type { Desired, DesiredCell, DesiredClient, DesiredScope } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import type { LiveClient, LiveScope } from '../../model/live.ts';
import type { Catalogue } from '../../model/setting.ts';
import { diffScope } from './compare-scope.ts';
import { diffProperties } from './compare-states.ts';

const nothingLive: LiveScope = {
  application: '',
  sections: { settings: new Map(), custom: new Map() },
  inexact: { settings: new Set(), custom: new Set() },
  inherited: null,
};

const nothingOfClient: LiveClient = {
  id: '',
  application: '',
  name: '',
  isNameless: true,
  features: null,
  ipWhitelist: null,
  unknownNames: [],
};

/** What a file asks for, as changes of an application that has nothing, and the values that fit no such change. */
export type AskedAlone = { readonly changes: readonly Change[]; readonly findings: readonly Finding[] };

/**
 * Compares a file with an application that has nothing, by the types that the catalogue knows: a value that does not fit
 * is said as a plan says it. What only the live application can tell is left to the plan.
 */
export function compareWithNothing(desired: Desired, catalogue: Catalogue, today: string): AskedAlone {
  const { ignore, accept } = desired;
  const rules = { options: null, catalogue, ignore, accept, today };
  const parts = [
    diffScope(rules, globalScope, withCertain(desired.global, catalogue), nothingLive),
    ...[...desired.clients.values()].map((client) => {
      const scope = scopeOf(client);
      const keys = diffScope(rules, scope, withCertain(client, catalogue), nothingLive);
      return { ...keys, changes: [...keys.changes, ...diffProperties(rules, scope, client, nothingOfClient)] };
    }),
  ];
  return {
    changes: parts.flatMap(({ changes }): readonly Change[] => changes),
    findings: parts.flatMap(({ findings }) => findings),
  };
}

// A client that is found by name has no id yet; its alias keeps it apart from others.
function scopeOf({ alias, identity }: DesiredClient): ClientScope {
  return { kind: 'client', alias, clientId: identity.by === 'id' ? identity.id : alias };
}

function withCertain(asked: DesiredScope, catalogue: Catalogue): DesiredScope {
  const { settings, custom } = asked.sections;
  const certain = (section: ReadonlyMap<string, DesiredCell>): ReadonlyMap<string, DesiredCell> =>
    new Map([...section].filter(([key, cell]) => isCertain(key, cell, catalogue)));
  return { ...asked, sections: { settings: certain(settings), custom: certain(custom) } };
}

// Where live holds the very text of the file, that text may stay, JSON or not.
function isCertain(key: string, cell: DesiredCell, catalogue: Catalogue): boolean {
  if (cell.kind === 'absent' || catalogue.lookup(key)?.type !== 'json') return true;
  return cell.kind === 'value' && cell.origin !== 'journal' && typeof cell.json !== 'string';
}
