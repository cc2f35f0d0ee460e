import { type RiskClass, riskClasses } from '../model/impact.ts';

/** The order of review: the riskiest first; what nobody knows stands before what is known to be cosmetic. */
export function byRisk(a: RiskClass | null, b: RiskClass | null): number {
  return rank(a) - rank(b);
}

function rank(risk: RiskClass | null): number {
  return risk === null ? riskClasses.length - 1.5 : riskClasses.indexOf(risk);
}
