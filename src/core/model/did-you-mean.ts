/** The known name nearest to `name`, when it is near enough to be a slip; undefined otherwise. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = name.length < 5 ? 2 : 3;
  for (const candidate of known) {
    if (candidate.length - name.length > bestDistance || name.length - candidate.length > bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    // Of two that are equally near the first by name is taken, whatever the order they come in.
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "x"?` or nothing: the end of a sentence about an unknown name. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** Levenshtein distance with swaps of neighbours counted as one edit. */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell(a, b, i, j, { row, last, beforeLast }));
    beforeLast = last;
    last = row;
  }
  return cellAt(last, b.length);
}

type Rows = {
  readonly row: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
};

function cell(a: string, b: string, i: number, j: number, { row, last, beforeLast }: Rows): number {
  const replaced = cellAt(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  const swapped = cellAt(beforeLast, j - 2) + (isSwap ? 1 : Number.POSITIVE_INFINITY);
  return [cellAt(last, j) + 1, cellAt(row, j - 1) + 1, replaced, swapped].reduce(smaller);
}

function smaller(a: number, b: number): number {
  if (b < a) return b;
  return a;
}

// What lies outside of the table is out of reach.
function cellAt(cells: readonly number[], index: number): number {
  return cells[index] ?? Number.POSITIVE_INFINITY;
}
