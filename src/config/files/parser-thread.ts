import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Source } from '../../model/finding.ts';
import { ProblemList } from '../check/problems-and-limits.ts';
import type { Located, LocatedEntry, LocatedList, LocatedMap, LocatedScalar } from '../yaml/located.ts';
import { parseText } from '../yaml/parse-yaml.ts';

// Both sides of a thread that parses YAML, so that this thread can read the application meanwhile.

/** Parses texts on another thread, one after the other. */
export type Parser = {
  /** As `parseText` does it, to which it leaves what it cannot parse. */
  readonly parse: (file: string, text: string, problems: ProblemList) => Promise<Located | undefined>;
  readonly end: () => void;
};

type Asked = { readonly file: string; readonly text: string };
type Answer = FlatTree | null;

// A process has one at a time: a hundred plans at once, by the library, would take six times the memory and three times the processor.
let isTaken = false;

/**
 * Starts the thread. undefined: there is none, since there is one core alone, since another file is parsed by one, or
 * since the program is in another form than it is published.
 */
export async function startParser(): Promise<Parser | undefined> {
  const program = isTaken || availableParallelism() < 2 ? undefined : programOfThread();
  if (program === undefined) return undefined;
  isTaken = true;
  try {
    // Node takes a millisecond to load it, and most runs have no thread.
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(program, { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    worker.once('exit', () => {
      isTaken = false;
    });
    return parserOver(worker);
  } catch {
    // Node may run without the permission to have threads.
    isTaken = false;
    return undefined;
  }
}

/** Only where this code lies as in the package: beside a bundle or the executable the file may be anyone's. */
function programOfThread(): string | undefined {
  const own = fileURLToPath(import.meta.url);
  const program = join(dirname(own), '..', 'bin', 'parser-thread.cjs');
  const isPackage = basename(dirname(own)) === 'dist' && own.endsWith('.cjs') && existsSync(own);
  return isPackage && existsSync(program) ? program : undefined;
}

/** A parser that has `answerTexts` at the other end. */
export function parserOver(worker: Worker | MessagePort): Parser {
  const waiting: ((answer: Answer) => void)[] = [];
  let isRunning = true;
  const give = (answer: Answer): void => {
    waiting.shift()?.(answer);
    if (waiting.length === 0) worker.unref();
  };
  const stop = (): void => {
    isRunning = false;
    while (waiting.length > 0) give(null);
  };
  worker
    .on('message', give)
    .on('messageerror', () => give(null))
    .on('error', stop)
    .on('exit', stop)
    .on('close', stop)
    .unref();
  const ask = (asked: Asked): Promise<Answer> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      worker.ref();
      worker.postMessage(asked);
    });
  return {
    parse: async (file, text, problems) => {
      const answer = isRunning ? await ask({ file, text }) : null;
      return answer === null ? parseText(file, text, problems) : unflatten(answer, file);
    },
    end: () => worker.postMessage(null),
  };
}

/** What the thread does: it answers each text by its tree, and by null if there is a problem in it. null ends it. */
export function answerTexts(port: MessagePort): void {
  port.on('message', (asked: Asked | null) => {
    if (asked === null) port.close();
    else answer(asked, port);
  });
}

function answer({ file, text }: Asked, port: MessagePort): void {
  const problems = new ProblemList();
  const root = parseText(file, text, problems);
  const tree = root !== undefined && problems.isEmpty ? flatten(root) : null;
  port.postMessage(tree, tree === null ? [] : [tree.cells.buffer]);
}

/**
 * A tree on its way to another thread: each text once, and all else as numbers, in the order of the file. A copy of the
 * objects themselves would take three times as long, and have the name of the file at each value.
 */
type FlatTree = {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly cells: Int32Array<ArrayBuffer>;
};

const mapCell = 0;
const listCell = 1;
// A scalar has this, what its JSON is, whether it is plain, and whether it is exact.
const scalarCell = 2;
const jsonKinds = ['null', 'false', 'true', 'number', 'text'] as const;
type JsonKind = (typeof jsonKinds)[number];
const plainBit = 1;
const exactBit = 2;
const bitsOfScalar = 2;

/** Writes a subtree that several aliases share once for each; the bound on values counts them so too. */
function flatten(root: Located): FlatTree {
  const cells: number[] = [];
  const numbers: number[] = [];
  const texts = new Map<string, number>();
  write(root);
  return { texts: [...texts.keys()], numbers, cells: Int32Array.from(cells) };

  function write(node: Located): void {
    if (node.kind === 'scalar') writeScalar(node);
    else if (node.kind === 'list') writeList(node);
    else writeMap(node);
  }

  function writeMap({ entries, source }: LocatedMap): void {
    cells.push(mapCell, entries.size);
    place(source);
    for (const [key, { keySource, value }] of entries) {
      cells.push(indexOf(key));
      place(keySource);
      write(value);
    }
  }

  function writeList({ items, source }: LocatedList): void {
    cells.push(listCell, items.length);
    place(source);
    for (const item of items) write(item);
  }

  function writeScalar(node: LocatedScalar): void {
    cells.push(scalarCell + scalarCode(node), indexOf(node.text));
    if (typeof node.json === 'number') numbers.push(node.json);
    place(node.source);
  }

  function place({ line, column }: Source): void {
    cells.push(line, column);
  }

  function indexOf(text: string): number {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, texts.size);
    return known ?? texts.size - 1;
  }
}

function scalarCode({ json, plain, exact }: LocatedScalar): number {
  return (jsonKinds.indexOf(jsonKindOf(json)) << bitsOfScalar) + (plain ? plainBit : 0) + (exact ? exactBit : 0);
}

function jsonKindOf(json: LocatedScalar['json']): JsonKind {
  if (json === null) return 'null';
  if (typeof json === 'boolean') return json ? 'true' : 'false';
  return typeof json === 'number' ? 'number' : 'text';
}

/** The tree again, in which each place has the name of the file. */
function unflatten({ texts, numbers, cells }: FlatTree, file: string): Located {
  let at = 0;
  let numbersRead = 0;
  return read();

  function next(): number {
    at += 1;
    return cells[at - 1] ?? 0;
  }

  function text(): string {
    return texts[next()] ?? '';
  }

  function place(): Source {
    return { file, line: next(), column: next() };
  }

  function read(): Located {
    const cell = next();
    if (cell === mapCell) return readMap(next());
    return cell === listCell ? readList(next()) : readScalar(cell - scalarCell);
  }

  function readMap(size: number): Located {
    const source = place();
    const entries = new Map<string, LocatedEntry>();
    for (let entry = 0; entry < size; entry += 1) {
      const key = text();
      const keySource = place();
      entries.set(key, { keySource, value: read() });
    }
    return { kind: 'map', entries, source };
  }

  function readList(length: number): Located {
    const source = place();
    return { kind: 'list', items: Array.from({ length }, read), source };
  }

  function readScalar(code: number): Located {
    const written = text();
    const json = jsonOf(jsonKinds[code >> bitsOfScalar] ?? 'text', written);
    const [plain, exact] = [(code & plainBit) !== 0, (code & exactBit) !== 0];
    return { kind: 'scalar', json, text: written, plain, exact, source: place() };
  }

  function jsonOf(kind: JsonKind, written: string): LocatedScalar['json'] {
    if (kind === 'null') return null;
    if (kind === 'text') return written;
    if (kind !== 'number') return kind === 'true';
    numbersRead += 1;
    return numbers[numbersRead - 1] ?? 0;
  }
}
