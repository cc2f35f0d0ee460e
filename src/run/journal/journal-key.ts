import { createHmac, createSecretKey, type KeyObject, randomBytes, scrypt } from 'node:crypto';

/** Which secret a journal is encrypted with. */
export type KeySource = 'CAPSTAN_JOURNAL_KEY' | 'client-secret';

export type Passphrase = { readonly source: KeySource; readonly text: string };

/** How a key is made of a passphrase. Stands readable in the journal. */
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
  /** Tells a wrong key from a changed journal, and nothing about the key to those who lack the passphrase. */
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

/** Whether a recipe that someone else wrote may be followed: a forged one must not ask for hours or gigabytes. */
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
