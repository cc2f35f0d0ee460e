import { type ClientScope, formatTarget, globalScope, keyTarget } from '../../model/address.ts';
import { type Change, isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { Protection } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { targetIndex } from '../../model/pattern-index.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A change of something that capstan.protect.yaml lists, or a client's new override of it. */
export const protectedTarget: Guard = { code: 'protected', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  const protect = targetIndex(input.desired.protect);
  return input.changes.flatMap((change) => {
    const [own] = protect.coveringIn(targetOf(change), change.scope);
    const message = own === undefined ? overrideText(input, change) : changeText(change, own);
    if (message === null) return [];
    return [
      { code: 'protected', severity: 'refuse' as const, message, target: targetOf(change), source: change.source },
    ];
  });
}

function changeText(change: Change, protection: Protection): string {
  return `${formatTarget(targetOf(change))} is protected by ${placeOf(protection)}: ${protection.reason}`;
}

// The client has the protected global value, and would have another one.
function overrideText(input: GuardInput, change: Change): string | null {
  const { scope } = change;
  if (!isKeyChange(change) || change.action !== 'create' || scope.kind === 'global') return null;
  const shared = keyTarget(globalScope, change.section, change.key);
  const protection = targetIndex(input.desired.protect)
    .covering(shared)
    .find(({ target }) => target.kind !== 'global' || isGlobalValue(input, scope, change));
  if (protection === undefined) return null;
  return `${formatTarget(targetOf(change))} would override ${formatTarget(shared)} for client ${scope.alias}, and ${formatTarget(shared)} is protected by ${placeOf(protection)}: ${protection.reason}`;
}

// Where the global scope was not read, the client's own reply shows what it inherits.
function isGlobalValue({ live }: GuardInput, { clientId }: ClientScope, { section, key }: KeyChange): boolean {
  const inherited = live.scopes.get(clientId)?.inherited;
  return [live.global?.sections, inherited].some((values) => (values?.[section].get(key) ?? null) !== null);
}

function placeOf({ target, source: { file, line } }: Protection): string {
  return `${file}:${line} (${target.text})`;
}
