import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, open, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { damageCure, damageText, secretDamage } from '../../engine/secrecy/secret-text.ts';
import { gitWith, repositoryOf } from '../../leaf/git.ts';
import { errorCode, inShell } from '../../leaf/system-text.ts';
import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { type JournalFolder, refuseLinks } from '../../workflows/files/output-place.ts';
import { checkKeys } from '../../workflows/fingerprint.ts';
import { checkVariables } from '../../workflows/load-file.ts';
import { exitCode, firstExitCode } from '../exit-codes.ts';
import type { Session } from '../terminal/session.ts';
import { type Check, failed, inOne, ok, skipped, warning } from './check.ts';

const othersMayLook = 0o077;
const variablesFile = '.env';

/** Whether other users of this machine may read files with secrets. */
export async function checkPermissions(journal: JournalFolder, vars: string | undefined, cwd: string): Promise<Check> {
  if (process.platform === 'win32') return skipped('permissions', 'Not checked: Windows has other file permissions.');
  const files = new Set([variablesFile, ...(vars === undefined ? [] : [vars])]);
  const wishes = [...[...files].map((shown) => ({ shown, mode: '600' })), { shown: journal.shown, mode: '700' }];
  const found = await Promise.all(
    wishes.map(async (wish) => ({ ...wish, mode: await modeOf(resolve(cwd, wish.shown)), right: wish.mode })),
  );
  const open = found.filter(({ mode }) => mode !== null && (mode & othersMayLook) !== 0);
  if (open.length > 0) {
    const names = open.map(({ shown }) => visibleText(shown)).join(', ');
    const cure = open.map(({ shown, right }) => `chmod ${right} ${inShell(shown)}`).join(' && ');
    return warning('permissions', `Other users of this machine can read ${names}.`, `Run ${cure}.`);
  }
  const there = found.filter(({ mode }) => mode !== null).map(({ shown }) => visibleText(shown));
  return ok(
    'permissions',
    there.length === 0 ? 'No file here holds secrets.' : `Readable by you only: ${there.join(', ')}`,
  );
}

async function modeOf(path: string): Promise<number | null> {
  const found = await lstat(path).catch(() => null);
  return found === null || found.isSymbolicLink() ? null : found.mode;
}

/** Whether a run could write its journal. Leaves no file behind and creates no folder. */
export async function checkJournal(journal: JournalFolder, session: Session): Promise<Check> {
  await refuseLinks(journal, session);
  const name = visibleText(journal.shown);
  try {
    const found = await lstat(journal.path).catch(passOverMissing);
    if (found === null) await access(await firstFolder(dirname(journal.path)), constants.W_OK | constants.X_OK);
    else await writeProbe(journal.path);
    return ok('journal', found === null ? `${name} can be created.` : `${name} can be written.`);
  } catch (cause) {
    const message = `The journal folder ${name} cannot be written (${errorCode(cause)}), so apply would not start.`;
    return failed('journal', exitCode.cannotWriteOutput, {
      message,
      cure: 'Make it a writable folder, or choose another one with --journal.',
    });
  }
}

function passOverMissing(cause: unknown): null {
  if (errorCode(cause) === 'ENOENT') return null;
  throw cause;
}

async function firstFolder(path: string): Promise<string> {
  const found = await lstat(path).catch(passOverMissing);
  return found === null && path !== dirname(path) ? firstFolder(dirname(path)) : path;
}

