// Parts of oclif and undici that capstan never reaches, and that would cost time at each start: the search for plugins,
// TypeScript, spinners; HTTP/2, which is off unless asked for, and node's own http client, asked for one number.
// What oclif writes its help with counts as its own.
const ofOclif = /@oclif|[\\/](?:string-width|ansi-styles)[\\/]/;
const empty = 'module.exports = {};';

const stubs = new Map([
  ['typescript', empty],
  ['tinyglobby', empty],
  ['lilconfig', empty],
  ['minimatch', 'module.exports = { minimatch: () => false };'],
  ['semver', 'module.exports = { satisfies: () => true };'],
  ['get-package-type', 'module.exports = { sync: () => "commonjs" };'],
  // Asked for only by colours that are given as numbers.
  ['color-convert', empty],
  // A table of all emoji, to know how wide a text is; what programs print of them are these.
  ['emoji-regex', 'module.exports = () => /\\p{Emoji_Presentation}/gu;'],
  // Compiles a function for each text that is a template. Those of help name a property, and nothing more.
  [
    'ejs',
    'const value = (from, path) => path.split(".").reduce((all, name) => all[name], from);' +
      'exports.render = (text, from) => text.replace(/<%[=-] *([\\w.]+) *%>/g, (_, path) => String(value(from, path)));',
  ],
  [
    'cli-spinners',
    'module.exports = { dots: { interval: 80, frames: ["."] }, dots2: { interval: 80, frames: ["."] } };',
  ],
  ['wsl-utils', 'module.exports = { isWsl: false };'],
  [
    'debug',
    'const debug = () => Object.assign(() => {}, { enabled: false }); debug.enable = () => {}; module.exports = debug;',
  ],
  [
    'ts-path',
    'const { join } = require("node:path"); exports.tsPath = async (root, path) => path && (path.startsWith(root) ? path : join(root, path));',
  ],
]);

const undiciStubs = new Map([
  // undici takes the parser without SIMD where there is none with it. One is enough: replies are small.
  ['../llhttp/llhttp_simd-wasm.js', 'throw new Error("left out");'],
  // Bodies that are forms or streams of the web, and SOCKS: capstan sends bytes, straight or through an HTTP proxy.
  ['../web/fetch/body.js', empty],
  ['./socks5-proxy-agent', empty],
  // What undici itself falls back to.
  ['node:http2', 'module.exports = { constants: {} };'],
  // Node's own limit for the headers of a reply.
  ['node:http', 'module.exports = { maxHeaderSize: 16 * 1024 };'],
  // Where a cache could be kept: Node 20 has none, and undici asks at each start.
  ['node:sqlite', 'throw new Error("left out");'],
  ['./client-h2.js', 'module.exports = () => { throw new Error("left out"); };'],
]);

/** esbuild plugin: the modules above become the few lines beside them, when oclif or undici asks for them. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^[a-z-]+$|\/ts-path$/ }, ({ path, importer }) => {
      const name = path.replace(/^.*\//, '');
      return ofOclif.test(importer) && stubs.has(name) ? { path: name, namespace: 'left-out' } : undefined;
    });
    build.onResolve({ filter: /^(?:node:|\.)/ }, ({ path, importer }) =>
      /node_modules[\\/]undici[\\/]/.test(importer) && undiciStubs.has(path)
        ? { path, namespace: 'left-out' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: stubs.get(path) ?? undiciStubs.get(path),
      loader: 'js',
      resolveDir: '.',
    }));
  },
};
