import { byText, isJsonObject, isStructured, type Json, objectFrom } from '../../leaf/json.ts';
import type { RedactedValue } from '../../model/value.ts';
import { visibleText } from '../escape/visible-text.ts';
import { valueText } from '../text/value-text.ts';
import { type DiffStep, isMostlyDifferent, stepsBetween, wordSteps } from './text-difference.ts';

/**
 * A readable value: a text without JSON quotes and escapes. A text that would look like another value (`"5"` and 5, an
 * empty text, invisible characters) keeps its quotes.
 */
export function plainText(json: Json): string {
  return typeof json === 'string' && isPlain(json) ? json : valueText(json);
}

const likeAnotherValue = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\(.*|["{[].*["}\]])$/su;

function isPlain(text: string): boolean {
  if (text === '' || text.trim() !== text || /\\[nrtu]/u.test(text)) return false;
  return !likeAnotherValue.test(text) && visibleText(text) === text;
}

const maxItems = 24;
const maxItemLength = 60;

/** The parts of a short list of names and numbers; null for every other value. */
export function listItems(value: RedactedValue): readonly string[] | null {
  if (value.kind !== 'value' || !Array.isArray(value.json)) return null;
  const { json } = value;
  if (json.length === 0 || json.length > maxItems || json.some(isStructured)) return null;
  const items = json.map(plainText);
  return items.every((item) => item.length <= maxItemLength) ? items : null;
}

// A longer value does not fit into a table cell.
const cellLength = 110;

/** Whether a value needs the width of the page. */
export function isLongValue(json: Json): boolean {
  if (listItems({ kind: 'value', json }) !== null) return false;
  return isManyLines(json) || plainText(json).length > cellLength;
}

/** A value in lines: a multi-line text as it is, a map or a list with one part per line. */
export function valueLines(json: Json): Lines {
  if (isStructured(json)) return { isJson: true, lines: JSON.stringify(sorted(json), null, 2).split('\n') };
  const lines = typeof json === 'string' && isManyLines(json) ? json.split('\n') : [plainText(json)];
  return { isJson: false, lines };
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

/** A line of one of two texts; `number` counts from 1. */
export type Line = { readonly number: number; readonly parts: readonly MarkedPart[] };

export type LinePair =
  | { readonly kind: 'same'; readonly before: Line; readonly after: Line }
  | { readonly kind: 'differs'; readonly before: Line | null; readonly after: Line | null }
  /** Equal lines that are far from any difference. */
  | { readonly kind: 'gap'; readonly lines: readonly string[] };

/** A value split into lines. In JSON (`isJson`) a trailing comma does not make a line different. */
export type Lines = { readonly isJson: boolean; readonly lines: readonly string[] };

// How many equal lines are shown on either side of a difference.
const context = 3;
// Beyond this, no reader compares words, and marking all of them would be slow.
const maxMarkedLines = 1000;

/** Two texts side by side, line by line, with different words marked. */
export function lineDifference(before: Lines, after: Lines): readonly LinePair[] {
  const key = before.isJson && after.isJson ? withoutComma : (line: string): string => line;
  const pairs = pairsOf(stepsBetween(before.lines, after.lines, key), before.lines);
  return withGaps(pairs);
}

function withoutComma(line: string): string {
  return line.replace(/,$/u, '');
}

/** Lines of one text without an equal in the other, from `number` on. */
type Waiting = { number: number; lines: string[] };

function pairsOf(steps: readonly DiffStep<string>[], before: readonly string[]): readonly LinePair[] {
  const pairs: LinePair[] = [];
  const old: Waiting = { number: 1, lines: [] };
  const next: Waiting = { number: 1, lines: [] };
  const flush = (): void => {
    const differing = Array.from({ length: Math.max(old.lines.length, next.lines.length) }, (_, at) =>
      differingPair(old, next, at, pairs.length),
    );
    for (const pair of differing) pairs.push(pair);
    for (const side of [old, next]) {
      side.number += side.lines.length;
      side.lines = [];
    }
  };
  for (const { kind, item } of steps) {
    if (kind !== 'same') (kind === 'removed' ? old : next).lines.push(item);
    else {
      flush();
      pairs.push({
        kind,
        before: plainLine(old.number, before[old.number - 1] ?? item),
        after: plainLine(next.number, item),
      });
      old.number += 1;
      next.number += 1;
    }
  }
  flush();
  return pairs;
}

function differingPair(old: Waiting, next: Waiting, at: number, already: number): LinePair {
  const [before, after] = [old.lines[at], next.lines[at]];
  const parts = markedParts(before ?? '', after ?? '', already + at > maxMarkedLines ? 'whole' : 'words');
  return {
    kind: 'differs',
    before: before === undefined ? null : { number: old.number + at, parts: parts.before },
    after: after === undefined ? null : { number: next.number + at, parts: parts.after },
  };
}

function plainLine(number: number, text: string): Line {
  return { number, parts: [{ text, changed: false }] };
}

function withGaps(pairs: readonly LinePair[]): readonly LinePair[] {
  const changed = pairs.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  const near = new Set(
    changed.flatMap((index) => Array.from({ length: 2 * context + 1 }, (_, at) => index - context + at)),
  );
  const shown: LinePair[] = [];
  let folded: LinePair[] = [];
  const unfold = (): void => {
    // One line takes as much space as the note that it is left out.
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

/** A piece of a text, and whether the other text has it too. */
export type MarkedPart = { readonly text: string; readonly changed: boolean };

type MarkedPair = { readonly before: readonly MarkedPart[]; readonly after: readonly MarkedPart[] };

/** Two texts, with the words marked that only one of them has. */
export function markedParts(before: string, after: string, by: 'words' | 'whole' = 'words'): MarkedPair {
  const found = by === 'whole' ? [] : wordSteps(before, after);
  if (by === 'whole' || isMostlyDifferent(found)) return { before: whole(before), after: whole(after) };
  const steps = withoutLoneSpaces(found);
  return { before: partsOf(steps, 'removed'), after: partsOf(steps, 'added') };
}

function whole(text: string): readonly MarkedPart[] {
  return text === '' ? [] : [{ text, changed: true }];
}

// A space between two changed words is marked with them, so that one change is one mark.
function withoutLoneSpaces(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  return steps.flatMap((step, index): readonly DiffStep<string>[] => {
    const [last, next] = [steps[index - 1], steps[index + 1]];
    const isLone = last !== undefined && next !== undefined && last.kind !== 'same' && next.kind !== 'same';
    if (step.kind !== 'same' || !isLone || !/^\s+$/u.test(step.item)) return [step];
    return [
      { kind: 'removed', item: step.item },
      { kind: 'added', item: step.item },
    ];
  });
}

function partsOf(steps: readonly DiffStep<string>[], kind: 'removed' | 'added'): readonly MarkedPart[] {
  const parts: { text: string; changed: boolean }[] = [];
  for (const step of steps.filter((one) => one.kind === 'same' || one.kind === kind)) {
    const changed = step.kind !== 'same';
    const last = parts.at(-1);
    if (last?.changed === changed) last.text += step.item;
    else parts.push({ text: step.item, changed });
  }
  return parts;
}
