import { dirname, resolve } from 'node:path';
import { reasonText } from '../../engine/secrecy/secret-reason.ts';
import { inShell } from '../../leaf/system-text.ts';
import { formatTarget } from '../../model/address.ts';
import type { Snapshot, SnapshotScope } from '../../model/baseline.ts';
import type { Problem } from '../../model/finding.ts';
import { onlyLooks, type Secrecy } from '../../model/secrecy.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../../render/machine/json.ts';
import { countOf } from '../../render/text/value-text.ts';
import { wrapLines } from '../../render/text/wrap-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { claimed } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/write-file.ts';
import { importApplication as importWorkflow } from '../../workflows/import.ts';
import type { ImportRequest } from '../../workflows/import-origin.ts';
import { parseTargets } from '../../workflows/load-file.ts';
import { takeSnapshot } from '../../workflows/snapshot.ts';
import type { ImportedSecret, ImportNote, WrittenConfig } from '../../yaml-edit/import/import-input.ts';
import { exitCode } from '../exit-codes.ts';
import { oneFileOnly } from '../run-files.ts';
import { nearSchema } from '../schemas.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

/** `capstan import`: returns the exit code. */
export async function importAsAsked(flags: ImportFlags, session: Session): Promise<number> {
  const code = await importApplication(flags, session);
  const { destination, verbosity, format } = flags;
  if (destination.kind === 'file' && verbosity !== 'quiet' && format === 'text')
    await session.stderr(`Next: ${nextCommand(destination.path)}\n`);
  return code;
}

/** Imports as a part of another command, which prints the next step itself. */
export async function importApplication(flags: ImportFlags, session: Session): Promise<number> {
  if (flags.destination.kind === 'print' && flags.format === 'json') throw yamlOnly();
  const { destination } = flags;
  const to = destination.kind === 'file' ? destination : { kind: destination.kind, print: session.stdout };
  const near = destination.kind === 'file' ? dirname(resolve(session.cwd, destination.path)) : session.cwd;
  const request = { ...flags, destination: to, schema: await nearSchema(near) };
  const { written, notes } = await importWorkflow(request, session);
  if (flags.verbosity !== 'quiet' && notes.length > 0) await session.stderr(notes.map((note) => `${note}\n`).join(''));
  await reportImport(flags, written, session);
  return exitCode.done;
}

/** `-f` names the file that other commands read; here a user may have intended the output. */
export function noFileToRead(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'import reads no file.',
    cure: 'Name the file to write with --out FILE.',
  });
}

function yamlOnly(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--print prints YAML and cannot be combined with --format json.',
    cure: 'Remove one of the two flags.',
  });
}

const maxShown = 20;

/** Prints what was written, what was left out, the next steps, and that a plan is in sync. */
async function reportImport(flags: ImportFlags, written: WrittenConfig, session: Session): Promise<void> {
  if (flags.verbosity !== 'quiet')
    await session.stderr(wrapLines(summary(flags, written), session.stderrStyle.terminalWidth));
  const inSync = 'in sync: a plan from the written file has no changes\n';
  const found = [...written.notes.map(asNote), ...written.secrets.map(asSecretNote)];
  if (flags.format === 'json') await session.stdout(jsonText(problemsJson([], found)));
  else if (flags.destination.kind === 'file') await session.stdout(inSync);
  else await session.stderr(inSync);
}

function nextCommand(path: string): string {
  const file = path === 'capstan.yaml' ? '' : ` -f ${inShell(path)}`;
  return `change a value, then capstan plan${visibleText(file)}`;
}

function summary(flags: ImportFlags, { count, notes, secretNames, secrets }: WrittenConfig): string {
  const where = flags.destination.kind === 'file' ? `${visibleText(flags.destination.path)}: ` : '';
  // Entries for an existing file do not name an application.
  const isFragment = flags.destination.kind === 'print' && flags.clients.length > 0;
  const lines = [
    `${where}${countOf(count.keys, 'setting')} and ${countOf(count.clients, 'client')} written`,
    ...unmanagedLines(notes, flags.verbosity === 'verbose' ? notes.length : maxShown),
    ...(secretNames.size > 0 ? [secretHint(flags, secretNames)] : []),
    ...(flags.captureUrl === null && !isFragment ? [captureUrlHint] : []),
    ...secretLines(secrets, flags.verbosity === 'verbose' ? secrets.length : maxShown),
  ];
  return `${lines.join('\n')}\n`;
}

function unmanagedLines(notes: readonly ImportNote[], limit: number): readonly string[] {
  if (notes.length === 0) return [];
  const shown = notes.slice(0, limit).map(({ target, reason }) => `  ${visibleText(target)}: ${reason}`);
  const more = notes.length - shown.length;
  const rest = more > 0 ? [`  and ${more} more; --verbose lists them all`] : [];
  const head = notes.length === 1 ? '1 entry is' : `${notes.length} entries are`;
  return [`${head} not managed; a comment marks each:`, ...shown, ...rest];
}

