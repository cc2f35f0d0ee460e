import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Source } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import { mayBeEnvExample } from '../yaml-edit/import/decide-import.ts';
import type { ImportChoice, WrittenConfig } from '../yaml-edit/import/import-input.ts';
import { wholeFileOf, writeConfig, writeFragment } from '../yaml-edit/import/write-config.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd, endWith } from './ending.ts';
import { outputPlace, refuseProtectFile } from './files/output-place.ts';
import { isStarterVariables, refuseOverwrite, replaceFile, textOfFile, writeNewFile } from './files/write-file.ts';
import { type ImportOrigin, type ImportRequest, keptOrigin, liveOrigin } from './import-origin.ts';
import { checkVariables } from './load-file.ts';

/** The result of an import. `notes`: remarks on how a saved state was interpreted. */
type Imported = { readonly written: WrittenConfig; readonly notes: readonly string[] };

/** Writes a file from the live or a saved application, and proves that a plan from it has no changes. */
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

/** The outputs of import: the file, and beside it the example of variables. */
type Places = { readonly shown: string; readonly path: string; readonly example: string };

async function placesFor(shown: string, secrets: ImportRequest['secrets'], context: WorkflowContext): Promise<Places> {
  const named = { path: shown, asked: '--out' };
  const path = await outputPlace(named, context.cwd);
  refuseProtectFile(named, path);
  await refuseOverwrite(path, null);
  const example = join(dirname(shown), '.env.example');
  if (secrets === 'unmanaged') return { shown, path, example };
  const place = await outputPlace({ path: example, asked: 'The file' }, context.cwd);
  // Its content is known only after reading; that it is a user's own file can be checked now.
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

// A second import beside the first may need the same example. The missing names are appended to the file of `capstan
// init`.
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
  // Entries alone are not a file: they are checked in a minimal one.
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

/** A file that was just written, and its name in messages. */
type Written = {
  readonly path: string;
  readonly shown: string;
  readonly secretNames: ReadonlySet<string>;
  /** Plans from a file against the state that it was written from. */
  readonly planFrom: (path: string, context: WorkflowContext) => Promise<Plan>;
};

/** Plans from the written file. Ends if it is not in sync; secrets are not compared. */
async function verifyImport(imported: Written, context: WorkflowContext): Promise<void> {
  const { secretNames } = imported;
  const variables = without(context.variables, secretNames);
  const plan = await planOf(imported, { ...context, variables, varsFile: without(context.varsFile, secretNames) });
  const left = differences(plan, imported);
  if (left.length === 0) return;
  throw endWith('unexpected', {
    code: 'import-not-in-sync',
    message: `${imported.shown} was written, but a plan from it is not in sync: ${left.join(', ')}.`,
    cure: 'Run `capstan plan`: the application may have changed meanwhile. If it still differs, this is a bug: report these names, not the values.',
  });
}

async function planOf({ path, shown, planFrom }: Written, context: WorkflowContext): Promise<Plan> {
  try {
    return await planFrom(path, context);
  } catch (error) {
    if (!(error instanceof ExpectedEnd)) throw error;
    await context.notice(`${shown} was written, but no plan could be made from it.`);
    // A file beside it, such as capstan.protect.yaml, was written by someone else.
    throw error.problems.some(({ source }) => source !== null && isIn(path, source))
      ? new ExpectedEnd('unexpected', error.problems)
      : error;
  }
}

// A secret may be in the environment already; a plan compares it with the live one.
function without(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}

function isIn(path: string, { file }: Source): boolean {
  return basename(file) === basename(path);
}

function differences({ changes, findings }: Plan, { path }: Written): readonly string[] {
  const refused = findings.filter(
    ({ severity, source }) => severity === 'refuse' && (source === null || isIn(path, source)),
  );
  return [...changes.map(({ target }) => target), ...refused.map(({ code, target }) => `${target} (${code})`)];
}
