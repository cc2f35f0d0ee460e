import { byText, isJsonObject, isStructured, type Json, objectFrom } from '../../leaf/json.ts';
import { isMostlyDifferent, longestCommon, type Step } from '../difference/lcs.ts';
import { words } from '../report/words.ts';
import { valueText } from '../text/value-text.ts';

/** A line of one of two texts; `number` counts from 1. */
export type Line = { readonly number: number; readonly parts: readonly MarkedPart[] };

export type LinePair =
  | { readonly kind: 'same'; readonly before: Line; readonly after: Line }
  | { readonly kind: 'differs'; readonly before: Line | null; readonly after: Line | null }
  /** Lines that are the same and far from any that is not. */
  | { readonly kind: 'gap'; readonly lines: readonly string[] };

// How many equal lines stay visible on either side of a difference.
const context = 3;

/** Two texts side by side, line by line, with the words marked that differ. */
export function lineDifference(before: readonly string[], after: readonly string[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const waiting: { old: string[]; next: string[] } = { old: [], next: [] };
  let [oldNumber, nextNumber] = [0, 0];
  const flush = (): void => {
    for (let index = 0; index < Math.max(waiting.old.length, waiting.next.length); index += 1) {
      const [old, next] = [waiting.old[index], waiting.next[index]];
      if (old !== undefined) oldNumber += 1;
      if (next !== undefined) nextNumber += 1;
      pairs.push(differing(old, next, oldNumber, nextNumber));
    }
    waiting.old = [];
    waiting.next = [];
  };
  for (const { kind, item } of longestCommon(before, after, (line) => line)) {
    if (kind === 'removed') waiting.old.push(item);
    else if (kind === 'added') waiting.next.push(item);
    else {
      flush();
      [oldNumber, nextNumber] = [oldNumber + 1, nextNumber + 1];
      pairs.push({ kind, before: plainLine(oldNumber, item), after: plainLine(nextNumber, item) });
    }
  }
  flush();
  return withGaps(pairs);
}

function plainLine(number: number, text: string): Line {
  return { number, parts: [{ text, changed: false }] };
}

function differing(
  old: string | undefined,
  next: string | undefined,
  oldNumber: number,
  nextNumber: number,
): Extract<LinePair, { readonly kind: 'differs' }> {
  const { before, after } = markedParts(old ?? '', next ?? '');
  return {
    kind: 'differs',
    before: old === undefined ? null : { number: oldNumber, parts: before },
    after: next === undefined ? null : { number: nextNumber, parts: after },
  };
}

function withGaps(pairs: readonly LinePair[]): readonly LinePair[] {
  const changed = pairs.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const near = new Set(
    changed.flatMap((index) => Array.from({ length: 2 * context + 1 }, (_, at) => index - context + at)),
  );
  const shown: LinePair[] = [];
  let folded: LinePair[] = [];
  const unfold = (): void => {
    // One line takes as much room as the note that it is left out.
    if (folded.length < 2) shown.push(...folded);
    else shown.push({ kind: 'gap', lines: folded.map(textOf) });
    folded = [];
  };
  pairs.forEach((pair, index) => {
    if (!near.has(index)) folded.push(pair);
    else {
      unfold();
      shown.push(pair);
    }
  });
  unfold();
  return shown;
}

function textOf(pair: LinePair): string {
  return pair.kind === 'same' ? pair.before.parts.map(({ text }) => text).join('') : '';
}

// What is longer does not fit into a cell of the table.
const cellLength = 110;

/** Whether a value needs the width of the page. */
export function isLongValue(json: Json): boolean {
  return isManyLines(json) || valueText(json).length > cellLength;
}

/** A value in lines: a text of several lines as it is, a map or a list with one part on each line. */
export function valueLines(json: Json): readonly string[] {
  if (typeof json === 'string' && isManyLines(json)) return json.split('\n');
  return isStructured(json) ? partLines(json) : [valueText(json)];
}

// Without the commas between parts: a part that only stands before another one now is still the same part.
function partLines(json: Json): readonly string[] {
  return JSON.stringify(sorted(json), null, 2)
    .split('\n')
    .map((line) => line.replace(/,$/u, ''));
}

function isManyLines(json: Json): boolean {
  return typeof json === 'string' && json.includes('\n');
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (!isJsonObject(json)) return json;
  const names = Object.keys(json).sort(byText);
  return objectFrom(names.map((name) => [name, sorted(json[name] ?? null)] as const));
}

/** A piece of a text, and whether the other text has it too. */
export type MarkedPart = { readonly text: string; readonly changed: boolean };

type MarkedPair = { readonly before: readonly MarkedPart[]; readonly after: readonly MarkedPart[] };

/** Two texts with the words marked that only one of them has. */
export function markedParts(before: string, after: string): MarkedPair {
  if (isMostlyDifferent(before, after)) return { before: whole(before), after: whole(after) };
  const steps = withoutLoneSpaces(longestCommon(words(before), words(after), (word) => word));
  return { before: partsOf(steps, 'removed'), after: partsOf(steps, 'added') };
}

function whole(text: string): readonly MarkedPart[] {
  return text === '' ? [] : [{ text, changed: true }];
}

// A space between two changed words is marked with them, so that one change is one mark.
function withoutLoneSpaces(steps: readonly Step<string>[]): readonly Step<string>[] {
  return steps.flatMap((step, index): readonly Step<string>[] => {
    const [last, next] = [steps[index - 1], steps[index + 1]];
    const isLone = last !== undefined && next !== undefined && last.kind !== 'same' && next.kind !== 'same';
    if (step.kind !== 'same' || !isLone || !/^\s+$/u.test(step.item)) return [step];
    return [
      { kind: 'removed', item: step.item },
      { kind: 'added', item: step.item },
    ];
  });
}

function partsOf(steps: readonly Step<string>[], kind: 'removed' | 'added'): readonly MarkedPart[] {
  const parts: { text: string; changed: boolean }[] = [];
  for (const step of steps.filter((one) => one.kind === 'same' || one.kind === kind)) {
    const changed = step.kind !== 'same';
    const last = parts.at(-1);
    if (last?.changed === changed) last.text += step.item;
    else parts.push({ text: step.item, changed });
  }
  return parts;
}
