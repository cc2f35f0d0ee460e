import { overridableGuards } from '../core/guards/codes.ts';
import type { PlanFinding } from '../core/model/plan.ts';
import { visibleJson } from './visible-text.ts';

const allowDays = 30;
const dayMs = 86_400_000;

/** What to do about a finding: a sentence, and where there is one the line for the file. */
export type Cure = { readonly sentence: string; readonly line: string | null };

/** The cure of a finding; null when its message says it. `createdAt` of the plan dates the override that is suggested. */
export function findingCure(
  finding: Pick<PlanFinding, 'severity' | 'code' | 'target'>,
  createdAt: string,
): Cure | null {
  if (finding.severity !== 'refuse') return null;
  if (!overridableGuards.includes(finding.code))
    return { sentence: 'This cannot be allowed: change the file.', line: null };
  const until = new Date(Date.parse(createdAt) + allowDays * dayMs).toISOString().slice(0, 10);
  const target = visibleJson(JSON.stringify(finding.target));
  return {
    sentence: 'If it is meant, add under `allow:` and say why:',
    line: `- { guard: ${finding.code}, target: ${target}, until: ${until}, reason: "why this is meant" }`,
  };
}
