import type { Severity, Source } from '../../model/finding.ts';
import type { RedactedValue } from '../../model/value.ts';

/**
 * What every format shows: the one form that plans, runs, drift and comparisons are brought into before anyone prints
 * them. Secrets are masked here already; texts are raw, and each format escapes them for its own medium.
 */
export type Report = {
  readonly kind: 'plan' | 'run' | 'drift' | 'compare';
  readonly title: string;
  /** What it is about, the same in every run, such as the id of the application; the title when left out. */
  readonly subject?: string;
  readonly verdict: { readonly level: Level; readonly text: string };
  /** Short facts for the head: application, read at, baseline, digest. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Names of the value columns, such as before and after. */
  readonly columns: readonly string[];
  /** By scope, the riskiest rows first. */
  readonly groups: readonly ReportGroup[];
  readonly findings: readonly ReportFinding[];
  /** What can be done about all rows at once, as commands to copy. */
  readonly actions?: ReportRow['actions'];
  /** Calls, outcomes, side effects, what is not managed. */
  readonly sections: readonly ReportSection[];
  /** The digest of a plan; null for what has none. */
  readonly digest: string | null;
};

/** How much attention it needs. */
export type Level = 'ok' | 'change' | 'warning' | 'refused' | 'failed';

export type ReportGroup = {
  /** `global` or `clients.ALIAS`. */
  readonly scope: string;
  readonly clientId: string | null;
  readonly rows: readonly ReportRow[];
};

export type RowKind =
  | 'create'
  | 'update'
  | 'remove'
  | 'features'
  | 'pending'
  | 'drift'
  | 'both'
  | 'converged'
  | 'unknown'
  | 'accepted'
  | 'missing'
  | 'differs'
  | 'expected'
  | 'environment'
  | 'foreign-value'
  | 'one-sided'
  | 'same';

export type ReportRow = {
  /** The whole target, and the target without its scope. */
  readonly target: string;
  readonly name: string;
  readonly kind: RowKind;
  /** One for each column of the report. */
  readonly values: readonly RedactedValue[];
  /** What users will notice, in a sentence; null: unknown. */
  readonly impact: string | null;
  /** The class of risk; null when it does not apply. */
  readonly risk: string | null;
  /** Short marks: origin, full replace, inherited, redundant. */
  readonly tags: readonly string[];
  readonly source: Source | null;
  /** Who wrote the line, by the history of the repository; null when that is not known. */
  readonly author: { readonly name: string; readonly commit: string } | null;
  /** What can be done about the row, as commands to copy. */
  readonly actions: readonly { readonly title: string; readonly command: string }[];
};

export type ReportFinding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly target: string;
  readonly source: Source | null;
  /** What to do, in lines that can be copied; empty when the message says it. */
  readonly cure: readonly string[];
};

export type ReportSection = {
  readonly title: string;
  readonly items: readonly string[];
};

/** What many rows of a group would say in the same words, and the rows without it. */
export type SharedRemarks = {
  readonly notes: readonly { readonly text: string; readonly rows: number }[];
  readonly rows: readonly ReportRow[];
};

/**
 * Takes out of the rows of a group what they repeat: the sentence of settings that nothing is known of, and a mark that
 * every row has. A reader has to see it once.
 */
export function sharedRemarks({ rows }: ReportGroup): SharedRemarks {
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
