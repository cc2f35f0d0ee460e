import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonText } from '../../engine/secrecy/secret-reason.ts';
import type { Problem } from '../../model/problem.ts';
import { onlyLooks } from '../../model/secrecy.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { jsonText, problemsJson } from '../../render/machine/json.ts';
import { countOf } from '../../render/report/words.ts';
import { checkVariables } from '../../workflows/check-variables.ts';
import { ExpectedEnd, endWith } from '../../workflows/ending.ts';
import { outputPlace } from '../../workflows/files/output-place.ts';
import { refuseOverwrite, replaceFile, textOfFile, writeNewFile } from '../../workflows/files/write-file.ts';
import type { ImportChoice, ImportedSecret, ImportNote, WrittenConfig } from '../../yaml-edit/import/choose-clients.ts';
import { mayBeEnvExample } from '../../yaml-edit/import/name-secrets.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../../yaml-edit/import/write-config.ts';
import { exitCode } from '../exit-codes.ts';
import type { ImportFlags } from '../import-flags.ts';
import { type ImportOrigin, keptOrigin, liveOrigin } from '../import-origin.ts';
import { isStarterVariables } from '../init/starter-files.ts';
import type { Session } from '../terminal/session.ts';
import { verifyImport } from '../verify-import.ts';

/** `capstan import`: gives the exit code. */
export async function importApplication(flags: ImportFlags, session: Session): Promise<number> {
  const slips = checkVariables(session.variables, []);
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
  if (flags.destination.kind === 'print' && flags.format === 'json') throw yamlOnly();
  const places =
    flags.destination.kind === 'file' ? await placesFor(flags.destination.path, flags.secrets, session) : null;
  const { catalogue } = await import('../../catalogue/catalogue.ts');
  const origin =
    flags.from === null
      ? await liveOrigin(flags, catalogue, session)
      : await keptOrigin(flags.from, flags, catalogue, session);
  const { application, clients, remarks } = origin;
  const choice: ImportChoice = { application, catalogue, clients, remarks, secrets: flags.secrets };
  const written =
    places === null
      ? await importToOutput(origin, choice, session)
      : await importToFile(places, origin, choice, session);
  await reportOrigin(flags, origin, session);
  await reportImport(flags, written, session);
  return exitCode.done;
}

/** `-f` names what other commands read; here it could be meant for what is written. */
export function noFileToRead(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'import reads no file.',
    cure: 'Name the file to write with --out FILE.',
  });
}

/** Where import writes: the file, and beside it the example of what to set. */
type Places = { readonly shown: string; readonly path: string; readonly example: string };

async function placesFor(shown: string, secrets: ImportFlags['secrets'], session: Session): Promise<Places> {
  const path = await outputPlace({ path: shown, asked: '--out' }, session.cwd);
  await refuseOverwrite(path, null);
  const example = join(dirname(shown), '.env.example');
  if (secrets === 'unmanaged') return { shown, path, example };
  const place = await outputPlace({ path: example, asked: 'The file' }, session.cwd);
  // What is in it is known only after reading; that it is somebody's own can be seen now.
  const present = await textOfFile(place);
  if (present !== null && !mayBeEnvExample(present) && !isStarterVariables(present)) await refuseOverwrite(place, null);
  return { shown, path, example: place };
}

async function importToFile(
  { shown, path, example }: Places,
  { source, planFrom }: ImportOrigin,
  choice: ImportChoice,
  session: Session,
): Promise<WrittenConfig> {
  const written = writeConfig(source, choice);
  const present = written.envExample === null ? null : await textOfFile(example);
  if (present !== null && !isStarterVariables(present)) await refuseOverwrite(example, written.envExample);
  await writeNewFile(path, written.text);
  if (written.envExample !== null) await writeExample(example, written.envExample, present);
  await verifyImport({ path, shown, secretNames: written.secretNames, planFrom }, session);
  return written;
}

// A second import beside the first may need the same example. That of `capstan init` gets the names that it lacks.
async function writeExample(path: string, text: string, present: string | null): Promise<void> {
  if (present === null) return writeNewFile(path, text);
  if (!isStarterVariables(present)) return;
  const start = present.endsWith('\n') ? present : `${present}\n`;
  const there = new Set(start.split(/\r?\n/));
  const lines = text.split('\n').filter((line) => !line.startsWith('#') && !there.has(line));
  const after = Buffer.from(`${start}${lines.map((line) => `${line}\n`).join('')}`);
  await replaceFile({ path, shown: path, before: Buffer.from(present), after });
}

