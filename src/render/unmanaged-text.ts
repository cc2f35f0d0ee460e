import { byText } from '../core/model/json.ts';
import { countOf } from './count-of.ts';
import { splitTarget } from './scope-blocks.ts';
import type { Style } from './style.ts';
import { visibleText } from './visible-text.ts';
import { indented } from './wrap-text.ts';

const undeclared = /^client (.+), not declared$/su;

/** `3 live keys and 2 clients are not managed.`; '' when everything is. */
export function unmanagedSummary(unmanaged: readonly string[]): string {
  if (unmanaged.length === 0) return '';
  return `${countsText(unmanaged)} ${unmanaged.length === 1 ? 'is' : 'are'} not managed.`;
}

/** What live has and the file does not manage: by scope, sorted, the clients that the file does not declare last. */
export function unmanagedText(unmanaged: readonly string[], style: Style): readonly string[] {
  if (unmanaged.length === 0) return [];
  const keys = unmanaged.filter((entry) => !undeclared.test(entry)).map(splitTarget);
  const scopes = [...new Set(keys.map(({ scope }) => scope))].sort(globalFirst);
  const groups = scopes.map((scope) => ({
    title: scope,
    names: keys.filter((entry) => entry.scope === scope).map(({ name }) => name),
  }));
  const clients = unmanaged.flatMap((entry) => undeclared.exec(entry)?.[1] ?? []);
  const all = clients.length === 0 ? groups : [...groups, { title: 'clients not in the file', names: clients }];
  const lines = all.flatMap(({ title, names }) => [
    visibleText(title),
    ...indented([...names].sort(byText).map(visibleText), 2),
  ]);
  return [style.bold(`not managed: ${countsText(unmanaged)}`), ...indented(lines, 2)];
}

function countsText(unmanaged: readonly string[]): string {
  const clients = unmanaged.filter((entry) => undeclared.test(entry)).length;
  const keys = unmanaged.length - clients;
  const counts = [keys > 0 ? countOf(keys, 'live key') : '', clients > 0 ? countOf(clients, 'client') : ''];
  return counts.filter((text) => text !== '').join(' and ');
}

function globalFirst(a: string, b: string): number {
  return Number(a !== 'global') - Number(b !== 'global') || byText(a, b);
}
