import { overlaidTree } from '../config/files/disk-tree.ts';
import { type Parser, startParser } from '../config/files/parser-thread.ts';
import { loadDesired, type Outline, outlineOf } from '../config/load-config.ts';
import { canonicalJson } from '../leaf/json.ts';
import { type ApiOptions, type Connection, createReadApi } from '../service/client/create-api.ts';
import type { ReadApi } from '../service/interface.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { loadOptions, readText, treeOf } from './load-file.ts';
import { accessOf, apiOptions } from './open-application.ts';

// A smaller file is parsed before another thread has started; of a larger one, the heap of that thread would take a quarter
// more memory for the whole run.
const leastCharacters = 32 * 1024;
const mostCharacters = 1024 * 1024;

type Reads = ReadApi & Connection;

/** Work that loads a file and then reads its application. `parser` undefined: this thread parses. */
type Work<T> = (open: (options: ApiOptions) => Reads, parser: Parser | undefined) => Promise<T>;

/**
 * Does such work. The application of a large file is read while another thread parses the file: `open` gives an API that
 * has begun with what the file seems to declare. If the file turns out to be for another application, or to have problems,
 * what was read counts for nothing.
 */
export async function readingAhead<T>(file: string, context: WorkflowContext, work: Work<T>): Promise<T> {
  const outline = await outlineOfLarge(file, context);
  if (outline === null) return work(createReadApi, undefined);
  const parser = startParser();
  let begun: Begun | null = null;
  try {
    begun = await beginReading(outline, context);
    return await work((options) => {
      // By now the file is loaded.
      parser?.end();
      return openBegun(begun, options);
    }, parser);
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

type OutlineOf = Outline & { readonly path: string; readonly file: string };

async function outlineOfLarge(file: string, context: WorkflowContext): Promise<OutlineOf | null> {
  // An audit names the client of each request by its alias, which only the whole file tells.
  if (context.requests.needsAliases || context.ahead !== undefined) return null;
  const known = await readText(file, context);
  const outline = known !== null && isOfSize(known.text) ? outlineOf(known.text) : null;
  return known && outline && { ...outline, path: known.path, file };
}

async function beginReading({ path, file, ...outline }: OutlineOf, context: WorkflowContext): Promise<Begun | null> {
  const head = overlaidTree(treeOf(context), new Map([[path, outline.head]]));
  const loaded = await loadDesired(file, { ...loadOptions(context, 'left-out'), tree: head });
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

function isOfSize({ length }: string): boolean {
  return length >= leastCharacters && length <= mostCharacters;
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
  const settings = new Map(clientIds.map((id) => [id, begunRead(() => api.readClientSettings(id))]));
  return {
    ...api,
    listClients: list,
    readOptions: options,
    readClientSettings: (id) => settings.get(id)?.() ?? api.readClientSettings(id),
  };
}

function begunRead<R>(read: () => Promise<R>): () => Promise<R> {
  let begun: Promise<R> | null = read();
  // If it is never asked for, nothing else hears of a bug in it.
  begun.catch(() => undefined);
  return () => {
    const first = begun;
    begun = null;
    return first ?? read();
  };
}
