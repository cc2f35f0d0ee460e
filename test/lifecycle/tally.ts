/** Counts of what stories were made of, so that a run can say what it tried. */
export type Tally = {
  readonly count: (what: string) => void;
  readonly counts: ReadonlyMap<string, number>;
};

export function makeTally(): Tally {
  const counts = new Map<string, number>();
  return { counts, count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1) };
}

/** The counts whose names begin so, as `name n, name n`. */
export function tallyText({ counts }: Tally, prefix: string): string {
  return [...counts]
    .filter(([name]) => name.startsWith(prefix))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name.slice(prefix.length)} ${count}`)
    .join(', ');
}
