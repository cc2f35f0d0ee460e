import { isJsonObject, isStructured, type Json } from '../core/model/json.ts';
import { whyKey } from './why-unwritable-key.ts';

/** Deeper values could not be compared afterwards. */
const maxDepth = 60;

/** Why a value cannot stand in a file; null when it can. */
export function whyUnwritable(json: Json): string | null {
  let level: readonly Json[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return `it is nested deeper than ${maxDepth} levels`;
    const reason = level.map(whyPart).find((found) => found !== null);
    if (reason !== undefined) return reason;
    level = level.flatMap(partsOf);
  }
  return null;
}

function partsOf(json: Json): readonly Json[] {
  return isStructured(json) ? Object.values(json) : [];
}

function whyPart(part: Json): string | null {
  if (typeof part === 'string') return isBroken(part) ? brokenText : null;
  return isJsonObject(part)
    ? (Object.keys(part)
        .map(whyKey)
        .find((reason) => reason !== null) ?? null)
    : null;
}

const brokenText = 'it holds half a character (a lone surrogate), which no file can hold';

/** Whether a text holds half of a surrogate pair. */
function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
