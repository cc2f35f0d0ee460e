import { formatTarget, globalScope, keyTarget, type ThingScope } from '../../model/address.ts';
import { type Change, isKeyChange, targetOf } from '../../model/change.ts';
import type { Protection } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { clientScopeOf, liveScopeOf } from '../../model/live.ts';
import { valueAt } from '../../model/state.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { targetIndex } from '../../model/target-pattern.ts';
import { type KeyPlace, placesOf } from '../judging/effective-value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A change of something that capstan.protect.yaml lists, or a client's new override of it. */
export const protectedTarget: Guard = { code: 'protected', override: 'none', rank: 100, check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.flatMap((change) => {
    const fact = changeText(input, change) ?? otherSectionText(input, change) ?? overrideText(input, change);
    if (fact === null) return [];
    return [
      {
        code: 'protected',
        severity: 'refuse' as const,
        fact,
        cure: '',
        target: targetOf(change),
        source: change.source,
      },
    ];
  });
}

function changeText({ desired }: GuardInput, change: Change): string | null {
  const target = targetOf(change);
  const [protection] = targetIndex(desired.protect).coveringIn(target, change.scope);
  return protection === undefined ? null : `${formatTarget(target)} is ${protectedBy(protection)}`;
}

// Of a setting that may be in either section it is unknown which section is used: a value that is protected in one can
// be overridden in the other.
function otherSectionText({ desired, catalogue, live }: GuardInput, change: Change): string | null {
  if (!isKeyChange(change)) return null;
  const { scope, key } = change;
  for (const { section } of placesOf(catalogue, change).slice(1)) {
    const other = keyTarget(scope, section, key);
    const isThere = valueAt(liveScopeOf(live, scope)?.sections, section, key) !== undefined;
    const protection = targetIndex(desired.protect)
      .coveringIn(other, scope)
      .find(({ target }) => isThere || namesKey(target));
    if (protection !== undefined)
      return `${formatTarget(targetOf(change))} is the setting that ${formatTarget(other)} is too, and that is ${protectedBy(protection)}`;
  }
  return null;
}

// The client has the protected global value, and would have another one.
function overrideText(input: GuardInput, change: Change): string | null {
  const { scope } = change;
  if (!isKeyChange(change) || change.action !== 'create' || scope.kind === 'global') return null;
  for (const place of placesOf(input.catalogue, change)) {
    const shared = keyTarget(globalScope, place.section, place.key);
    const isOwn = place.section === change.section;
    const protection = targetIndex(input.desired.protect)
      .covering(shared)
      .find(({ target }) => (isOwn ? target.kind === 'key' : namesKey(target)) || isGlobalValue(input, scope, place));
    if (protection !== undefined)
      return `${formatTarget(targetOf(change))} would override ${formatTarget(shared)} for client ${scope.alias}, and ${formatTarget(shared)} is ${protectedBy(protection)}`;
  }
  return null;
}

// A pattern for all keys of a section does not cover a key outside it.
function namesKey({ key }: TargetPattern): boolean {
  return key?.length === 1;
}

// Where the global scope was not read, the client's own response shows what it inherits.
function isGlobalValue({ live }: GuardInput, { clientId }: ThingScope, { section, key }: KeyPlace): boolean {
  const inherited = clientScopeOf(live, clientId)?.inherited;
  return [live.global?.sections, inherited].some((cells) => valueAt(cells, section, key) !== undefined);
}

function protectedBy(protection: Protection): string {
  return `protected by ${placeOf(protection)}: ${protection.reason}`;
}

function placeOf({ target, source: { file, line } }: Protection): string {
  return `${file}:${line} (${target.text})`;
}
