import { clientProperty } from '../../kinds/index.ts';
import { isStructured, type Json } from '../../leaf/json.ts';
import type { PlanChange, PlanValue } from '../../model/plan.ts';
import { parseTargetPattern } from '../../model/target-pattern.ts';
import {
  isMostlyDifferent,
  type PartChange,
  partsDifference,
  wordDifference,
  wordSteps,
} from '../difference/text-difference.ts';
import { visibleText } from '../escape/visible-text.ts';
import type { Style } from './style.ts';
import { isShownSecret, placeText, shortened, shortFingerprint, valueText } from './value-text.ts';
import { padded, widestOf } from './wrap-text.ts';

export type Detail = 'short' | 'whole';

// Two short values are shown side by side; longer texts are shown as a diff.
const besideLength = 60;
const lineLength = 120;
const marksFrom = 200;
const shortLength = 160;
const maxParts = 20;
// How much of the common start of two long texts is shown.
const leadLength = 20;

/** The lines of one change; `name` is the target without its scope, padded to the width of the block. */
export function changeText(change: PlanChange, name: string, style: Style, detail: Detail): readonly string[] {
  const shown = valueLines(change, style, detail);
  const [first = '', ...rest] = shown;
  const place = detail === 'whole' && change.source !== null ? style.dim(placeText(change.source)) : '';
  const cells = [`${sign(change, style)} ${visibleText(name)}`, first, originMark(change, style), place];
  return [
    cells
      .filter((cell) => cell !== '')
      .join('  ')
      .trimEnd(),
    ...rest.map((line) => `    ${line}`),
  ];
}

function sign(change: PlanChange, style: Style): string {
  switch (change.action) {
    case 'create':
      return style.green('+');
    case 'remove':
      return style.red('-');
    case 'update':
    case 'features':
      return style.yellow('~');
  }
}

// Pending is the usual origin, and unknown adds no information.
function originMark({ origin }: PlanChange, style: Style): string {
  switch (origin) {
    case 'drift':
      return style.yellow('(live value changed since the baseline)');
    case 'both':
      return style.yellow('(file and live value changed since the baseline)');
    case 'pending':
    case 'unknown':
      return '';
  }
}

function valueLines(change: PlanChange, style: Style, detail: Detail): readonly string[] {
  switch (change.action) {
    case 'create':
      return [style.green(oneValue(change.after, 'new', detail))];
    case 'remove':
      return [style.red(oneValue(change.before, 'removed', detail))];
    case 'features':
      return [setText(change, style)];
    case 'update':
      if (isSet(change)) return [setText(change, style)];
      return updateLines(change.before ?? null, change.after ?? null, style, detail);
  }
}

function oneValue(value: PlanValue | undefined, word: 'new' | 'removed', detail: Detail): string {
  if (isShownSecret(value)) return `(secret, ${word}) ${shortFingerprint(value)}`;
  const text = valueText(value ?? null);
  return detail === 'whole' ? text : shortened(text, shortLength);
}

function updateLines(before: PlanValue, after: PlanValue, style: Style, detail: Detail): readonly string[] {
  if (isShownSecret(before) || isShownSecret(after)) return [secretUpdate(before, after)];
  const [old, next] = [valueText(before), valueText(after)];
  if (old.length + next.length <= besideLength) return [`${style.red(old)} -> ${style.green(next)}`];
  if (typeof before === 'string' && typeof after === 'string') return textLines(before, after, style, detail);
  if (sameShape(before, after)) return partLines(before, after, style, detail);
  return wholeValues(before, after, style, detail);
}

function textLines(before: string, after: string, style: Style, detail: Detail): readonly string[] {
  if (isWorthMarks(before, after) && !isMostlyDifferent(wordSteps(before, after)))
    return [wordDifference(before, after, style, detail === 'whole' ? 'nothing' : 'long-parts')];
  const [old, next] = detail === 'whole' ? [before, after] : differingEnds(before, after);
  return wholeValues(old, next, style, detail);
}

