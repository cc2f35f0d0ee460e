// Finds the capstan that the action runs: one that is installed, one from npm, or that of the action itself.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './inputs.mjs';
import { ownEnvironment, runProgram } from './run-program.mjs';
import { annotate, printUntrusted, setOutput } from './workflow.mjs';

const own = fileURLToPath(new URL('..', import.meta.url));

async function find({ INPUT_PATH: path = '', INPUT_VERSION: version = '', GITHUB_WORKSPACE: root = '.', RUNNER_TEMP }) {
  // On Windows npm is a shell script, which would interpret inputs; and Windows searches for git in the checkout first.
  if (process.platform === 'win32') throw new Refusal('The action runs on Linux and macOS: choose such a runner.');
  if (path !== '' && version !== '') throw new Refusal('The inputs path and version exclude each other.');
  if (path !== '') return installed(resolve(root, path));
  if (version !== '') return fromNpm(version, join(RUNNER_TEMP || '.', 'capstan-action'));
  return ofTheAction();
}

function installed(path) {
  if (!existsSync(path)) throw new Refusal(`The input path names ${path}, which does not exist.`);
  return path;
}

async function fromNpm(spec, folder) {
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  await done('npm', ['install', ...flags, '--', spec], folder);
  const bin = join(folder, 'node_modules/.bin/capstan');
  if (!existsSync(bin)) throw new Refusal(`The package ${spec} does not contain capstan.`);
  return realpathSync(bin);
}

/** The action and the program are one repository: the commit that `uses:` names decides both. */
async function ofTheAction() {
  if (!existsSync(join(own, 'dist/cli.cjs'))) {
    await done('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], own);
    await done(process.execPath, ['scripts/build.mjs', '--without-types'], own);
  }
  return join(own, 'bin/capstan.cjs');
}

// Packages are fetched and built without the credentials for capstan.
function withoutCredentials(env) {
  return Object.fromEntries(Object.entries(ownEnvironment(env)).filter(([name]) => !name.startsWith('CAPSTAN_')));
}

async function done(command, args, cwd) {
  const { code, stdout, stderr } = await runProgram(command, args, cwd, withoutCredentials(process.env));
  printUntrusted(`${stdout}${stderr}`);
  if (code !== 0) throw new Refusal(`${command} ${args[0]} ended with ${code}; capstan could not be installed.`, 1);
}

try {
  setOutput('bin', await find(process.env));
} catch (error) {
  annotate('error', error.message);
  process.exitCode = error.exitCode ?? 1;
}
