import { overridableGuards } from '../core/guards/codes.ts';
import type { Plan, PlanChange, PlanFinding } from '../core/model/plan.ts';
import { remembered } from '../core/model/remembered.ts';
import { isShownSecret } from './value-text.ts';
import { visibleJson } from './visible-text.ts';

const allowDays = 30;
const dayMs = 86_400_000;

/** What to do about a finding: a sentence, and where there is one the line for the file. */
export type Cure = { readonly sentence: string; readonly line: string | null };

/** What of a plan goes into the overrides that are suggested: the day, and what live holds. */
export type CureFacts = Pick<Plan, 'createdAt' | 'changes'>;

/** The cure of a finding; null when its message says it. */
export function findingCure(
  finding: Pick<PlanFinding, 'severity' | 'code' | 'target' | 'overridable'>,
  { createdAt, changes }: CureFacts,
): Cure | null {
  if (finding.severity !== 'refuse') return null;
  if (!overridableGuards.includes(finding.code))
    return { sentence: 'This cannot be allowed: change the file.', line: null };
  if (finding.overridable === false) return { sentence: 'This cannot be allowed.', line: null };
  const until = new Date(Date.parse(createdAt) + allowDays * dayMs).toISOString().slice(0, 10);
  const target = visibleJson(JSON.stringify(finding.target));
  const live = finding.code === 'overwrites-drift' ? liveMember(byTarget(changes).get(finding.target)) : '';
  if (live === null) return null;
  return {
    sentence: 'If it is meant, add under `allow:` and say why:',
    line: `- { guard: ${finding.code}, target: ${target}, ${live}until: ${until}, reason: "why this is meant" }`,
  };
}

const byTarget = remembered((changes: Plan['changes']): ReadonlyMap<string, PlanChange> => {
  return new Map(changes.map((change) => [change.target, change]));
});

// The entry is good for one live value. A secret cannot stand in it.
function liveMember(change: PlanChange | undefined): string | null {
  const live = change?.before;
  if (live === undefined) return '';
  return isShownSecret(live) ? null : `live: ${visibleJson(JSON.stringify(live))}, `;
}