// Two short texts are easier to read one after the other than as marked words.
function isWorthMarks(before: string, after: string): boolean {
  return before.length + after.length > marksFrom || before.includes('\n') || after.includes('\n');
}

// Long texts are cut at their end, which must not hide the difference.
function differingEnds(before: string, after: string): readonly [string, string] {
  if (isShort(before) && isShort(after)) return [before, after];
  const end = commonStart(before, after);
  // A character has at most two code units: the start of the text decides, however long it is.
  const near = before.slice(0, 4 * leadLength).slice(0, end);
  if (Array.from(near).length < 2 * leadLength) return [before, after];
  const lead = Array.from(before.slice(end - 2 * leadLength, end))
    .slice(-leadLength)
    .join('');
  return [`…${lead}${before.slice(end)}`, `…${lead}${after.slice(end)}`];
}

function isShort(text: string): boolean {
  return Array.from(text.slice(0, 2 * (shortLength + 1))).length <= shortLength;
}

function commonStart(a: string, b: string): number {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end += 1;
  // A lone surrogate is dropped.
  return /[\ud800-\udbff]$/.test(a.slice(0, end).slice(-1)) ? end - 1 : end;
}

function wholeValues(before: Json, after: Json, style: Style, detail: Detail): readonly string[] {
  const [old, next] = [oneValue(before, 'removed', detail), oneValue(after, 'new', detail)];
  if (old.length + next.length <= lineLength) return [`${style.red(old)} -> ${style.green(next)}`];
  return [`${style.red(old)} ->`, style.green(next)];
}

function sameShape(before: Json, after: Json): boolean {
  return isStructured(before) && isStructured(after) && Array.isArray(before) === Array.isArray(after);
}

function secretUpdate(before: PlanValue, after: PlanValue): string {
  const mark = (value: PlanValue): string => (isShownSecret(value) ? shortFingerprint(value) : '?');
  return `(secret, changed) ${mark(before)} -> ${mark(after)}`;
}

function partLines(before: Json, after: Json, style: Style, detail: Detail): readonly string[] {
  const { changes, unchanged } = partsDifference(before, after);
  const shown = detail === 'whole' ? changes : changes.slice(0, maxParts);
  const hidden = changes.length - shown.length;
  const kept = unchanged === 0 ? '' : `${unchanged} unchanged`;
  const more = hidden === 0 ? '' : `${hidden} more changed`;
  const rest = [more, kept].filter((text) => text !== '').join(', ');
  const width = widestOf(shown.map(({ path }) => visibleText(path)));
  return [
    '',
    ...shown.map((part) => partLine(part, width, style, detail)),
    ...(rest === '' ? [] : [style.dim(`… ${rest}`)]),
  ];
}

function partLine(part: PartChange, width: number, style: Style, detail: Detail): string {
  const path = padded(visibleText(part.path), width);
  switch (part.kind) {
    case 'added':
      return `${style.green('+')} ${path}  ${style.green(oneValue(part.after, 'new', detail))}`;
    case 'removed':
      return `${style.red('-')} ${path}  ${style.red(oneValue(part.before, 'removed', detail))}`;
    case 'changed':
      return `${style.yellow('~')} ${path}  ${updateLines(part.before, part.after, style, detail).join(' ')}`;
  }
}

/** Whether the value is a set of words or ranges: then entries are added and removed. */
function isSet({ target }: PlanChange): boolean {
  const name = parseTargetPattern(target)?.property ?? null;
  return name !== null && clientProperty(name)?.type !== 'text';
}

function setText(change: PlanChange, style: Style): string {
  const [before, after] = [names(change.before), names(change.after)];
  const kept = after.filter((name) => before.includes(name)).map(visibleText);
  const lost = before.filter((name) => !after.includes(name)).map((name) => style.red(`-${visibleText(name)}`));
  const gained = after.filter((name) => !before.includes(name)).map((name) => style.green(`+${visibleText(name)}`));
  const changed = [...gained, ...lost].join(' ');
  return kept.length === 0 ? changed : `${changed}  ${style.dim(`(kept: ${kept.join(' ')})`)}`;
}

function names(value: PlanValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
