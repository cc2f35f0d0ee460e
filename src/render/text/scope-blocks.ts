import type { PlanChange } from '../../model/plan.ts';

/** The changes of one scope, each with its target less the scope. */
export type ScopeBlock = {
  readonly scope: string;
  readonly entries: readonly { readonly name: string; readonly change: PlanChange }[];
};

/** Changes by scope, the global one first, in the order of the plan. */
export function scopeBlocks(changes: readonly PlanChange[]): readonly ScopeBlock[] {
  const blocks = new Map<string, { name: string; change: PlanChange }[]>([['global', []]]);
  for (const change of changes) {
    const { scope, name } = splitTarget(change.target);
    const entries = blocks.get(scope) ?? [];
    entries.push({ name, change });
    blocks.set(scope, entries);
  }
  return [...blocks].filter(([, entries]) => entries.length > 0).map(([scope, entries]) => ({ scope, entries }));
}

/** A target as its scope and the rest. */
export function splitTarget(target: string): { readonly scope: string; readonly name: string } {
  if (/^clients\.[^.]+$/su.test(target)) return { scope: target, name: 'client' };
  const match = /^(clients\.[^.]+)\.(.+)$/su.exec(target);
  return { scope: match?.[1] ?? 'global', name: match?.[2] ?? target };
}