async function writeProbe(folder: string): Promise<void> {
  const probe = join(folder, `.doctor-${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(probe, 'wx', 0o600);
  try {
    await handle.writeFile('capstan doctor\n');
    await handle.sync();
  } finally {
    await handle.close();
    await rm(probe, { force: true });
  }
}

const ignoredPlaces = [variablesFile, '.capstan/runs'];
const maxGitBytes = 64 * 1024;

/** Whether the folder is in a repository, and whether secrets or journals would be committed. */
export async function checkGit({ environment, cwd }: Session): Promise<Check> {
  const top = await repositoryOf(cwd);
  if (top === null) {
    return warning(
      'git',
      'This folder is not in a Git repository: changes are not reviewed, and no commit can be a baseline.',
      'Run git init, and commit capstan.yaml.',
    );
  }
  const git = gitWith(environment);
  const here = await realpath(cwd);
  const asked = ignoredPlaces.map((place) => join(here, place));
  const tracked = await git(cwd, ['ls-files', '-z', '--', ...asked], maxGitBytes);
  if (tracked.kind === 'no-git') {
    return warning('git', 'git cannot be started, so no commit can be a baseline.', 'Install git, or add it to PATH.');
  }
  if (tracked.kind === 'output' && tracked.bytes.length > 0) return isTracked(tracked.bytes.toString('utf8'));
  const runs = await Promise.all(asked.map((place) => git(cwd, ['check-ignore', '--quiet', '--', place], maxGitBytes)));
  // git check-ignore ends with 1 if the path is not ignored.
  const missing = ignoredPlaces.filter((_, at) => runs[at]?.kind !== 'output');
  if (missing.length > 0) {
    const cure = 'Add the lines .env and .capstan/ to .gitignore; `capstan init` does so.';
    return warning('git', `git would add ${missing.join(' and ')}.`, cure);
  }
  return ok('git', `A repository that ignores ${ignoredPlaces.join(' and ')}.`);
}

function isTracked(list: string): Check {
  const names = list
    .split('\0')
    .filter((name) => name !== '')
    .slice(0, 3);
  return failed('git', exitCode.invalidFile, {
    message: `The repository has ${names.map(visibleText).join(', ')}, which may hold secrets.`,
    cure: `Run git rm --cached ${names.map(inShell).join(' ')}, add the lines .env and .capstan/ to .gitignore, and change the secrets: they stay in the commits.`,
  });
}

/** The names of the variables that hold the caller's credentials. */
export type CredentialNames = { readonly clientId: string; readonly clientSecret: string };

const leastNode = [20, 19] as const;

/** Whether this Node is new enough. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [leastMajor, leastMinor] = leastNode;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok('node', `Node ${version}`);
  const cure = `Install Node ${leastNode.join('.')} or later.`;
  return failed('node', exitCode.unexpected, { message: `Node ${version} is too old for capstan.`, cure });
}

/** Which capstan runs, and whether the project has another version. */
export async function checkTool({ toolVersion, cwd }: Session): Promise<Check> {
  const text = await readFile(join(cwd, 'node_modules/capstan/package.json'), 'utf8').catch(() => '');
  const here = /"version"\s*:\s*"([^"]{1,64})"/.exec(text)?.[1];
  if (here === undefined || here === toolVersion) return ok('capstan', `capstan ${toolVersion}`);
  return warning(
    'capstan',
    `This is capstan ${toolVersion}; the project has ${visibleText(here)}. A plan of one version cannot be applied by the other.`,
    'Run it as `npx capstan`, or install the same version.',
  );
}

/** Names and values of variables: typos, blanks and line breaks at the ends, invalid keys. Shows no value. */
export function checkEnvironment({ variables }: Session, names: CredentialNames): Check {
  const faults = [...slips(variables, names), ...damages(variables, names), ...weakKeys(variables, names)];
  if (faults.length > 0) {
    return failed(
      'variables',
      firstExitCode(faults.map((fault) => fault.exitCode)),
      inOne(faults.map(({ problem }) => problem)),
    );
  }
  const loose = Object.keys(variables).filter((name) => name.startsWith('CAPSTAN_') && hasLooseEnds(variables[name]));
  if (loose.length > 0) {
    const message = `${loose.sort().join(', ')}: the value begins or ends with a blank or a line break.`;
    return warning('variables', message, 'Check where it is set: printf, unlike echo, adds no line break.');
  }
  const set = Object.keys(variables)
    .filter((name) => name.startsWith('CAPSTAN_'))
    .sort();
  return ok(
    'variables',
    set.length === 0 ? 'No variable of capstan is set.' : `Set: ${set.map(visibleText).join(', ')}`,
  );
}

type Fault = { readonly exitCode: number; readonly problem: Problem };
type Variables = Session['variables'];

function slips(variables: Variables, { clientId, clientSecret }: CredentialNames): readonly Fault[] {
  const found = checkVariables(variables, [clientId, clientSecret]);
  return found.map((problem) => ({ exitCode: exitCode.wrongUsage, problem }));
}

function damages(variables: Variables, { clientId, clientSecret }: CredentialNames): readonly Fault[] {
  return [...new Set([clientId, clientSecret])].flatMap((name) => {
    const value = variables[name] ?? '';
    const damage = value === '' ? null : secretDamage(value);
    if (damage === null) return [];
    const cure = `Check where ${name} is set: ${damageCure(damage)}.`;
    const problem = { code: 'credentials-damaged', message: `${name} ${damageText(damage)}.`, cure, source: null };
    return [{ exitCode: exitCode.notPermitted, problem }];
  });
}

function weakKeys(variables: Variables, names: CredentialNames): readonly Fault[] {
  try {
    checkKeys(names, variables);
    return [];
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    return error.problems.map((problem) => ({ exitCode: exitCode[error.ending], problem }));
  }
}

function hasLooseEnds(value = ''): boolean {
  return value !== '' && secretDamage(value) === 'ends';
}