/** Lists what was treated as a secret, and why, so that the user can correct false positives. */
function secretLines(secrets: readonly ImportedSecret[], limit: number): readonly string[] {
  if (secrets.length === 0) return [];
  const shown = secrets.slice(0, limit).map(({ target, why }) => `  ${visibleText(target)}: ${reasonText(why)}`);
  const more = secrets.length - shown.length;
  const rest = more > 0 ? [`  and ${more} more; --verbose lists them all`] : [];
  const looks = secrets.find(({ why }) => onlyLooks(why));
  const cure =
    looks === undefined
      ? []
      : [
          `If a value only looks like a secret, list it under public in the file and write its value: public: [${JSON.stringify(visibleText(looks.target))}]`,
        ];
  return [`${countOf(secrets.length, 'value was', 'values were')} treated as a secret:`, ...shown, ...rest, ...cure];
}

function secretHint(flags: ImportFlags, names: ReadonlySet<string>): string {
  const list = [...names].sort().join(', ');
  const example = flags.destination.kind === 'file' ? ' (.env.example lists them)' : '';
  return `Set the secrets in the environment before \`capstan plan\`${example}: ${list}`;
}

const captureUrlHint =
  'No --capture-url was given, so every change would replace a whole scope. To write single keys, set `captureUrl` under `application:` to the registration domain; the Console shows it on the page "Manage Application".';

function asSecretNote({ target, why }: ImportedSecret): Problem {
  const code = why.kind === 'contains' ? 'secret-in-plain-value' : 'taken-for-secret';
  const cure = onlyLooks(why)
    ? `If it is not a secret, list ${target} under public in the file.`
    : 'Nothing needs to be done.';
  return { code, message: `${target}: ${reasonText(why)}`, cure, source: null };
}

function asNote({ target, reason }: ImportNote): Problem {
  return { code: 'not-managed', message: `${target}: ${reason}`, cure: 'Nothing needs to be done.', source: null };
}

/** The flags of `capstan import`. */
export type ImportFlags = Pick<CommonFlags, 'format' | 'verbosity'> &
  Omit<ImportRequest, 'destination' | 'schema'> & {
    readonly destination: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'print' };
  };

export type SnapshotFlags = CommonFlags & {
  /** undefined: to stdout. */
  readonly out: string | undefined;
  readonly redact: readonly string[];
};

/** `capstan snapshot`: writes the whole live application to a file, without any secret. */
export async function snapshotApplication(flags: SnapshotFlags, session: Session): Promise<number> {
  const [file = '', ...more] = flags.file;
  if (more.length > 0) throw oneFileOnly('A snapshot');
  const redact = parseTargets(flags.redact, '--redact');
  const out = await claimed({ flag: '--out', path: flags.out, kind: 'snapshot' }, session);
  const { snapshot, secrecy } = await takeSnapshot(file, redact, session);
  const text = jsonText(snapshot);
  if (out === null) await session.stdout(text);
  else await saveFile(out, text, session);
  if (flags.verbosity !== 'quiet')
    await session.stderr(
      wrapLines(`${saidOf(snapshot, flags.out)}${exposedText(secrecy)}`, session.stderrStyle.terminalWidth),
    );
  return exitCode.done;
}

function saidOf({ application, global, clients, readAt }: Snapshot, out: string | undefined): string {
  const scopes = [global, ...clients.map(({ scope }) => scope)];
  const keys = (member: 'values' | 'hidden'): number => scopes.reduce((sum, scope) => sum + sizeOf(scope, member), 0);
  const where = out === undefined ? '' : ` Saved as ${visibleText(out)}.`;
  const hidden = `${countOf(keys('hidden'), 'value is', 'values are')} hidden behind a fingerprint`;
  return `Application ${visibleText(application.id)} as of ${readAt}: ${countOf(clients.length, 'client')}, ${countOf(keys('values'), 'value')}; ${hidden}.${where}\n`;
}

/** Values that are hidden because they contain another secret: the user has to act on these. */
function exposedText({ exposing, exposingClients }: Secrecy): string {
  const ofKeys = exposing.map(({ clientId, section, key, what, part }) => {
    const target = formatTarget({ kind: 'key', alias: clientId === null ? null : `@${clientId}`, section, key });
    return part === 'name'
      ? exposedName(target, what)
      : `secret-in-plain-value: the live value of ${visibleText(target)} contains ${visibleText(what)}, so it is hidden like a secret.\n`;
  });
  const ofClients = exposingClients.map(({ clientId, what }) => exposedName(`clients.@${clientId}`, what));
  return [...ofKeys, ...ofClients].join('');
}

function exposedName(target: string, what: string): string {
  return `secret-in-plain-value: the live name of ${visibleText(target)} contains ${visibleText(what)}, so it is not shown.\n`;
}

function sizeOf(scope: SnapshotScope, member: 'values' | 'hidden'): number {
  return Object.keys(scope.settings[member]).length + Object.keys(scope.custom[member]).length;
}
