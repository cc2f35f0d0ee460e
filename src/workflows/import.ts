import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImportChoice, WrittenConfig } from '../yaml-edit/import/choose-clients.ts';
import { mayBeEnvExample } from '../yaml-edit/import/name-secrets.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../yaml-edit/import/write-config.ts';
import { checkVariables } from './check-variables.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { outputPlace } from './files/output-place.ts';
import { isStarterVariables } from './files/starter-variables.ts';
import { refuseOverwrite, replaceFile, textOfFile, writeNewFile } from './files/write-file.ts';
import { type ImportOrigin, keptOrigin, liveOrigin } from './import-origin.ts';
import type { ImportRequest } from './import-request.ts';
import { verifyImport } from './verify-import.ts';

/** What came of an import. `notes`: what is to be known of how a saved state was understood. */
export type Imported = { readonly written: WrittenConfig; readonly notes: readonly string[] };

/** Writes a file from live, or from what was saved of it, and proves that a plan from it has nothing to do. */
export async function importApplication(request: ImportRequest, context: WorkflowContext): Promise<Imported> {
  const slips = checkVariables(context.variables, []);
  if (slips.length > 0) throw new ExpectedEnd('wrongUsage', slips);
  const { destination, from, secrets, schema } = request;
  const places = destination.kind === 'file' ? await placesFor(destination.path, secrets, context) : null;
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const origin =
    from === null ? await liveOrigin(request, catalogue, context) : await keptOrigin(from, request, catalogue, context);
  const { application, clients, remarks, notes } = origin;
  const choice: ImportChoice = { application, catalogue, clients, remarks, schema, secrets };
  if (places !== null) return { written: await importToFile(places, origin, choice, context), notes };
  const print = destination.kind === 'print' ? destination.print : async () => {};
  return { written: await importToOutput({ ...origin, print }, choice, context), notes };
}

/** Where import writes: the file, and beside it the example of what to set. */
type Places = { readonly shown: string; readonly path: string; readonly example: string };

async function placesFor(shown: string, secrets: ImportRequest['secrets'], context: WorkflowContext): Promise<Places> {
  const path = await outputPlace({ path: shown, asked: '--out' }, context.cwd);
  await refuseOverwrite(path, null);
  const example = join(dirname(shown), '.env.example');
  if (secrets === 'unmanaged') return { shown, path, example };
  const place = await outputPlace({ path: example, asked: 'The file' }, context.cwd);
  // What is in it is known only after reading; that it is someone's own can be seen now.
  const present = await textOfFile(place);
  if (present !== null && !mayBeEnvExample(present) && !isStarterVariables(present)) await refuseOverwrite(place, null);
  return { shown, path, example: place };
}

async function importToFile(
  { shown, path, example }: Places,
  { source, planFrom }: ImportOrigin,
  choice: ImportChoice,
  context: WorkflowContext,
): Promise<WrittenConfig> {
  const written = writeConfig(source, choice);
  const present = written.envExample === null ? null : await textOfFile(example);
  if (present !== null && !isStarterVariables(present)) await refuseOverwrite(example, written.envExample);
  await writeNewFile(path, written.text);
  if (written.envExample !== null) await writeExample(example, written.envExample, present);
  await verifyImport({ path, shown, secretNames: written.secretNames, planFrom }, context);
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
  { source, planFrom, print }: ImportOrigin & { readonly print: (text: string) => Promise<void> },
  choice: ImportChoice,
  context: WorkflowContext,
): Promise<WrittenConfig> {
  const whole = choice.clients === null;
  const written = whole ? writeConfig(source, choice) : writeFragment(source, choice);
  await print(written.text);
  // Entries alone are no file: they are tried in one that has nothing else.
  const trial = whole ? written.text : wholeFileOf(written, choice);
  const folder = await mkdtemp(join(tmpdir(), 'capstan-import-'));
  try {
    const path = join(folder, 'capstan.yaml');
    await writeNewFile(path, trial);
    await verifyImport({ path, shown: 'The text', secretNames: written.secretNames, planFrom }, context);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return written;
}
