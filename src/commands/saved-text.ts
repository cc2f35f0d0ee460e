import { inShell } from '../core/model/in-shell.ts';
import type { Plan } from '../core/model/plan.ts';
import { visibleText } from '../render/visible-text.ts';

/** How a plan was made, as far as applying it needs the same. */
export type SavedWith = { readonly out: string; readonly file: string; readonly secrets: 'required' | 'left-out' };

/** What to say once a plan is saved: where, which one it is, and how to apply it. */
export function savedText(plan: Plan, { out, file, secrets }: SavedWith): string {
  const saved = `Saved as ${visibleText(out)}, ${plan.digest}.`;
  if (plan.source === 'snapshot') return `${saved} It was made over a snapshot and cannot be applied.\n`;
  if (plan.status === 'blocked') return `${saved} It is blocked and cannot be applied.\n`;
  if (plan.status === 'in-sync') return `${saved} There is nothing to apply.\n`;
  const words = [
    'capstan apply',
    inShell(out),
    ...(file === 'capstan.yaml' ? [] : ['-f', inShell(file)]),
    ...(secrets === 'left-out' ? ['--without-secrets'] : []),
  ];
  return `${saved}\nTo apply it until ${visibleText(plan.expiresAt)}: ${visibleText(words.join(' '))}\n`;
}
