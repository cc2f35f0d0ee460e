import { byText } from '../../leaf/json.ts';
import { formatTarget, keyTarget, type Scope, type Section, scopeTarget, sections } from '../../model/address.ts';
import type { Call } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type LiveScope, liveScopeOf } from '../../model/live.ts';
import type { GuardInput } from '../guards/guard.ts';

type KeysOf = (scope: LiveScope, section: Section) => readonly string[];

/** Refuses full replaces of scopes with keys that cannot be written back unchanged. */
export function refuseReplacing(input: GuardInput, code: string, keysOf: KeysOf, why: string): readonly Finding[] {
  return input.calls.filter(isReplacingSettings).flatMap(({ scope }) => {
    const live = liveScopeOf(input.live, scope);
    const names = live === undefined ? [] : sections.flatMap((section) => namesOf(live, scope, section, keysOf));
    if (names.length === 0) return [];
    const fact = `${names.join(', ')} ${why}, and a full replace would have to write it back`;
    const cure = 'set application.captureUrl to write single keys, or correct the value in the Console';
    return [{ code, severity: 'refuse' as const, fact, cure, target: scopeTarget(scope), source: null }];
  });
}

function isReplacingSettings(call: Call): boolean {
  return call.kind === 'replace-settings';
}

function namesOf(live: LiveScope, scope: Scope, section: Section, keysOf: KeysOf): readonly string[] {
  return [...keysOf(live, section)].sort(byText).map((key) => formatTarget(keyTarget(scope, section, key)));
}