async function importToOutput(
  { source, planFrom }: ImportOrigin,
  choice: ImportChoice,
  session: Session,
): Promise<WrittenConfig> {
  const whole = choice.clients === null;
  const written = whole ? writeConfig(source, choice) : writeFragment(source, choice);
  await session.out(written.text);
  // Entries alone are no file: they are tried in one that has nothing else.
  const trial = whole ? written.text : wholeFileOf(written, choice);
  const folder = await mkdtemp(join(tmpdir(), 'capstan-import-'));
  try {
    const path = join(folder, 'capstan.yaml');
    await writeNewFile(path, trial);
    await verifyImport({ path, shown: 'The text', secretNames: written.secretNames, planFrom }, session);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return written;
}

async function reportOrigin({ voice }: ImportFlags, { notes }: ImportOrigin, session: Session): Promise<void> {
  if (voice !== 'quiet' && notes.length > 0) await session.tell(notes.map((note) => `${note}\n`).join(''));
}

function yamlOnly(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: '--print prints YAML, so --format json does not go with it.',
    cure: 'Leave out one of the two.',
  });
}

const maxShown = 20;

/** Says what was written, what was left out, what is still to do, and that all is in sync. */
async function reportImport(flags: ImportFlags, written: WrittenConfig, session: Session): Promise<void> {
  if (flags.voice !== 'quiet') await session.tell(summary(flags, written));
  const inSync = 'in sync: a plan from what was written has nothing to do\n';
  const found = [...written.notes.map(asNote), ...written.secrets.map(asSecretNote)];
  if (flags.format === 'json') await session.out(jsonText(problemsJson([], found)));
  else if (flags.destination.kind === 'file') await session.out(inSync);
  else await session.tell(inSync);
}

function summary(flags: ImportFlags, { count, notes, secretNames, secrets }: WrittenConfig): string {
  const where = flags.destination.kind === 'file' ? `${visibleText(flags.destination.path)}: ` : '';
  // Entries for another file bring no application.
  const isFragment = flags.destination.kind === 'print' && flags.clients.length > 0;
  const lines = [
    `${where}${countOf(count.keys, 'setting')} and ${countOf(count.clients, 'client')} written`,
    ...unmanagedLines(notes, flags.voice === 'verbose' ? notes.length : maxShown),
    ...(secretNames.size > 0 ? [secretHint(flags, secretNames)] : []),
    ...(flags.captureUrl === null && !isFragment ? [captureUrlHint] : []),
    ...secretLines(secrets, flags.voice === 'verbose' ? secrets.length : maxShown),
  ];
  return `${lines.join('\n')}\n`;
}

function unmanagedLines(notes: readonly ImportNote[], limit: number): readonly string[] {
  if (notes.length === 0) return [];
  const shown = notes.slice(0, limit).map(({ target, reason }) => `  ${visibleText(target)}: ${reason}`);
  const more = notes.length - shown.length;
  const rest = more > 0 ? [`  and ${more} more; --verbose lists them all`] : [];
  const head = notes.length === 1 ? '1 entry is' : `${notes.length} entries are`;
  return [`${head} not managed, with a comment in place of each:`, ...shown, ...rest];
}

/** What was taken for a secret, and why: so that false alarms are seen, and how to end them. */
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
          `If one that only looks like a secret is none, list it in the file and write its value: public: [${JSON.stringify(visibleText(looks.target))}]`,
        ];
  return [`${countOf(secrets.length, 'value was', 'values were')} taken for a secret:`, ...shown, ...rest, ...cure];
}

function secretHint(flags: ImportFlags, names: ReadonlySet<string>): string {
  const list = [...names].sort().join(', ');
  const example = flags.destination.kind === 'file' ? ' (.env.example lists them)' : '';
  return `Set the secrets in the environment before \`capstan plan\`${example}: ${list}`;
}

const captureUrlHint =
  'No --capture-url was given, so every change would replace a whole scope. With the registration domain under `application: captureUrl:`, single keys can be written; the Console shows it on the page "Manage Application".';

function asSecretNote({ target, why }: ImportedSecret): Problem {
  const code = why.kind === 'contains' ? 'secret-in-plain-value' : 'taken-for-secret';
  const cure = onlyLooks(why)
    ? `If it is no secret, list ${target} under public in the file.`
    : 'Nothing needs to be done.';
  return { code, message: `${target}: ${reasonText(why)}`, cure, source: null };
}

function asNote({ target, reason }: ImportNote): Problem {
  return { code: 'not-managed', message: `${target}: ${reason}`, cure: 'Nothing needs to be done.', source: null };
}
