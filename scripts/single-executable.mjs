// capstan as one file for machines without Node (Node's own single-executable build). It runs on the
// system and processor that it was made on.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { leaveOut } from './leave-out.mjs';
import { programOptions } from './program-options.mjs';
import { shrinkPackages } from './shrink-packages.mjs';
import { shrinkSources } from './shrink-sources.mjs';
import { thirdPartyText } from './third-party.mjs';

/** Where in the file Node looks for the program; the same for every version. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

// Everything in one: no part is loaded from a folder. What bin/capstan.cjs does before the program is done here too.
const entry = `
for (const part of ['net', 'os', 'sea', 'fs/promises']) require('node:' + part);
require('node:v8').setFlagsFromString('--heap-growing-percent=50');
if (process.versions.node.startsWith('20.')) require('node:v8').setFlagsFromString('--interrupt-budget=200000');
require('./src/cli/main.ts').main();
`;

/** Help asks oclif for the commands, which would load a file that is not there. */
const commandsInside = {
  name: 'commands-inside',
  setup(build) {
    build.onResolve({ filter: /\/module-loader$/ }, ({ importer }) =>
      importer.includes('@oclif') ? { path: 'module-loader', namespace: 'commands-inside' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'commands-inside' }, () => ({
      contents: 'exports.load = async () => require("./src/cli/main.ts");',
      loader: 'js',
      resolveDir: build.initialOptions.absWorkingDir,
    }));
  },
};

async function bundle(root) {
  const { outputFiles, metafile } = await build({
    ...programOptions,
    absWorkingDir: root,
    stdin: { contents: entry, resolveDir: root, sourcefile: 'capstan.cjs' },
    format: 'cjs',
    // Within an executable Node imports nothing: what is loaded late is required late.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: 'const moduleUrl=require("node:url").pathToFileURL(process.execPath).href;' },
    plugins: [leaveOut, commandsInside, shrinkPackages, shrinkSources],
  });
  return { text: outputFiles[0].text, notices: thirdPartyText(root, metafile) };
}

/** The texts that the program reads from its package. */
function assetsIn(root) {
  const all = (folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => `${folder}/${name}`);
  const names = [...all('schemas'), ...all('examples')].map((name) => name.replaceAll('\\', '/'));
  const texts = names.filter((name) => !name.startsWith('schemas/source') && statSync(join(root, name)).isFile());
  return Object.fromEntries(['package.json', 'LICENSE', ...texts].map((name) => [name, join(root, name)]));
}

/** Makes the executable in a folder; gives its path. */
export async function makeExecutable(root, folder) {
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, process.platform === 'win32' ? 'capstan.exe' : 'capstan');
  const [main, blob, config] = ['capstan.cjs', 'capstan.blob', 'sea.json'].map((name) => join(folder, name));
  const { text, notices } = await bundle(root);
  writeFileSync(main, text);
  // Of the packages inside, to be handed on with it.
  writeFileSync(join(folder, 'THIRD-PARTY.txt'), notices);
  const options = {
    main,
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: assetsIn(root),
  };
  writeFileSync(config, JSON.stringify(options));
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(executable, { force: true });
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  await inject(executable, readFileSync(blob));
  for (const path of [main, blob, config]) rmSync(path);
  return executable;
}

// A signature of macOS is of the file as it was: without it the file may be changed, and with a new one it may run.
async function inject(executable, blob) {
  const isMac = process.platform === 'darwin';
  if (isMac) execFileSync('codesign', ['--remove-signature', executable]);
  const { default: postject } = await import('postject');
  await postject.inject(executable, 'NODE_SEA_BLOB', blob, {
    sentinelFuse: fuse,
    ...(isMac ? { machoSegmentName: 'NODE_SEA' } : {}),
  });
  if (isMac) execFileSync('codesign', ['--sign', '-', executable]);
}
