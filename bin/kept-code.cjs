'use strict';

const { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, isAbsolute, join, sep } = require('node:path');

// What was compiled is kept for the next start: by Node from version 22 on, before that by `keepCode`. Node's usual folder
// is in /tmp, where others may put code too; so it is a folder of the user. In CI, where what is cached may come from a job that
// is trusted less, there is none.
/** `folders`: where it lies in the folder of all that is kept. */
exports.keepCompiled = function keepCompiled(folders) {
  if (process.env.CI) return;
  const { LOCALAPPDATA, XDG_CACHE_HOME, HOME } = process.env;
  const [above] = [LOCALAPPDATA, XDG_CACHE_HOME, HOME && join(HOME, '.cache')].filter(
    (name) => name && isAbsolute(name),
  );
  const folder = above && join(above, 'capstan', 'compiled', ...folders);
  if (folder === undefined || !isOwn(folder)) return;
  const { enableCompileCache } = Module;
  if (enableCompileCache !== undefined) enableCompileCache(folder);
  else keepCode(folder, join(__dirname, '..', 'dist'));
};

// Under sudo the home folder may be that of another user, who could put code there, or another folder in its place. So each
// folder down to it is of this user or of root, and no one else may write to it, unless the owner of an entry alone may move it.
function isOwn(folder) {
  if (process.getuid === undefined) return true;
  const own = [process.getuid(), 0];
  try {
    makeFolder(folder);
    const real = realpathSync(folder);
    for (let path = real; ; path = dirname(path)) {
      const { uid, mode } = statSync(path);
      const isShared = (mode & 0o022) !== 0 && (path === real || (mode & 0o1000) === 0);
      if (isShared || !own.includes(uid)) return false;
      if (path === dirname(path)) return true;
    }
  } catch {
    return false;
  }
}

// With `recursive` Node tries for ever where a folder takes none, as /proc does.
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, 0o700);
}

// From here on exit codes say that nothing could be looked at: a wrong flag, a file with mistakes, no credentials.
const leastEarlyEnd = 64;

// The build begins each file with the digest of it: what was kept of another text never fits.
const head = /^\/\*([0-9a-f]{16})\*\//;

// What Node 22 has as module.enableCompileCache, for Node 20: what V8 made of a file is kept for the next start.

/** From now on files in `home` that the build made are compiled with what `folder` holds of them; at the end it gets what is new. */
function keepCode(folder, home) {
  const { Script } = require('node:vm');
  // For its sums, now that V8 has the settings that Node's compiled code of it fits.
  require('node:zlib');
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
}

// V8 looks at the beginning and the length alone, and half of a file that a crash left behind would end the process.
function dataOf(path) {
  try {
    const bytes = readFileSync(path);
    const { crc32 } = require('node:zlib');
    const data = bytes.subarray(sumLength);
    return crc32(data) === bytes.readUInt32BE(0) ? data : undefined;
  } catch {
    return undefined;
  }
}

const sumLength = 4;

function withSum(data) {
  const { crc32 } = require('node:zlib');
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
