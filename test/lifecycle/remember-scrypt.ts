import { createRequire, syncBuiltinESMExports } from 'node:module';

type Done = (error: Error | null, key: Buffer) => void;
type Scrypt = (password: unknown, salt: unknown, length: number, options: object, done: Done) => void;
const crypto = createRequire(import.meta.url)('node:crypto') as { scrypt: Scrypt };

let patched = false;
let cheapened = false;

/** The same with keys that cost next to nothing: for stories whose every run has a key of its own. */
export function cheapScrypt(): void {
  if (cheapened) return;
  cheapened = true;
  const { scrypt } = crypto;
  crypto.scrypt = (password, salt, length, options, done) =>
    scrypt(password, salt, length, { ...options, ...('N' in options ? { N: 2 } : { cost: 2 }) }, done);
  syncBuiltinESMExports();
}

/** Keys are slow to derive on purpose. Thousands of stories share one passphrase: it is derived once in this process. */
export function rememberScrypt(): void {
  if (patched) return;
  patched = true;
  const { scrypt } = crypto;
  const known = new Map<string, Buffer>();
  crypto.scrypt = (password, salt, length, options, done) => {
    const name = JSON.stringify([password, salt, length, options]);
    const key = known.get(name);
    if (key !== undefined) return void setImmediate(() => done(null, Buffer.from(key)));
    scrypt(password, salt, length, options, (error, derived) => {
      if (error === null) known.set(name, Buffer.from(derived));
      done(error, derived);
    });
  };
  // What was imported by name sees it too.
  syncBuiltinESMExports();
}
