import { noKnownPlaces, overlaidTree } from '../config/files/disk-tree.ts';
import type { FileTree } from '../config/files/file-tree.ts';
import { startParser } from '../config/files/parser-thread.ts';
import { loadDesired, type Outline, outlineOf } from '../config/load-config.ts';
import { canonicalJson } from '../leaf/json.ts';
import { requestsLeave } from '../leaf/work.ts';
import { type ApiOptions, type Connection, createReadApi } from '../service/client/create-api.ts';
import { apiLimits, type ReadApi } from '../service/interface.ts';
import { type FileText, loadedAhead, type WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { loadOptions, readText, treeOf } from './load-file.ts';
import { accessOf, apiOptions } from './open-application.ts';

// A smaller file is parsed before another thread has started; of a larger one, the heap of that thread would take a quarter
// more memory for the whole run.
const leastForThread = 32 * 1024;
const mostCharacters = 1024 * 1024;

type Reads = ReadApi & Connection;

/** Work that loads a file, in the context that it is given, and then reads its application. */
type Work<T> = (open: (options: ApiOptions) => Reads, context: WorkflowContext) => Promise<T>;

/**
 * Does such work. The application is read while the file is parsed, a large one by another thread: `open` gives an API that
 * has begun with what the file seems to declare. If the file turns out to be for another application, or to have problems,
 * what was read counts for nothing.
 */
export async function readingAhead<T>(file: string, context: WorkflowContext, work: Work<T>): Promise<T> {
  // Where several files are run, others are read while one is parsed. An audit names the client of each request by its
  // alias, which only the whole file tells.
  if (context.ahead !== undefined || context.requests.needsAliases) return work(createReadApi, context);
  const ahead = loadedAhead(noKnownPlaces());
  const outline = await outlineOfFile(file, { ...context, ahead });
  if (outline === null) return work(createReadApi, { ...context, ahead });
  const parser = outline.known.text.length < leastForThread ? undefined : await startParser();
  let begun: Begun | null = null;
  try {
    begun = await beginReading(outline, { ...context, ahead });
    // This thread has nothing to do but to parse.
    if (parser === undefined) await requestsLeave();
    return await work(
      (options) => {
        // By now the file is loaded.
        parser?.end();
        return openBegun(begun, options);
      },
      { ...context, ahead, parser },
    );
  } finally {
    parser?.end();
    await begun?.api.close();
  }
}

type Begun = { readonly options: ApiOptions; readonly api: Reads };

function openBegun(begun: Begun | null, options: ApiOptions): Reads {
  if (begun !== null && isSameAccess(options, begun.options)) return begun.api;
  // What was not sent yet is not sent any more.
  void begun?.api.close();
  return createReadApi(options);
}

type OutlineOf = Outline & { readonly file: string; readonly known: FileText };

async function outlineOfFile(file: string, context: WorkflowContext): Promise<OutlineOf | null> {
  const known = await readText(file, context);
  if (known === null || known.text.length > mostCharacters) return null;
  context.ahead?.keepText(file, known);
  const outline = outlineOf(known.text);
  return outline && { ...outline, file, known };
}

async function beginReading({ file, known, ...outline }: OutlineOf, context: WorkflowContext): Promise<Begun | null> {
  const tree = onlyTree(treeOf(context), known, outline.head);
  const loaded = await loadDesired(file, { ...loadOptions(context, 'left-out'), tree });
  if (loaded.kind === 'problems') return null;
  try {
    const options = apiOptions(accessOf(loaded.desired, context), context);
    return { options, api: begunWith(createReadApi(options), outline) };
  } catch (cause) {
    // Problems of the file are told before those of the credentials.
    if (cause instanceof ExpectedEnd) return null;
    throw cause;
  }
}

/** The tree as if it had this file alone, with another text. What lies beside it is asked for with the whole file. */
function onlyTree(tree: FileTree, { asked, path }: FileText, text: string): FileTree {
  return {
    ...overlaidTree(tree, new Map([[path, text]])),
    resolveLinks: async (one) => (one === asked || one === path ? path : undefined),
    findRepository: async () => undefined,
  };
}

function isSameAccess(one: ApiOptions, other: ApiOptions): boolean {
  // Not where the file says it: the outline has other lines.
  const [a, b] = [one, other].map(({ application, credentials: { clientId } }) => {
    const { id, region, configUrl, captureUrl, auth = 'basic' } = application;
    return canonicalJson({ id, region, configUrl, captureUrl, auth, clientId });
  });
  return a === b && one.credentials.clientSecret.equals(other.credentials.clientSecret);
}

/** The API with the first reads under way. Each is given out once: what is read again is read anew. */
function begunWith(api: Reads, { clientIds }: Outline): Reads {
  const list = begunRead(api.listClients);
  const options = begunRead(api.readOptions);
  const settings = readsInOrder(clientIds, api.readClientSettings);
  return { ...api, listClients: list, readOptions: options, readClientSettings: settings };
}

// One that ends always has a successor that waits.
const mostBegun = 2 * apiLimits.requestsInFlight;

/**
 * Reads by id, of which the first ones are begun, and with the end of each the next one: thousands of reads that only wait
 * take memory, and time before the first request leaves.
 */
function readsInOrder<R>(ids: readonly string[], read: (id: string) => Promise<R>): (id: string) => Promise<R> {
  const begun = new Map<string, () => Promise<R>>();
  const asked = new Set<string>();
  const left = ids.values();
  const beginNext = (): void => {
    for (const id of left) {
      if (asked.has(id)) continue;
      begun.set(
        id,
        begunRead(() => read(id), beginNext),
      );
      return;
    }
  };
  for (let count = 0; count < mostBegun; count += 1) beginNext();
  return (id) => {
    asked.add(id);
    return begun.get(id)?.() ?? read(id);
  };
}

function begunRead<R>(read: () => Promise<R>, ended: () => void = () => undefined): () => Promise<R> {
  let begun: Promise<R> | null = read();
  // If it is never asked for, nothing else hears of a bug in it.
  begun.then(ended, ended);
  return () => {
    const first = begun;
    begun = null;
    return first ?? read();
  };
}
