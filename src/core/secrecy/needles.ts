import { isStructured, type Json } from '../model/json.ts';
import { secretPartsOf } from './secret-form.ts';

/** Shorter secrets are not looked for in other values: they would be found by chance. */
export const leastNeedle = 8;

/** What of a secret may stand in another value: the whole of it, and the parts that make it one, in the ways in which they travel. */
export function needlesOf(value: Json): readonly string[] {
  return spelled([...wholeOf(value), ...secretPartsOf(value).map(({ text }) => text)]);
}

/**
 * The same of a value that only looks like a secret by the name of its key. A few ordinary words, such as the label of a
 * field for passwords, are no proof: every text that has them in it would be hidden.
 */
export function needlesOfNamed(value: Json): readonly string[] {
  return needlesOf(value).filter((text) => !isOrdinary(text));
}

/** Whether a text is at most three words as people write them, such as a label. */
export function isOrdinary(text: string): boolean {
  if (text.length > 60 || !/^[\p{Lu}\p{Ll}][\p{Lu}\p{Ll}\s.,:;!?'’…-]*$/u.test(text)) return false;
  return [...text.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+/gu)].length <= 3;
}

function wholeOf(value: Json): readonly string[] {
  if (!isStructured(value)) return [String(value)];
  // Of a map or a list that is secret as a whole nobody knows which part is.
  return Object.values(value)
    .flatMap(wholeOf)
    .filter((text) => !isOrdinary(text));
}

function spelled(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text.length >= leastNeedle)
    .flatMap((text) => [
      text,
      percentEncoded(text),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64'),
    ]);
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** The texts in which a secret might stand: all texts and numbers of a value, and the names of its members. */
export function textsIn(value: Json): readonly string[] {
  const found: string[] = [];
  const open: Json[] = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (!isStructured(part)) found.push(String(part));
    else {
      for (const [name, member] of Object.entries(part)) {
        found.push(name);
        open.push(member);
      }
    }
  }
  return found;
}
