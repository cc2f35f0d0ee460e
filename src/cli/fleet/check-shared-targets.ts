import { catalogue } from '../../catalogue/catalogue.ts';
import {
  applicationOf,
  type RunFile,
  type SharedTargets,
  sharedTargets,
  unclearFiles,
  withIds,
} from '../../engine/shared-targets.ts';
import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { wrapText } from '../../render/text/wrap-text.ts';
import { ExpectedEnd } from '../../workflows/ending.ts';
import { loadFile, quickIdOf } from '../../workflows/load-file.ts';
import type { ReadClients } from '../../workflows/open-application.ts';
import { expiryWindow } from '../../workflows/run-context.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import { lookingAtFiles } from './fleet-progress.ts';

/** The application of a file. `key`: the same for all files of one application. */
export type KnownApplication = { readonly id: string; readonly key: string };

const maxTargets = 5;

// While one is parsed, the disk is asked for others: each takes a dozen questions to it.
const filesAtOnce = 8;

/**
 * Ends a run whose files would undo each other; equal values are only reported. It does so before the first request,
 * or, where one file names a client by id and another finds clients by name, after the request that lists the clients.
 * `readClients`: null where no request is made, so that only the files count. The run reports the problems of an
 * invalid file later. Files that share their application with no other are not loaded before their turn. Returns the
 * application of each file that is known by now.
 */
export async function checkSharedTargets(
  { file: names, verbosity, fleet }: CommonFlags,
  session: Session,
  readClients: ReadClients | null,
): Promise<ReadonlyMap<string, KnownApplication>> {
  const ids = await idsOf(names, session);
  const files = await filesThatShare(names, ids, session);
  if (typeof fleet?.fleet === 'string') refuseTwice(files, fleet.fleet);
  const byFiles = sharedOrEnd(files, session);
  const known = readClients === null ? files : await withLiveIds(files, readClients, session);
  const { equal } = known === files ? byFiles : sharedOrEnd(known, session);
  if (verbosity !== 'quiet') for (const shared of equal) await session.stderr(equalText(shared, session));
  const alone = [...ids].flatMap(([file, id]) => (id === null ? [] : [[file, { id, key: file }] as const]));
  const shared = files.map(
    (each) => [each.file, { id: each.desired.application.id, key: applicationOf(each) }] as const,
  );
  return new Map([...alone, ...shared]);
}

/** The application of each file, as its text tells it; null: only loading it can tell. */
async function idsOf(names: readonly string[], session: Session): Promise<ReadonlyMap<string, string | null>> {
  const looking = lookingAtFiles(session, names.length);
  const ids = await inParts(names, async (file) => {
    const id = await quickIdOf(file, session);
    looking.next();
    return [file, id] as const;
  });
  looking.close();
  return new Map(ids);
}

/** The valid files of which another may be for the same application, in order. Each is kept for its turn. */
async function filesThatShare(
  names: readonly string[],
  ids: ReadonlyMap<string, string | null>,
  session: Session,
): Promise<readonly RunFile[]> {
  const idOf = (file: string): string | null => ids.get(file) ?? null;
  const unclear = await soundFiles(
    names.filter((file) => idOf(file) === null),
    session,
  );
  const once = new Set<string | null>();
  const shared = new Set<string | null>(unclear.map(({ desired }) => desired.application.id));
  for (const id of names.map(idOf)) (once.has(id) ? shared : once).add(id);
  const others = names.filter((file) => idOf(file) !== null && shared.has(idOf(file)));
  const files = new Map([...unclear, ...(await soundFiles(others, session))].map((each) => [each.file, each]));
  return names.flatMap((name) => files.get(name) ?? []);
}

async function soundFiles(names: readonly string[], session: Session): Promise<readonly RunFile[]> {
  const files = await inParts(names, async (file) => ({ file, loaded: await loadFile(file, session, 'left-out') }));
  return files.flatMap(({ file, loaded }): readonly RunFile[] => {
    if (loaded.kind !== 'desired') return [];
    session.ahead?.keep(file, loaded);
    return [{ file, desired: loaded.desired }];
  });
}

async function inParts<R>(names: readonly string[], look: (file: string) => Promise<R>): Promise<readonly R[]> {
  const all: R[] = [];
  for (let at = 0; at < names.length; at += filesAtOnce) {
    all.push(...(await Promise.all(names.slice(at, at + filesAtOnce).map(look))));
  }
  return all;
}

/** In a fleet an application has one file. A second one is usually a copy whose id was not changed. */
function refuseTwice(files: readonly RunFile[], fleet: string): void {
  const first = new Map<string, RunFile>();
  const problems = files.flatMap((each): readonly Problem[] => {
    const other = first.get(applicationOf(each));
    if (other === undefined) first.set(applicationOf(each), each);
    return other === undefined ? [] : [sameApplication(other, each, fleet)];
  });
  if (problems.length > 0) throw new ExpectedEnd('invalidFile', problems);
}

function sameApplication(first: RunFile, second: RunFile, fleet: string): Problem {
  const { id, source } = second.desired.application;
  const { file, line, column } = first.desired.application.source;
  return {
    code: 'same-application-twice',
    message: `${second.file} and ${first.file} of ${fleet} are both for application ${id} (the other at ${file}:${line}:${column})`,
    cure: 'Correct the id if one of them is a copy. To split one application over several files, name the file that extends the others.',
    source,
  };
}

async function withLiveIds(
  files: readonly RunFile[],
  readClients: ReadClients,
  session: Session,
): Promise<readonly RunFile[]> {
  let known = files;
  for (const unclear of unclearFiles(files)) {
    const clients = await readClients(unclear, session);
    const application = applicationOf(unclear);
    known = known.map((file) => (applicationOf(file) === application ? withIds(file, clients) : file));
  }
  return known;
}

function sharedOrEnd(files: readonly RunFile[], session: Session): SharedTargets {
  const shared = sharedTargets(files, catalogue, expiryWindow(session.now()).today);
  if (shared.conflicts.length > 0) throw new ExpectedEnd('invalidFile', shared.conflicts);
  return shared;
}

function equalText(
  { files: [first, second], values, targets }: SharedTargets['equal'][number],
  session: Session,
): string {
  const shown = targets.slice(0, maxTargets).join(', ');
  const rest = targets.length > maxTargets ? ` and ${targets.length - maxTargets} more` : '';
  const how = values === 'equal' ? 'with equal values' : 'with values that could not be compared';
  const text = `info: ${first} and ${second} manage the same targets, ${how}: ${shown}${rest}  [same-target-twice]`;
  return `${wrapText(visibleText(text), session.stderrStyle.width).join('\n')}\n`;
}
