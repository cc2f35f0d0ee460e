import { byText } from '../../leaf/json.ts';
import { formatTarget, keyTarget, type Scope, type Section, scopeTarget, sections } from '../../model/address.ts';
import { type Call, type KeyChange, keyChangesOf, touchedScopes } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type LiveScope, liveScopeOf } from '../../model/live.ts';
import { scopeAfter } from '../../model/reads.ts';
import type { GuardInput } from '../guards/guard.ts';

// Below this size one ordinary change is already a large share.
const leastKeysForPercent = 10;

type Churn = {
  readonly code: string;
  readonly action: KeyChange['action'];
  readonly limits: { readonly max: number; readonly percent: number };
  /** As in "would remove". */
  readonly verb: string;
  /** The member of `guards` that holds the limits. */
  readonly member: string;
};

/** Scopes in which too many keys would get one kind of change: by number, or by share of a section. */
export function findChurn(input: GuardInput, churn: Churn): readonly Finding[] {
  return touchedScopes(input.changes).flatMap((scope) => {
    const changes = keyChangesOf(input.changes, scope).filter((change) => {
      // A change back to the baseline is repair.
      return change.action === churn.action && input.origins.get(change) !== 'drift';
    });
    const reasons = [
      ...(changes.length > churn.limits.max ? [overNumber(changes.length, churn)] : []),
      ...sections.flatMap((section) => overPercent(input, scope, section, changes, churn)),
    ];
    const target = scopeTarget(scope);
    return reasons.map((reason) => ({
      code: churn.code,
      severity: 'refuse' as const,
      fact: `in ${formatTarget(target)} the plan would ${churn.verb} ${reason}`,
      cure: '',
      target,
      source: null,
    }));
  });
}

function overNumber(count: number, churn: Churn): string {
  return `${count} keys, more than guards.${churn.member}.max (${churn.limits.max})`;
}

function overPercent(
  input: GuardInput,
  scope: Scope,
  section: Section,
  changes: readonly KeyChange[],
  churn: Churn,
): readonly string[] {
  const live = liveScopeOf(input.live, scope);
  const size = live === undefined ? 0 : scopeAfter(live, [])[section].size;
  const count = changes.filter((change) => change.section === section).length;
  if (size < leastKeysForPercent || count * 100 <= churn.limits.percent * size) return [];
  return [
    `${count} of the ${size} keys of ${section}, more than guards.${churn.member}.percent (${churn.limits.percent} %)`,
  ];
}

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

const note = 'a warning: a plan refuses it, unless the live application has it already';

/** For `validate`: what a plan would refuse as a change. It may be no change. */
export function unlessLive(finding: Omit<Finding, 'severity'>): Finding {
  return { ...finding, severity: 'warning', note };
}
