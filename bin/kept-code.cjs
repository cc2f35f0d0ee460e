'use strict';

// What Node 22 has as module.enableCompileCache, for Node 20: what V8 made of a file is kept for the next start.

const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join, sep } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

// From here on exit codes say that nothing could be looked at: a wrong flag, a file with mistakes, no credentials.
const leastEarlyEnd = 64;

// The build begins each file with the digest of it: what was kept of another text never fits.
const head = /^\/\*([0-9a-f]{16})\*\//;

/** From now on files in `home` that the build made are compiled with what `folder` holds of them; at the end it gets what is new. */
exports.keepCode = function keepCode(folder, home) {
  const compile = Module.prototype._compile;
  const fresh = [];
  Module.prototype._compile = function _compile(content, filename) {
    const digest = filename.startsWith(home + sep) ? head.exec(content)?.[1] : undefined;
    if (digest === undefined) return compile.call(this, content, filename);
    const kept = join(folder, `${basename(filename)}-${digest}-${process.version}-${process.arch}`);
    const script = new Script(Module.wrap(content), { filename, cachedData: dataOf(kept) });
    // V8 takes nothing that another V8 made, or with other flags.
    if (script.cachedDataRejected !== false) fresh.push({ script, kept });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
  };
  // A start that ended before its work knows little of what the next one needs.
  process.once('exit', (code) => {
    if (code < leastEarlyEnd) save(fresh);
  });
};

// V8 looks at the beginning and the length alone, and half of a file that a crash left behind would end the process.
function dataOf(path) {
  try {
    const bytes = readFileSync(path);
    const data = bytes.subarray(sumLength);
    return crc32(data) === bytes.readUInt32BE(0) ? data : undefined;
  } catch {
    return undefined;
  }
}

const sumLength = 4;

function withSum(data) {
  const sum = Buffer.alloc(sumLength);
  sum.writeUInt32BE(crc32(data));
  return Buffer.concat([sum, data]);
}

// With the functions that ran. A start that cannot keep anything is as good as any other.
function save(fresh) {
  try {
    for (const { script, kept } of fresh) {
      const temporary = `${kept}.${process.pid}.tmp`;
      writeFileSync(temporary, withSum(script.createCachedData()), { mode: 0o600, flag: 'wx' });
      renameSync(temporary, kept);
    }
  } catch {}
}
