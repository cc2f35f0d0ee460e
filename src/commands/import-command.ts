import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllowedHosts } from '../core/model/allowed-hosts.ts';
import { mayBeEnvExample } from '../import/env-example.ts';
import type { ImportChoice, ImportSource, WrittenConfig } from '../import/import-choice.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../import/write-config.ts';
import { checkVariables } from './check-variables.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd, endWith } from './expected-end.ts';
import { importedApplication } from './import-application.ts';
import type { ImportFlags } from './import-flags.ts';
import { readForImport } from './import-live.ts';
import { outputPlace } from './output-place.ts';
import { reportImport } from './report-import.ts';
import type { Session } from './session.ts';
import { verifyImport } from './verify-import.ts';
import { refuseOverwrite, textOfFile, writeNewFile } from './write-new-file.ts';

/** `capstan import`: gives the exit code. */
export async function importApplication(flags: ImportFlags, session: Session): Promise<number> {
  const slips = checkVariables(session.variables, []);
  if (slips.length > 0) throw new ExpectedEnd(exitCode.wrongUsage, slips);
  if (flags.destination.kind === 'print' && flags.format === 'json') throw yamlOnly();
  const places =
    flags.destination.kind === 'file' ? await placesFor(flags.destination.path, flags.secrets, session) : null;
  const application = importedApplication(flags, parseAllowedHosts(session.variables['CAPSTAN_ALLOWED_HOSTS']));
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const { source, clients } = await readForImport(application, flags.clients, catalogue, session);
  const { configUrl, ...rest } = application;
  const named = { ...rest, configUrl: application.region === null ? configUrl : null };
  const choice: ImportChoice = { application: named, catalogue, clients, secrets: flags.secrets };
  const written =
    places === null
      ? await importToOutput(source, choice, session)
      : await importToFile(places, source, choice, session);
  await reportImport(flags, written, session);
  return exitCode.done;
}

/** `-f` names what other commands read; here it could be meant for what is written. */
export function noFileToRead(): Error {
  return endWith(exitCode.wrongUsage, {
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
  if (present !== null && !mayBeEnvExample(present)) await refuseOverwrite(place, null);
  return { shown, path, example: place };
}

async function importToFile(
  { shown, path, example }: Places,
  source: ImportSource,
  choice: ImportChoice,
  session: Session,
): Promise<WrittenConfig> {
  const written = writeConfig(source, choice);
  if (written.envExample !== null) await refuseOverwrite(example, written.envExample);
  await writeNewFile(path, written.text);
  if (written.envExample !== null) await writeUnlessThere(example, written.envExample);
  await verifyImport({ path, shown, secretNames: written.secretNames }, session);
  return written;
}

// A second import beside the first may need the same example.
async function writeUnlessThere(path: string, text: string): Promise<void> {
  if ((await textOfFile(path)) === null) await writeNewFile(path, text);
}

async function importToOutput(source: ImportSource, choice: ImportChoice, session: Session): Promise<WrittenConfig> {
  const whole = choice.clients === null;
  const written = whole ? writeConfig(source, choice) : writeFragment(source, choice);
  await session.out(written.text);
  // Entries alone are no file: they are tried in one that has nothing else.
  const trial = whole ? written.text : wholeFileOf(written, choice);
  const folder = await mkdtemp(join(tmpdir(), 'capstan-import-'));
  try {
    const path = join(folder, 'capstan.yaml');
    await writeNewFile(path, trial);
    await verifyImport({ path, shown: 'The text', secretNames: written.secretNames }, session);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return written;
}

function yamlOnly(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: '--print prints YAML, so --format json does not go with it.',
    cure: 'Leave out one of the two.',
  });
}
