import { canonicalJson, type Json } from '../../leaf/json.ts';
import type { SettingImpact } from '../../model/setting.ts';

const maxCharacters = 60;
const wholeNumber = /^-?(?:0|[1-9][0-9]{0,14})$/;

/** A value as a sentence has it: numbers as they are or with their unit, everything else as JSON, cut when long. */
export function readableValue(value: Json, unit: SettingImpact['unit']): string {
  const number = numberIn(value);
  if (number === null) return shortened(canonicalJson(value));
  return unit === 'seconds' ? durationText(number) : String(number);
}

// The service gives some whole numbers as texts.
function numberIn(value: Json): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && wholeNumber.test(value) ? Number(value) : null;
}

function shortened(text: string): string {
  // A character takes two places at most: what is behind decides nothing.
  const characters = Array.from(text.slice(0, 2 * (maxCharacters + 1)));
  if (characters.length <= maxCharacters) return text;
  const end = text.startsWith('"') ? '…"' : '…';
  return `${characters.slice(0, maxCharacters - end.length).join('')}${end}`;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A number of seconds as people say it: `15 minutes`, `1 hour 30 minutes`. Exact. */
function durationText(seconds: number): string {
  if (seconds <= 0) return `${seconds} seconds`;
  let left = seconds;
  const parts = units.flatMap(([name, size]) => {
    const count = (left - (left % size)) / size;
    left %= size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ');
}
