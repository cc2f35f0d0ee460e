import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** Where a sealed text belongs: moved to another place, it does not open. */
export type SealPlace = { readonly run: string; readonly n: number; readonly what: 'record' | 'secret' };

export type Chance = (bytes: number) => Buffer;

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts a text with AES-256-GCM: nonce, text and tag as base64. */
export function seal(key: KeyObject, text: string, place: SealPlace, chance: Chance = randomBytes): string {
  const nonce = chance(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(placeBytes(place));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The text again; undefined when it was not sealed with this key for this place. */
export function unseal(key: KeyObject, sealed: string, place: SealPlace): string | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(placeBytes(place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function placeBytes({ run, n, what }: SealPlace): Buffer {
  return Buffer.from(`capstan journal 1\n${what}\n${run}\n${n}`, 'utf8');
}
