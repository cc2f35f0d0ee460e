import { byText } from '../../leaf/json.ts';
import { formatTarget, keyTarget, type Section, sections, type Target } from '../../model/address.ts';
import type { Call, Change } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type LiveScope, type LiveState, liveScopeOf } from '../../model/live.ts';
import { scopeAfter } from '../../model/reads.ts';
import { heldValues } from '../../model/state.ts';
import { changeOf } from '../judging/effective-value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A full replace would remove something that no change removes. */
export const undeclaredRemoval: Guard = { code: 'undeclared-removal', override: 'none', rank: 120, check };

function check({ calls, changes, live }: GuardInput): readonly Finding[] {
  return calls.flatMap((call) => {
    if (call.kind === 'replace-client') return droppedNames(call.scope.clientId, call.scope.alias, live);
    return call.kind === 'replace-settings' ? droppedKeys(call, changes, live) : [];
  });
}

// Names with an underscore belong to the service and are left out of bodies, so an undocumented one would be lost.
function droppedNames(clientId: string, alias: string, live: LiveState): readonly Finding[] {
  const names = live.clients.get(clientId)?.unknownNames ?? [];
  return [...names]
    .sort(byText)
    .map((name) =>
      refusal({ kind: 'client', alias }, `the response for client ${alias} holds ${name}, which capstan does not know`),
    );
}

// The body is made from the read; only keys that the plan removes may be missing from it.
function droppedKeys(
  call: Call & { readonly kind: 'replace-settings' },
  changes: readonly Change[],
  live: LiveState,
): readonly Finding[] {
  const scope = liveScopeOf(live, call.scope);
  if (scope === undefined) return [];
  const body = scopeAfter(scope, call.changes);
  const isRemoved = (section: Section, key: string): boolean =>
    changeOf(changes, { scope: call.scope, section, key })?.action === 'remove';
  return sections.flatMap((section) =>
    liveKeys(scope, section)
      .filter((key) => !body[section].has(key) && !isRemoved(section, key))
      .map((key) => {
        const target = keyTarget(call.scope, section, key);
        return refusal(target, `${formatTarget(target)} is live and missing from the planned body`);
      }),
  );
}

function liveKeys(scope: LiveScope, section: Section): readonly string[] {
  const keys = heldValues(scope.sections[section]).map(([key]) => key);
  return keys.sort(byText);
}

function refusal(target: Target, found: string): Finding {
  const fact = `${found}, and the full replace would drop it`;
  const cure = 'set application.captureUrl to write single keys';
  return { code: 'undeclared-removal', severity: 'refuse', fact, cure, target, source: null };
}
