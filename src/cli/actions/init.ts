import { realpath } from 'node:fs/promises';
import { gitWith, repositoryOf } from '../../leaf/git.ts';
import { inShell } from '../../leaf/system-text.ts';
import { type Application, parseAllowedHosts } from '../../model/desired.ts';
import { jsonText } from '../../render/machine/json.ts';
import { widestOf, wrapText } from '../../render/text/wrap-text.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { checkAccess, importedApplication } from '../../workflows/import-live.ts';
import { checkVariables } from '../../workflows/load-file.ts';
import { exitCode } from '../exit-codes.ts';
import { type CiHost, type InitAnswers, type InitFlags, initAnswers } from '../init/init-answers.ts';
import {
  type PlannedFile,
  plannedFile,
  plannedIgnore,
  starterConfig,
  starterProtection,
  starterVariables,
  type WrittenFile,
  workflowFiles,
  workflowHint,
  writePlanned,
} from '../init/starter-files.ts';
import { loadSchema, nearSchema, schemaBeside } from '../schemas.ts';
import type { Session } from '../terminal/session.ts';
import { importApplication } from './import.ts';

/**
 * `capstan init`: returns the exit code. Nothing is written before all questions are answered and all paths are
 * checked.
 */
export async function initFolder(flags: InitFlags, session: Session): Promise<number> {
  const slips = checkVariables(session.variables, []);
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
  const answers = await initAnswers(flags, await usualCi(session), session);
  const application = importedApplication(answers, parseAllowedHosts(session.variables['CAPSTAN_ALLOWED_HOSTS']));
  const access = hasCredentials(session) ? 'checked' : 'unknown';
  if (access === 'checked') await checkAccess(application, session);
  const planned = await plannedFiles(application, answers.ci, session.cwd);
  const follow = await followUp(planned, access, flags, session);
  const written: WrittenFile[] = [];
  for (const file of planned) if (!isImported(file, follow)) written.push(await writePlanned(file));
  await report(written, { flags, answers }, session);
  if (follow === 'import-now') await importHere(answers, flags, session);
  const next = nextCommand(answers, follow);
  await session.stdout(flags.format === 'json' ? jsonText(asJson(written, next)) : `Next: ${next}\n`);
  return exitCode.done;
}

/** The next step after the files are written: import now, import as the next command, or edit the file. */
type FollowUp = 'import-now' | 'import' | 'validate';

function isImported({ name }: PlannedFile, follow: FollowUp): boolean {
  return follow === 'import-now' && name === 'capstan.yaml';
}

async function followUp(
  planned: readonly PlannedFile[],
  access: 'checked' | 'unknown',
  { format }: InitFlags,
  session: Session,
): Promise<FollowUp> {
  const isNew = planned.some(({ name, kind }) => name === 'capstan.yaml' && kind === 'new');
  if (access === 'unknown' || !isNew) return 'validate';
  if (session.prompt === undefined || format === 'json') return 'import';
  const { askYesOrNo } = await import('../approve/ask-until-clear.ts');
  const question = { text: 'Import the live configuration into capstan.yaml now?', usual: 'yes' } as const;
  return (await askYesOrNo(question, session)) === 'yes' ? 'import-now' : 'import';
}

/** `-f` names the file that other commands read. */
export function readsNoFile(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'init reads no file.',
    cure: 'Leave out -f: init writes capstan.yaml in this folder.',
  });
}

function hasCredentials({ variables }: Session): boolean {
  return [variables['CAPSTAN_CLIENT_ID'], variables['CAPSTAN_CLIENT_SECRET']].some((value = '') => value !== '');
}

/** The CI system of the host of the repository. */
async function usualCi({ environment, cwd }: Session): Promise<CiHost> {
  const run = await gitWith(environment)(cwd, ['remote', 'get-url', 'origin'], 4096);
  return run.kind === 'output' && run.bytes.toString('utf8').includes('gitlab') ? 'gitlab' : 'github';
}

async function plannedFiles(application: Application, ci: CiHost, cwd: string): Promise<readonly PlannedFile[]> {
  const schema = await nearSchema(cwd);
  const starters = [starterConfig(application, schema ?? `./${schemaBeside}`), starterProtection];
  const own = await Promise.all(starters.map((file) => plannedFile(file, cwd)));
  const ignore = await plannedIgnore(cwd);
  const forEditors =
    schema === null && own[0]?.kind === 'new' ? [{ name: schemaBeside, text: jsonText(loadSchema('config')) }] : [];
  const rest = [...forEditors, starterVariables, ...workflowFiles(ci)];
  return [...own, ignore, ...(await Promise.all(rest.map((file) => plannedFile(file, cwd))))];
}

async function importHere({ ci: _, ...application }: InitAnswers, flags: InitFlags, session: Session): Promise<void> {
  const { format, verbosity } = flags;
  const destination = { kind: 'file', path: 'capstan.yaml' } as const;
  const choice = { from: null, clients: [], secrets: 'unmanaged', destination } as const;
  await importApplication({ format, verbosity, ...application, ...choice }, session);
}

type Said = { readonly flags: InitFlags; readonly answers: InitAnswers };

async function report(written: readonly WrittenFile[], { flags, answers }: Said, session: Session): Promise<void> {
  if (flags.verbosity !== 'quiet' && flags.format === 'text') {
    const width = widestOf(written.map(({ name }) => name));
    await session.stdout(written.map(({ name, said }) => `${name.padEnd(width)}  ${said}\n`).join(''));
  }
  if (flags.verbosity === 'quiet' || !written.some(({ name, kind }) => isWorkflow(name) && kind === 'written')) return;
  const hint = workflowHint(answers.ci);
  if (hint !== null && flags.format === 'text')
    await session.stdout(`${wrapText(hint, session.stdoutStyle.width).join('\n')}\n`);
  const top = await repositoryOf(session.cwd);
  if (top !== null && top !== (await realpath(session.cwd))) await session.stderr(elsewhere);
}

const elsewhere =
  'This is not the top folder of the repository, and CI reads workflows only there. Move the workflows there, and change the path of capstan.yaml in them.\n';

function isWorkflow(name: string): boolean {
  return name.startsWith('.github/') || name === '.gitlab-ci.yml';
}

// import never overwrites a file, and capstan.yaml exists now.
function nextCommand(answers: InitAnswers, follow: FollowUp): string {
  if (follow !== 'import') return follow === 'validate' ? 'capstan validate' : 'capstan plan';
  const flags = {
    application: answers.application,
    region: answers.region,
    'config-url': answers.configUrl,
    'capture-url': answers.captureUrl,
    out: 'live.yaml',
  };
  const words = Object.entries(flags).flatMap(([name, value]) => (value === null ? [] : [`--${name}`, inShell(value)]));
  return ['capstan import', ...words].join(' ');
}

function asJson(written: readonly WrittenFile[], next: string): unknown {
  const named = (isLeft: (kind: WrittenFile['kind']) => boolean) =>
    written.filter(({ kind }) => isLeft(kind)).map(({ name }) => name);
  return { written: named((kind) => kind !== 'left'), left: named((kind) => kind === 'left'), next };
}
