import { createRequire, syncBuiltinESMExports } from 'node:module';

type Done = (error: Error | null, key: Buffer) => void;
type Scrypt = (password: unknown, salt: unknown, length: number, options: { readonly N?: number }, done: Done) => void;
type ScryptSync = (password: unknown, salt: unknown, length: number, options: { readonly N?: number }) => Buffer;
let cheap = false;
const crypto = createRequire(import.meta.url)('node:crypto') as { scrypt: Scrypt; scryptSync: ScryptSync };

/**
 * Keys are slow to derive on purpose, which takes most of the time of a small run. In this process the key of fingerprints,
 * which many runs share, is derived once; that of a journal, whose salt is new each time, costs next to nothing.
 */
export function makeKeysCheap(): void {
  if (cheap) return;
  cheap = true;
  const { scrypt, scryptSync } = crypto;
  const known = new Map<string, Buffer>();
  crypto.scrypt = (password, salt, length, options, done) => {
    if (Buffer.isBuffer(salt)) return scrypt(password, salt, length, { ...options, N: 2 }, done);
    const name = JSON.stringify([password, salt, length, options]);
    const key = known.get(name);
    if (key !== undefined) return void setImmediate(() => done(null, Buffer.from(key)));
    scrypt(password, salt, length, options, (error, derived) => {
      if (error === null) known.set(name, Buffer.from(derived));
      done(error, derived);
    });
  };
  crypto.scryptSync = (password, salt, length, options) => {
    const name = JSON.stringify([password, salt, length, options]);
    const key = known.get(name) ?? scryptSync(password, salt, length, options);
    known.set(name, key);
    return Buffer.from(key);
  };
  // What was imported by name sees it too.
  syncBuiltinESMExports();
}
