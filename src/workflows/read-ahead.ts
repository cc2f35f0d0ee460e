import { resolve } from 'node:path';
import { ProblemList } from '../config/check/problems-and-limits.ts';
import { overlaidTree } from '../config/files/disk-tree.ts';
import { readTextFile } from '../config/files/file-tree.ts';
import { mostInPieces } from '../config/files/load-files.ts';
import { loadDesired, type Outline, outlineOf } from '../config/load-config.ts';
import { canonicalJson } from '../leaf/json.ts';
import { type ApiOptions, type Connection, createReadApi } from '../service/client/create-api.ts';
import type { ReadApi } from '../service/interface.ts';
import type { WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';
import { loadOptions, treeOf } from './load-file.ts';
import { accessOf, apiOptions } from './open-application.ts';

// Below this a file is parsed before a first response could come.
const leastCharacters = 32 * 1024;

type Reads = ReadApi & Connection;

/**
 * Does some work that loads a file and then reads its application. The application of a large file is read while the file
 * is parsed: `open` gives an API that has begun with what the file seems to declare. If the file turns out to be for
 * another application, or to have problems, what was read counts for nothing.
 */
export async function readingAhead<T>(
  file: string,
  context: WorkflowContext,
  work: (open: (options: ApiOptions) => Reads) => Promise<T>,
): Promise<T> {
  const begun = await beginReading(file, context);
  if (begun === null) return work(createReadApi);
  try {
    return await work((options) => {
      if (isSameAccess(options, begun.options)) return begun.api;
      // What was not sent yet is not sent any more.
      void begun.api.close();
      return createReadApi(options);
    });
  } finally {
    await begun.api.close();
  }
}

type Begun = { readonly options: ApiOptions; readonly api: Reads };

async function beginReading(file: string, context: WorkflowContext): Promise<Begun | null> {
  // An audit names the client of each request by its alias, which only the whole file tells.
  if (context.requests.needsAliases || context.ahead !== undefined) return null;
  const tree = treeOf(context);
  const path = (await tree.resolveLinks(resolve(context.cwd, file))) ?? file;
  const text = await readTextFile({ path, shown: file, askedAt: null }, tree, new ProblemList());
  const outline = text !== undefined && isOfSize(text) ? outlineOf(text) : null;
  if (outline === null) return null;
  const head = overlaidTree(tree, new Map([[path, outline.head]]));
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
  return length >= leastCharacters && length <= mostInPieces;
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
