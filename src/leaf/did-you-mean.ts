/**
 * Returns for a name the known one that it is probably a typo of; undefined when there is none, or too much was asked.
 */
export type NameFinder = (name: string) => string | undefined;

// A file may hold a hundred thousand unknown names, and live as many known ones: who made so many typos needs no more
// than the first answers.
/** How many different names are searched for a near one. */
export const maxSearches = 200;
/** How many pairs of names are compared letter by letter. */
const maxComparisons = 20_000;

/** A finder over these names, which looks at each of them once and remembers its answers. */
export function nameFinder(known: Iterable<string>): NameFinder {
  let candidates: readonly Candidate[] | undefined;
  const answers = new Map<string, string | undefined>();
  const budget: Budget = { comparisons: maxComparisons };
  return (name) => {
    if (!answers.has(name) && answers.size < maxSearches) {
      candidates ??= [...known].map(candidateOf);
      answers.set(name, nearestOf(candidateOf(name), candidates, budget));
    }
    return answers.get(name);
  };
}

/** The known name nearest to `name`, when it is near enough to be a typo; undefined otherwise. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  return nameFinder(known)(name);
}

/** `; did you mean "x"?` or nothing: the end of a sentence about an unknown name. */
export function didYouMean(name: string, find: NameFinder): string {
  const nearest = find(name);
  return nearest === undefined ? '' : `did you mean "${nearest}"?`;
}

/** A name without its case and its composition, and which letters it has. */
type Candidate = { readonly name: string; readonly lower: string; readonly letters: number };
type Budget = { comparisons: number };

// To put thousands of marks on one letter in order takes time that grows with their square.
const longestName = 1_000;

function candidateOf(name: string): Candidate {
  const lower = (name.length > longestName ? name : name.normalize('NFC')).toLowerCase();
  let letters = 0;
  for (let at = 0; at < lower.length; at += 1) letters |= 1 << (lower.charCodeAt(at) % 31);
  return { name, lower, letters };
}

function nearestOf(wanted: Candidate, candidates: readonly Candidate[], budget: Budget): string | undefined {
  let best: Candidate | undefined;
  let limit = editsOfASlip(wanted.name);
  for (const candidate of candidates.filter((one) => mayBeNear(wanted, one, limit))) {
    budget.comparisons -= 1;
    if (budget.comparisons < 0) return undefined;
    const distance = editDistance(wanted.lower, candidate.lower, limit);
    if (distance > limit) continue;
    if (best === undefined || distance < limit || isNearer(candidate, best, wanted)) best = candidate;
    limit = distance;
  }
  return best?.name;
}

// Of two with as many edits the one that begins alike, since typos at the beginning are rare; then the first by name,
// whatever the order they come in.
function isNearer(a: Candidate, b: Candidate, { lower }: Candidate): boolean {
  const [first, second] = [a, b].map((one) => one.lower[0] === lower[0]);
  return first === second ? a.name < b.name : first === true;
}

// Of a single letter nothing would be left that is the same.
function editsOfASlip(name: string): number {
  if (name.length < 2) return 0;
  return name.length < 5 ? 1 : 2;
}

// An edit changes the length by one at most, and takes one letter away and brings one at most. Costs a hundredth of a
// comparison.
function mayBeNear(a: Candidate, b: Candidate, limit: number): boolean {
  const longer = a.lower.length - b.lower.length;
  if (longer > limit || -longer > limit) return false;
  return bitCount(a.letters & ~b.letters) <= limit && bitCount(b.letters & ~a.letters) <= limit;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Levenshtein distance with swaps of neighbours counted as one edit; beyond `limit` it is only known to be more. */
export function editDistance(a: string, b: string, limit: number): number {
  const width = 2 * limit + 1;
  const end = b.length - a.length + limit;
  if (end < 0 || end >= width) return limit + 1;
  let beforeLast: Band = [];
  let last: Band = Array.from({ length: width }, (_, at) => (at < limit ? far : at - limit));
  for (let row = 1; row <= a.length; row += 1) {
    const band = nextBand(a, b, row, { last, beforeLast });
    if (band.every((distance) => distance > limit)) return limit + 1;
    beforeLast = last;
    last = band;
  }
  return smaller(at(last, end), limit + 1);
}

/** The part of a row of the table that may still end within the limit: that near its diagonal. */
type Band = readonly number[];
type Rows = { readonly last: Band; readonly beforeLast: Band };

const far = Number.POSITIVE_INFINITY;

function nextBand(a: string, b: string, row: number, { last, beforeLast }: Rows): Band {
  const first = row - (last.length - 1) / 2;
  const band: number[] = [];
  for (let index = 0; index < last.length; index += 1) {
    const column = first + index;
    const replaced = at(last, index) + (a[row - 1] === b[column - 1] ? 0 : 1);
    const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    const swapped = isSwap ? at(beforeLast, index) + 1 : far;
    const inserted = smaller(at(last, index + 1), at(band, index - 1)) + 1;
    band.push(column < 0 || column > b.length ? far : smaller(smaller(replaced, swapped), inserted));
  }
  return band;
}

function smaller(a: number, b: number): number {
  if (b < a) return b;
  return a;
}

// What is outside of the band is out of reach.
function at(band: Band, index: number): number {
  return band[index] ?? far;
}
