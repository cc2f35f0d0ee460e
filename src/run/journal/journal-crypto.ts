import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

/** Which secret a journal is encrypted with. */
export type KeySource = 'CAPSTAN_JOURNAL_KEY' | 'client-secret';

export type Passphrase = { readonly source: KeySource; readonly text: string };

/** How a key is derived from a passphrase. In plain text in the journal. */
export type KeyRecipe = {
  /** Base64. */
  readonly salt: string;
  /** The three parameters of scrypt. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelism: number;
};

export type JournalKey = {
  readonly source: KeySource;
  readonly recipe: KeyRecipe;
  readonly cipherKey: KeyObject;
  readonly macKey: KeyObject;
  /** Distinguishes a wrong key from a changed journal; reveals nothing about the key. */
  readonly check: string;
};

/** The secret for the journal of a run: its own when there is one, else the secret of the caller. */
export function journalPassphrase(
  variable: (name: string) => string | undefined,
  clientSecretName: string,
): Passphrase {
  const own = variable('CAPSTAN_JOURNAL_KEY') ?? '';
  if (own !== '') return { source: 'CAPSTAN_JOURNAL_KEY', text: own };
  return { source: 'client-secret', text: variable(clientSecretName) ?? '' };
}

const saltBytes = 16;
const cost = 2 ** 15;

export function newRecipe(chance: (bytes: number) => Buffer = randomBytes): KeyRecipe {
  return { salt: chance(saltBytes).toString('base64'), cost, blockSize: 8, parallelism: 1 };
}

/** Whether foreign parameters are acceptable: forged ones must not cost hours or gigabytes. */
export function isSaneRecipe(recipe: KeyRecipe): boolean {
  const salt = Buffer.from(recipe.salt, 'base64').length;
  const { log2 } = Math;
  const powerOfTwo = Number.isInteger(log2(recipe.cost)) && recipe.cost >= 2 ** 14 && recipe.cost <= 2 ** 17;
  return powerOfTwo && recipe.blockSize === 8 && [1, 2, 3, 4].includes(recipe.parallelism) && salt >= 16 && salt <= 64;
}

const keyBytes = 32;

/** Slow on purpose, and not on this thread: start it early. */
export async function deriveJournalKey(passphrase: Passphrase, recipe: KeyRecipe = newRecipe()): Promise<JournalKey> {
  const derived = await slowHash(passphrase.text, recipe);
  const macKey = createSecretKey(derived.subarray(keyBytes));
  return {
    source: passphrase.source,
    recipe,
    cipherKey: createSecretKey(derived.subarray(0, keyBytes)),
    macKey,
    check: createHmac('sha256', macKey).update('capstan journal key check').digest('hex').slice(0, 16),
  };
}

function slowHash(text: string, recipe: KeyRecipe): Promise<Buffer> {
  const { cost: N, blockSize: r, parallelism: p } = recipe;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(recipe.salt, 'base64'), 2 * keyBytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** The position of a sealed text: at another position it does not open. */
type SealPlace = { readonly run: string; readonly n: number; readonly what: 'record' | 'secret' };

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

/** The text again; undefined: it was not sealed with this key for this position. */
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

/** The value before the first line. */
export const chainStart: Buffer = Buffer.alloc(32);

/**
 * A line of a journal: the JSON object `body` with a last member `mac`, which covers these bytes and every earlier
 * line. Nothing has to be parsed to check it.
 */
export function chainedLine(macKey: KeyObject, previous: Buffer, body: string): { text: string; mac: Buffer } {
  const open = body.slice(0, -1);
  const mac = macOf(macKey, previous, Buffer.from(open, 'utf8'));
  return { text: `${open}${closing(mac)}`, mac };
}

/** The mac of a line if it is valid; undefined: the line, or one before it, was changed. */
export function checkedMac(macKey: KeyObject, previous: Buffer, line: Buffer): Buffer | undefined {
  if (line.length < closingBytes) return undefined;
  const mac = macOf(macKey, previous, line.subarray(0, -closingBytes));
  const right = Buffer.from(closing(mac), 'latin1');
  return timingSafeEqual(line.subarray(-closingBytes), right) ? mac : undefined;
}

function macOf(key: KeyObject, previous: Buffer, open: Buffer): Buffer {
  return createHmac('sha256', key).update(previous).update(open).digest();
}

function closing(mac: Buffer): string {
  return `,"mac":"${mac.toString('hex')}"}`;
}

const closingBytes = closing(chainStart).length;

export type Line = {
  /** Without the newline; a view, not a copy. */
  readonly bytes: Buffer;
  /** From 1. */
  readonly number: number;
  /** `torn`: half written, after a kill or a power loss; always the last. */
  readonly state: 'whole' | 'torn';
};

const newline = 10;

/** The lines of a journal, one by one: a file of newlines alone must not become millions of objects. */
export function* linesOf(bytes: Buffer): Generator<Line, undefined> {
  for (let from = 0, number = 1; from < bytes.length; number += 1) {
    const found = bytes.indexOf(newline, from);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    // After a power loss, parts of the last line may be zeros although its end was written.
    const torn = found === -1 || (end === bytes.length - 1 && line.includes(0));
    yield { bytes: line, number, state: torn ? 'torn' : 'whole' };
    from = end + 1;
  }
  return undefined;
}
