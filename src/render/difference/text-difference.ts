import { diffArrays } from 'diff';
import { byText, canonicalJson, isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import { visibleJson } from '../escape/visible-text.ts';
import type { Style } from '../text/style.ts';
import { words } from '../text/value-text.ts';

/** One step from the old sequence to the new one. */
export type DiffStep<T> = { readonly kind: 'same' | 'removed' | 'added'; readonly item: T };

/**
 * The maximum number of edits; time grows with its square. Texts with more edits count as replaced between their equal
 * ends. Words are compared often, once per pair of lines; lines are compared once.
 */
const maxEdits = { lines: 500, words: 120 };

/** The steps from one sequence to another, keeping as much as possible. Items with the same `key` are equal. */
export function stepsBetween<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
  of: keyof typeof maxEdits = 'lines',
): readonly DiffStep<T>[] {
  const [old, next] = [before.map(key), after.map(key)];
  const head = commonHead(old, next);
  const tail = commonHead(old.slice(head).reverse(), next.slice(head).reverse());
  const middle = { old: old.slice(head, old.length - tail), next: next.slice(head, next.length - tail) };
  const kinds = [
    ...Array<'same'>(head).fill('same'),
    ...kindsBetween(middle.old, middle.next, maxEdits[of]),
    ...Array<'same'>(tail).fill('same'),
  ];
  return withItems(kinds, before, after);
}

/** The steps between two texts, word by word. */
export function wordSteps(before: string, after: string): readonly DiffStep<string>[] {
  return stepsBetween(words(before), words(after), (word) => word, 'words');
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  let index = 0;
  while (index < end && a[index] === b[index]) index += 1;
  return index;
}

type Kind = DiffStep<unknown>['kind'];

function kindsBetween(old: readonly string[], next: readonly string[], maxEditLength: number): readonly Kind[] {
  const replaced = [...Array<Kind>(old.length).fill('removed'), ...Array<Kind>(next.length).fill('added')];
  if (old.length === 0 || next.length === 0) return replaced;
  const runs = diffArrays([...old], [...next], { maxEditLength });
  return runs === undefined
    ? replaced
    : runs.flatMap(({ added, removed, count }) =>
        Array<Kind>(count).fill(added ? 'added' : removed ? 'removed' : 'same'),
      );
}

function withItems<T>(kinds: readonly Kind[], before: readonly T[], after: readonly T[]): readonly DiffStep<T>[] {
  let [old, next] = [0, 0];
  return kinds.map((kind): DiffStep<T> => {
    const item = (kind === 'removed' ? before[old] : after[next]) as T;
    if (kind !== 'added') old += 1;
    if (kind !== 'removed') next += 1;
    return { kind, item };
  });
}

/** Whether more than half of two texts differs, so that nearly everything would be marked. */
export function isMostlyDifferent(steps: readonly DiffStep<string>[]): boolean {
  const letters = (kind: 'same' | 'other'): number =>
    steps
      .filter((step) => (step.kind === 'same') === (kind === 'same'))
      .reduce((length, { item }) => length + item.replace(/[^\p{L}\p{N}_]/gu, '').length, 0);
  // Kept items are in both texts, removed and added items in one.
  return letters('other') > letters('same') * 2;
}

// How many words are shown on either side of a change.
const context = 3;
// Shorter parts are not worth leaving out.
const shortRunLength = 40;

/** Two texts in one: `"a [-quick-]{+slow+} fox"`. Long unchanged parts are left out, unless `elide` keeps them. */
export function wordDifference(before: string, after: string, style: Style, elide: 'long-parts' | 'nothing'): string {
  const steps = wordSteps(before, after);
  const runs = joined(steps);
  const texts = runs.map((run, index) => {
    if (run.kind === 'removed') return style.red(`[-${quotable(run.words.join(''))}-]`);
    if (run.kind === 'added') return style.green(`{+${quotable(run.words.join(''))}+}`);
    const place = { first: index === 0, last: index === runs.length - 1 };
    return quotable(elide === 'nothing' ? run.words.join('') : shortRun(run.words, place));
  });
  return `"${texts.join('')}"`;
}

type Run = { readonly kind: DiffStep<string>['kind']; readonly words: readonly string[] };

function joined(steps: readonly DiffStep<string>[]): readonly Run[] {
  const runs: { kind: Run['kind']; words: string[] }[] = [];
  for (const { kind, item } of withoutLoneSpaces(steps)) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(item);
    else runs.push({ kind, words: [item] });
  }
  return runs;
}

