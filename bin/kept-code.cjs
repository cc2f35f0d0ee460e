'use strict';

// What Node 22 has as module.enableCompileCache, for Node 20: what V8 made of a file is kept for the next start.

const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join, sep } = require('node:path');
const { Script } = require('node:vm');

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
    const script = new Script(Module.wrap(content), { filename, cachedData: textOf(kept) });
    // V8 takes nothing that another V8 made, or with other flags.
    if (script.cachedDataRejected !== false) fresh.push({ script, kept });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, Module.createRequire(filename), this, filename, dirname(filename));
  };
  process.once('exit', () => save(fresh));
};

function textOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

// With the functions that ran. A start that cannot keep anything is as good as any other.
function save(fresh) {
  try {
    for (const { script, kept } of fresh) {
      const temporary = `${kept}.${process.pid}.tmp`;
      writeFileSync(temporary, script.createCachedData(), { mode: 0o600, flag: 'wx' });
      renameSync(temporary, kept);
    }
  } catch {}
}
