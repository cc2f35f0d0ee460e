import { nearestName } from '../../leaf/did-you-mean.ts';
import { byText } from '../../leaf/json.ts';
import type { Problem, Source } from '../../model/finding.ts';

/** The largest file that is read. */
export const maxFileBytes = 4 * 1024 * 1024;
/** How many symbolic links are followed on the way to a file of a commit. */
export const maxLinks = 40;
/** The largest listing of one folder of a commit. */
export const maxListingBytes = 16 * 1024 * 1024;
/** How many files one configuration may consist of. */
export const maxFiles = 100;
/** How deep maps and lists may nest in a file. */
export const maxDepth = 100;
/** How deep the value of one setting may nest. */
export const maxValueDepth = 64;
/** How many tokens a file may have; reading one costs a few microseconds. */
export const maxTokens = 1_000_000;
/** How many values a file may hold once its aliases are followed. */
export const maxNodes = 200_000;
/** How much text a file may hold once its aliases are followed. */
export const maxExpandedCharacters = 16 * 1024 * 1024;
/** How many problems are listed; the rest is counted. */
export const maxProblems = 100;
/** Shorter secrets are not looked for in the texts of a file: they would be found by chance. */
export const minSecretLength = 6;
/** How many names are searched for a similar one. */
export const maxSuggestions = 200;
/** How many targets with a wildcard a list may hold, over all files: each of them is compared with every key. */
export const maxWildcards = 1_000;

// Far more than is shown, so that the shown problems are the first of the file and memory stays bounded.
const maxKept = 10_000;
/** How many more are told apart, to count each once. */
const maxCounted = 100_000;

/** Collects what is wrong: each thing once, in the order of the files, the rest counted beyond a bound. */
export class ProblemList {
  readonly #kept = new Map<string, Problem>();
  readonly #beyond = new Set<string>();
  #counts: 'all' | 'a-part' = 'all';

  add(code: string, source: Source | null, message: string, cure: string): void {
    const place = source === null ? '' : `${source.file}\n${source.line}\n${source.column}`;
    const identity = `${place}\n${code}\n${message}`;
    if (this.#kept.has(identity) || this.#beyond.has(identity)) return;
    if (this.#kept.size < maxKept) this.#kept.set(identity, { code, message, cure, source });
    else if (this.#beyond.size < maxCounted) this.#beyond.add(identity);
    else this.#counts = 'a-part';
  }

  get isEmpty(): boolean {
    return this.#kept.size === 0;
  }

  get size(): number {
    return this.#kept.size + this.#beyond.size;
  }

  /** The problems sorted by file (in the order given), line and column. */
  sorted(files: readonly string[]): readonly Problem[] {
    const order = new Map(files.map((file, index) => [file, index]));
    const all = [...this.#kept.values()].sort(
      (a, b) => comparePlaces(a.source, b.source, order) || byText(a.code, b.code),
    );
    const shown = all.slice(0, maxProblems);
    const hidden = this.size - shown.length;
    return hidden === 0 ? shown : [...shown, moreProblems(hidden, this.#counts)];
  }
}

function moreProblems(count: number, counts: 'all' | 'a-part'): Problem {
  return {
    code: 'more-problems',
    message: `${counts === 'all' ? '' : 'more than '}${count} more problem${count === 1 ? ' is' : 's are'} not shown`,
    cure: 'Fix the problems above first, then run validate again.',
    source: null,
  };
}

function comparePlaces(a: Source | null, b: Source | null, order: ReadonlyMap<string, number>): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const rank = (source: Source): number => order.get(source.file) ?? order.size;
  return rank(a) - rank(b) || byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

const longest = 80;

/** A name from a file as a message shows it: in quotes, cut, and without characters that a terminal would obey. */
export function showName(name: string): string {
  const clean = name.slice(0, longest + 1).replace(/[\p{C}\u2028\u2029]/gu, '?');
  return clean.length > longest ? `"${clean.slice(0, longest)}..."` : `"${clean}"`;
}

/** The cure for an unknown name: the known one that was probably meant, else what to do without one. */
export function suggest(name: string, known: readonly string[], otherwise: string): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? otherwise : `Did you mean "${nearest}"?`;
}
