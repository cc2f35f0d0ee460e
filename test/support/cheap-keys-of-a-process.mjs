// Loaded into the program by NODE_OPTIONS: the key of its journal costs next to nothing, as in the process of the test
// (cheap-keys.ts), which reads that journal.
import { createRequire } from 'node:module';

// What ES modules see of built-in modules does not change; what everyone shares does.
const crypto = createRequire(import.meta.url)('node:crypto');
const { scrypt } = crypto;

crypto.scrypt = (password, salt, length, options, done) =>
  scrypt(password, salt, length, Buffer.isBuffer(salt) ? { ...options, N: 2 } : options, done);
