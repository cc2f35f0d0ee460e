import type { ReportGroup, ReportRow } from './report.ts';

/** What many rows of a group would say in the same words, and the rows without it. */
export type SaidOnce = {
  readonly notes: readonly { readonly text: string; readonly rows: number }[];
  readonly rows: readonly ReportRow[];
};

/**
 * Takes out of the rows of a group what they repeat: the sentence of settings that nothing is known of, and a mark that
 * every row has. A reader has to see it once.
 */
export function saidOnce({ rows }: ReportGroup): SaidOnce {
  const sentences = repeated(
    rows.flatMap(({ impact, risk }) => (impact === null || risk !== null ? [] : [impact])),
    2,
  );
  const tags = repeated(
    rows.flatMap((row) => row.tags),
    Math.max(2, rows.length),
  );
  return {
    notes: [...sentences, ...tags].map(([text, count]) => ({ text, rows: count })),
    rows: rows.map((row) => ({
      ...row,
      impact: row.risk === null && row.impact !== null && sentences.has(row.impact) ? null : row.impact,
      tags: row.tags.filter((tag) => !tags.has(tag)),
    })),
  };
}

function repeated(texts: readonly string[], least: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count >= least));
}
