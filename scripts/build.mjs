// Builds what the package ships: the program and the library (CommonJS, in parts that they share), a door to the library for
// `import`, and its types. First come the types and validators that the schemas give.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { assertNoCircles, commonJsOf } from './common-js.mjs';
import { commonTypes } from './common-types.mjs';
import { leaveOut } from './leave-out.mjs';
import { packParts } from './pack-parts.mjs';
import { programOptions } from './program-options.mjs';
import { pruneTypes } from './prune-types.mjs';
import { shrinkPackages } from './shrink-packages.mjs';
import { shrinkSources } from './shrink-sources.mjs';
import { thirdPartyText } from './third-party.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

const shared = { ...programOptions, absWorkingDir: root };

/** What is loaded at every start, what a check of a file needs besides, what a plan does, and its first request. */
const loadedTogether = [
  ['src/cli/main.ts'],
  // What help needs of all that follows, which must not load the rest.
  ['src/cli/root-help.ts'],
  ['src/cli/terminal/process-session.ts', 'src/cli/run-files.ts', 'src/cli/actions/validate.ts', 'src/cli/reports.ts'],
  ['src/cli/actions/plan.ts'],
  ['node_modules/undici/lib/dispatcher/pool.js'],
];

/**
 * In parts, so that a start compiles no more than its command needs, and the library adds next to nothing to the program.
 * esbuild divides only ESM, and ESM starts more slowly than CommonJS: so it divides first, and makes CommonJS of each part
 * then.
 */
async function buildParts() {
  const divided = await build({
    ...shared,
    entryPoints: {
      cli: 'src/cli/main.ts',
      index: 'src/index.ts',
      'parser-thread': 'src/config/files/parser-thread.ts',
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    splitting: true,
    plugins: [leaveOut, shrinkPackages, shrinkSources],
  });
  assertNoCircles(divided.metafile.outputs);
  const files = await Promise.all(divided.outputFiles.map(commonJs));
  return {
    files: packParts(files, divided.metafile.outputs, loadedTogether).map(withDigest),
    metafile: divided.metafile,
  };
}

async function commonJs({ path, text }) {
  const name = relative(dist, path);
  // Every part counts as lying where the program lies.
  const main = isEntry(name) ? '__filename' : 'require("node:path").join(__dirname,"..","cli.cjs")';
  const code = asAscii(withOneCopy(await commonJsOf(text, `require("node:url").pathToFileURL(${main}).href`)));
  return {
    name,
    code: isEntry(name) ? `${code}Object.defineProperty(module.exports,"__esModule",{value:true});` : code,
  };
}

/** Node reads a text of ASCII in half the time, into half the memory. What esbuild leaves is in regular expressions. */
function asAscii(code) {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** esbuild copies the names of a CommonJS package for each module that imports it: each command would copy those of oclif. */
function withOneCopy(code) {
  const calls = code.match(/__toESM\(require_\w+\(\),1\)/g) ?? [];
  const repeated = [...new Set(calls.filter((call, at) => calls.indexOf(call) !== at))];
  if (repeated.length === 0) return code;
  const names = repeated.map((_, at) => `$copy${at}`);
  const head = '"use strict";';
  const body = repeated.reduce((all, call, at) => all.replaceAll(call, () => `(${names[at]}??=${call})`), code);
  return `${head}let ${names.join(',')};${body.slice(head.length)}`;
}

function isEntry(name) {
  return !name.startsWith('parts');
}

/** One library for `import` and `require`: with two, a Secret of one would be none for the other. */
function moduleDoor(metafile) {
  const names = [...metafile.outputs['dist/index.cjs'].exports].sort();
  return `import library from './index.cjs';\nexport const { ${names.join(', ')} } = library;\n`;
}

// Whole or not at all: a test may be running the file that is being replaced.
function save(name, contents) {
  const temporary = join(dist, `${name}.${process.pid}.tmp`);
  writeFileSync(temporary, contents);
  renameSync(temporary, join(dist, name));
}

function buildTypes() {
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { cwd: root, stdio: 'inherit' });
  pruneTypes(join(dist, 'types'));
  writeFileSync(join(dist, 'types/index.d.cts'), commonTypes(join(dist, 'types/index.d.ts')));
}

/** Begins with its digest, by which bin/kept-code.cjs finds what it kept of just this text. */
function withDigest({ name, code }) {
  return { name, code: `/*${createHash('sha256').update(code).digest('hex').slice(0, 16)}*/${code}` };
}

function removeOldParts(names) {
  const kept = new Set(names.map((name) => basename(name)));
  for (const name of readdirSync(join(dist, 'parts'))) {
    if (!kept.has(name)) rmSync(join(dist, 'parts', name), { force: true });
  }
}

execFileSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
mkdirSync(join(dist, 'parts'), { recursive: true });
const { files, metafile } = await buildParts();
save('THIRD-PARTY.txt', thirdPartyText(root, metafile));
save('index.js', moduleDoor(metafile));
if (!process.argv.includes('--without-types')) buildTypes();
const parts = files.filter(({ name }) => !isEntry(name));
for (const { name, code } of parts) save(name, code);
for (const { name, code } of files) if (name === 'index.cjs' || name === 'parser-thread.cjs') save(name, code);
// Last, since its age tells whether a build is needed.
for (const { name, code } of files) if (name === 'cli.cjs') save(name, code);
removeOldParts(parts.map(({ name }) => name));
