import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { LoadedDesired } from '../../config/load-config.ts';
import { parseAllowedHosts } from '../../model/desired.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { jsonText } from '../../render/machine/json.ts';
import { countOf } from '../../render/text/value-text.ts';
import { createReadApi, type Probe, probeHost } from '../../service/client/create-api.ts';
import { apiLimits } from '../../service/interface.ts';
import { journalFolder } from '../../workflows/files/output-place.ts';
import { loadFile } from '../../workflows/load-file.ts';
import { accessOf, apiOptions } from '../../workflows/open-application.ts';
import { besideBaseline } from '../../workflows/read-kept.ts';
import { lockError } from '../../workflows/runs/run-lock.ts';
import { exitCode } from '../exit-codes.ts';
import { fileName, oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { applicationChecks, noApplicationChecks, perKeyCheck } from './application-checks.ts';
import {
  attempted,
  type Check,
  checksJson,
  checksText,
  exitCodeOfChecks,
  failed,
  inOne,
  ok,
  skipped,
  warning,
} from './check.ts';
import { type AskedHosts, hostChecks, noHostChecks } from './host-checks.ts';
import {
  type CredentialNames,
  checkEnvironment,
  checkGit,
  checkJournal,
  checkNode,
  checkPermissions,
  checkTool,
} from './machine-checks.ts';

/** The options of `capstan doctor`. */
type Examination = {
  /** The configuration file; null: none exists, and none was named. */
  readonly file: string | null;
  readonly baseline: string | undefined;
  readonly journal: string | undefined;
  readonly vars: string | undefined;
  readonly nodeVersion: string;
};

const usualNames: CredentialNames = { clientId: 'CAPSTAN_CLIENT_ID', clientSecret: 'CAPSTAN_CLIENT_SECRET' };

/** Checks everything that a run needs and changes nothing: it sends only reads to the service. */
async function examine(examination: Examination, session: Session): Promise<readonly Check[]> {
  const { file, vars, nodeVersion } = examination;
  const journal = journalFolder(examination.journal, session);
  const { check, loaded } = await fileCheck(file, session);
  const names = loaded?.desired.credentials ?? usualNames;
  const variables = checkEnvironment(session, names);
  return [
    checkNode(nodeVersion),
    await checkTool(session),
    variables,
    await checkPermissions(journal, vars, session.cwd),
    await checkGit(session),
    await attempted('journal', () => checkJournal(journal, session)),
    check,
    ...(loaded === null
      ? withoutFile(check)
      : await withFile({ file: file ?? '', loaded }, examination, variables, session)),
    boundsCheck(),
  ];
}

type FileCheck = { readonly check: Check; readonly loaded: LoadedDesired | null };

async function fileCheck(file: string | null, session: Session): Promise<FileCheck> {
  if (file === null) {
    const cure = 'Run `capstan init` or `capstan import`, or name a file with -f.';
    return { check: skipped('file', 'There is no capstan.yaml in this folder.', cure), loaded: null };
  }
  const loaded = await loadFile(file, session, 'left-out');
  if (loaded.kind === 'desired') return { check: ok('file', `${fileName(file)} is valid.`), loaded };
  const [first, ...more] = loaded.problems;
  const { message, cure } = inOne(first === undefined ? [] : [first]);
  const rest =
    more.length === 0 ? '' : ` And ${countOf(more.length, 'more problem')}: \`capstan validate\` lists them.`;
  return { check: failed('file', exitCode.invalidFile, { message: `${message}${rest}`, cure }), loaded: null };
}

function withoutFile({ status }: Check): readonly Check[] {
  const why = status === 'skipped' ? 'No file names the application.' : 'Needs a valid file.';
  const none = ['baseline', 'lock'].map((name) => skipped(name, why));
  return [
    ...none,
    ...noHostChecks(why),
    ...noApplicationChecks(skipped('credentials', why)),
    skipped('per-key-writes', why),
  ];
}

type Loaded = { readonly file: string; readonly loaded: LoadedDesired };

async function withFile(
  { file, loaded }: Loaded,
  { baseline }: Examination,
  variables: Check,
  session: Session,
): Promise<readonly Check[]> {
  const { application } = loaded.desired;
  const hosts = await askHosts(loaded, session);
  const asked = hosts.config.kind === 'answered' ? await askApplication(loaded, variables, session) : notAsked();
  const features = asked.find(({ name }) => name === 'features');
  return [
    await attempted('baseline', () => baselineCheck(baseline, { file, loaded }, session)),
    await lockCheck({ file, loaded }, session),
    ...hostChecks(hosts),
    ...asked,
    perKeyCheck(application, hosts.capture, features),
  ];
}

async function baselineCheck(flag: string | undefined, { file, loaded }: Loaded, session: Session): Promise<Check> {
  const { baseline } = await besideBaseline(flag, { file, ...loaded }, session);
  if (baseline === null) {
    return skipped(
      'baseline',
      'The file names no baseline, so capstan cannot tell drift from pending changes.',
      'Name a baseline under `baseline:` in the file, or with --baseline, such as git:capstan/production.',
    );
  }
  const commit = baseline.commit === null ? '' : ` (commit ${baseline.commit.slice(0, 12)})`;
  if (baseline.missing === null) return ok('baseline', `${visibleText(baseline.name)}${commit}`);
  const cure = 'This is correct for a new file. If the file was moved, name its old path, as git:REF:PATH.';
  return warning(
    'baseline',
    `${visibleText(baseline.name)}${commit} does not have the file ${visibleText(baseline.missing)}.`,
    cure,
  );
}

async function lockCheck({ file, loaded: { desired } }: Loaded, session: Session): Promise<Check> {
  const problem = await lockError(desired, file, session);
  if (problem === null) {
    const whose = desired.lock === 'git' ? 'this machine or another clone' : 'this machine';
    return ok('lock', `No other run of ${whose} is in progress.`);
  }
  const message = visibleText(problem.message);
  if (problem.kind === 'held') return warning('lock', message, problem.cure);
  return failed('lock', exitCode.cannotWriteOutput, { message, cure: problem.cure });
}

async function askHosts({ desired }: LoadedDesired, session: Session): Promise<AskedHosts> {
  const { application } = desired;
  const { variables, now, toolVersion } = session;
  const ask = (origin: string): Promise<Probe> =>
    probeHost({
      origin,
      userAgent: `capstan/${toolVersion} (+node)`,
      environment: variables,
      extraHosts: parseAllowedHosts(variables['CAPSTAN_ALLOWED_HOSTS']),
      now: () => now().getTime(),
    });
  session.progress(`Asking ${visibleText(new URL(application.configUrl).host)}…`);
  const { configUrl, captureUrl } = application;
  const capture = captureUrl === null ? null : ask(captureUrl);
  const [config, captured] = await Promise.all([ask(configUrl), capture]);
  session.progress('');
  return { application, config, capture: captured };
}

function notAsked(): readonly Check[] {
  return noApplicationChecks(skipped('credentials', 'The service does not answer.'));
}

async function askApplication(loaded: LoadedDesired, variables: Check, session: Session): Promise<readonly Check[]> {
  const { credentials: names } = loaded.desired;
  const missing = [names.clientId, names.clientSecret].filter((name) => (session.variables[name] ?? '') === '');
  if (missing.length === 2) {
    const cure = 'Set them to the id and secret of an API client with the owner feature.';
    return noApplicationChecks(skipped('credentials', `${missing.join(' and ')} are not set.`, cure));
  }
  if (variables.status === 'error') {
    return noApplicationChecks(skipped('credentials', 'Not tried: see variables.'));
  }
  let checks: readonly Check[] = [];
  const first = await attempted('credentials', async () => {
    const api = createReadApi({ ...apiOptions(accessOf(loaded.desired, session), session), limits: patience });
    try {
      checks = await applicationChecks(api);
    } finally {
      await api.close();
    }
    return ok('credentials', '');
  });
  return checks.length > 0 ? checks : noApplicationChecks(first);
}

// doctor does not wait for temporary faults to pass.
const patience = { readAttempts: 2, headersTimeoutMs: 10_000, requestTimeoutMs: 30_000 };

function boundsCheck(): Check {
  const { readAttempts, requestsInFlight, headersTimeoutMs, requestTimeoutMs } = apiLimits;
  const seconds = (ms: number): string => `${ms / 1000} s`;
  return ok(
    'bounds',
    `Limits: ${readAttempts} tries for a read; ${requestsInFlight} requests in parallel; a response must start within ${seconds(headersTimeoutMs)} and end within ${seconds(requestTimeoutMs)}.`,
  );
}

export type DoctorFlags = CommonFlags & {
  /** Whether `-f` was given: a missing file is then an error. */
  readonly named: 'by-flag' | 'by-default';
  readonly baseline: string | undefined;
  readonly journal: string | undefined;
  readonly vars: string | undefined;
};

/** `capstan doctor`: prints every check and returns the exit code of the worst one. */
export async function examineAll(flags: DoctorFlags, session: Session): Promise<number> {
  const [named = '', ...more] = flags.file;
  if (more.length > 0) throw oneFileOnly('An examination');
  const isThere = await lstat(resolve(session.cwd, named)).then(
    () => true,
    () => false,
  );
  const file = isThere || flags.named === 'by-flag' ? named : null;
  const { baseline, journal, vars } = flags;
  const checks = await examine({ file, baseline, journal, vars, nodeVersion: process.version }, session);
  if (flags.format === 'json') await session.stdout(jsonText(checksJson(checks)));
  else await session.stdout(checksText(checks, flags.verbosity, session.stdoutStyle));
  return exitCodeOfChecks(checks);
}
