import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import { writeKey } from '../write/write-value.ts';

/** Deeper values could not be compared afterwards. */
const maxDepth = 60;

/** Why a value cannot be in a file; null when it can. */
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

const brokenText = 'it contains a lone surrogate (half a character), which no file can store';

/** Whether a text holds half of a surrogate pair. */
function isBroken(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

// What the format takes for the name of a setting.
const settingName = /^[^\s\p{C}]{1,255}$/u;
/** YAML ends a key that is on one line after 1,024 characters. */
const maxWrittenLength = 1_000;

/** Why a setting with this name cannot be in a file; null when it can. */
export function whyUnwritableKey(section: Section, key: string): string | null {
  if (!settingName.test(key)) {
    return 'a name that is empty, has a blank or an invisible character in it, or more than 255 characters, cannot be managed';
  }
  // In a response these names stand for parts of its own.
  const isReserved = section === 'settings' && (key === 'custom' || key.startsWith('_'));
  return isReserved ? 'its name belongs to the service' : whyKey(key);
}

/** Why a key of any map cannot be in a file; null when it can. */
function whyKey(key: string): string | null {
  if (/\p{Surrogate}/u.test(key)) return 'its name contains a lone surrogate (half a character)';
  if (looksLikeReference(key)) return 'it has a name that reads like a reference';
  return writeKey(key).length > maxWrittenLength ? 'it has a name that is too long for a key in YAML' : null;
}

/** Where no reference may stand, this is refused even as plain text. */
export function looksLikeReference(text: string): boolean {
  return /\$\{(?:env|secret):/.test(text);
}