// An unchanged space between two changes would split them: it counts as changed. Removed text comes first.
function withoutLoneSpaces(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  const changed = (step: DiffStep<string> | undefined): boolean => step !== undefined && step.kind !== 'same';
  const spread = steps.flatMap((step, index): readonly DiffStep<string>[] => {
    const lone = /^\s+$/u.test(step.item) && changed(steps[index - 1]) && changed(steps[index + 1]);
    if (changed(step) || !lone) return [step];
    return [
      { kind: 'removed', item: step.item },
      { kind: 'added', item: step.item },
    ];
  });
  return removedFirst(spread);
}

function removedFirst(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  const ordered: DiffStep<string>[] = [];
  let added: DiffStep<string>[] = [];
  for (const step of steps) {
    if (step.kind === 'added') added.push(step);
    else if (step.kind === 'removed') ordered.push(step);
    else {
      for (const one of added) ordered.push(one);
      ordered.push(step);
      added = [];
    }
  }
  return [...ordered, ...added];
}

function shortRun(run: readonly string[], place: { readonly first: boolean; readonly last: boolean }): string {
  const head = place.first ? 0 : context;
  const tail = place.last ? 0 : context;
  if (run.length <= head + tail + 2 || run.join('').length <= shortRunLength) return run.join('');
  return `${run.slice(0, head).join('')}…${run.slice(run.length - tail).join('')}`;
}

// As in JSON, without the quotes around it.
function quotable(text: string): string {
  return visibleJson(JSON.stringify(text).slice(1, -1)).replaceAll('\n', '\\n');
}

/** A difference inside a map or a list. `path` reads like `.limits.max` or `[2]`. */
export type PartChange =
  | { readonly kind: 'added'; readonly path: string; readonly after: Json }
  | { readonly kind: 'removed'; readonly path: string; readonly before: Json }
  | { readonly kind: 'changed'; readonly path: string; readonly before: Json; readonly after: Json };

type PartsDifference = { readonly changes: readonly PartChange[]; readonly unchanged: number };

// Deeper parts are shown whole.
const maxDepth = 8;

/** The different parts of two maps or lists, and the number of equal parts. */
export function partsDifference(before: Json, after: Json): PartsDifference {
  return differ(before, after, '', 0);
}

function differ(before: Json, after: Json, path: string, depth: number): PartsDifference {
  if (canonicalJson(before) === canonicalJson(after)) return { changes: [], unchanged: 1 };
  if (depth < maxDepth && isJsonObject(before) && isJsonObject(after)) return differInMap(before, after, path, depth);
  if (depth < maxDepth && Array.isArray(before) && Array.isArray(after))
    return differInList(before, after, path, depth);
  return { changes: [{ kind: 'changed', path, before, after }], unchanged: 0 };
}

function differInMap(before: JsonObject, after: JsonObject, path: string, depth: number): PartsDifference {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byText);
  return together(
    keys.map((key): PartsDifference => {
      const place = `${path}${step(key)}`;
      const [old, next] = [own(before, key), own(after, key)];
      if (old === undefined) return single({ kind: 'added', path: place, after: next ?? null });
      if (next === undefined) return single({ kind: 'removed', path: place, before: old });
      return differ(old, next, place, depth + 1);
    }),
  );
}

function own(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function differInList(before: readonly Json[], after: readonly Json[], path: string, depth: number): PartsDifference {
  const structured = before.some(isStructured) || after.some(isStructured);
  // In lists of the same length, a map was probably edited, not replaced.
  if (structured && before.length === after.length) {
    return together(before.map((old, index) => differ(old, after[index] ?? null, `${path}[${index}]`, depth + 1)));
  }
  let [oldIndex, newIndex] = [-1, -1];
  return together(
    stepsBetween(before, after, canonicalJson).map(({ kind, item }): PartsDifference => {
      if (kind !== 'added') oldIndex += 1;
      if (kind !== 'removed') newIndex += 1;
      if (kind === 'removed') return single({ kind, path: `${path}[${oldIndex}]`, before: item });
      if (kind === 'added') return single({ kind, path: `${path}[${newIndex}]`, after: item });
      return { changes: [], unchanged: 1 };
    }),
  );
}

function single(change: PartChange): PartsDifference {
  return { changes: [change], unchanged: 0 };
}

function together(parts: readonly PartsDifference[]): PartsDifference {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    unchanged: parts.reduce((sum, { unchanged }) => sum + unchanged, 0),
  };
}

function step(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
