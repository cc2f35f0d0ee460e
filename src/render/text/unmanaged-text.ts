import { thingsKind } from '../../kinds/index.ts';
import { byText } from '../../leaf/json.ts';
import { formatTarget, splitThing } from '../../model/address.ts';
import type { PlanChange, Unmanaged } from '../../model/plan.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { countOf } from './value-text.ts';
import { indented } from './wrap-text.ts';

/** `3 live keys and 2 clients are not managed.`; '' if everything is managed. */
export function unmanagedSummary(unmanaged: readonly Unmanaged[]): string {
  if (unmanaged.length === 0) return '';
  return `${countsText(unmanaged)} ${unmanaged.length === 1 ? 'is' : 'are'} not managed.`;
}

/** What the live application has and the file does not manage: by scope, sorted, undeclared clients last. */
export function unmanagedText(unmanaged: readonly Unmanaged[], style: Style): readonly string[] {
  if (unmanaged.length === 0) return [];
  const groups = groupsOf(targetsIn(unmanaged));
  const clients = unmanaged.flatMap((entry) => (typeof entry === 'string' ? [] : [`${entry.client} (${entry.name})`]));
  const all = clients.length === 0 ? groups : [...groups, { title: 'clients not in the file', names: clients }];
  const lines = all.flatMap(({ title, names }) => [
    visibleText(title),
    ...indented([...names].sort(bySection).map(visibleText), 2),
  ]);
  return [style.bold(`not managed: ${countsText(unmanaged)}`), ...indented(lines, 2)];
}

function groupsOf(
  targets: readonly string[],
): readonly { readonly title: string; readonly names: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { scope, name } of targets.map(splitTarget)) {
    const names = groups.get(scope) ?? [];
    names.push(name);
    groups.set(scope, names);
  }
  return [...groups].sort(([a], [b]) => globalFirst(a, b)).map(([title, names]) => ({ title, names }));
}

function targetsIn(unmanaged: readonly Unmanaged[]): readonly string[] {
  return unmanaged.filter((entry) => typeof entry === 'string');
}

function countsText(unmanaged: readonly Unmanaged[]): string {
  const targets = targetsIn(unmanaged);
  // Few end like this, and thousands are looked at.
  const lists = targets.filter(
    (target) => target.endsWith('features') && splitTarget(target).name === 'features',
  ).length;
  const counts = [
    [targets.length - lists, 'live key'],
    [lists, 'feature list'],
    [unmanaged.length - targets.length, 'client'],
  ] as const;
  return joined(counts.filter(([count]) => count > 0).map(([count, word]) => countOf(count, word)));
}

function joined(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

// As in the file: settings, custom, and other sections.
function bySection(a: string, b: string): number {
  const rank = (name: string): number => ['settings.', 'custom.', ''].findIndex((start) => name.startsWith(start));
  return rank(a) - rank(b) || byText(a, b);
}

function globalFirst(a: string, b: string): number {
  return Number(a !== 'global') - Number(b !== 'global') || byText(a, b);
}

/** The changes of one scope, each with its target without the scope. */
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
  const thing = splitThing(target);
  if (thing === undefined) return { scope: 'global', name: target };
  const { of, alias, rest } = thing;
  return { scope: formatTarget({ kind: of, alias }), name: rest ?? thingsKind(of).noun };
}
