import type { Severity, Source } from '../../model/finding.ts';
import type { RedactedValue } from '../../model/value.ts';

/**
 * The common form of plans, runs, drift and comparisons, which every format prints. Secrets are masked here already;
 * texts are raw, and each format escapes them for its own medium.
 */
export type Report = {
  readonly kind: 'plan' | 'run' | 'drift' | 'compare';
  readonly title: string;
  /** The subject, the same in every run, such as the id of the application; left out: the title. */
  readonly subject?: string;
  readonly verdict: { readonly level: Level; readonly text: string };
  /** Short facts for the head: application, read at, baseline, digest. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Names of the value columns, such as before and after. */
  readonly columns: readonly string[];
  /** By scope, the riskiest rows first. */
  readonly groups: readonly ReportGroup[];
  readonly findings: readonly ReportFinding[];
  /** Actions for all rows at once, as commands to copy. */
  readonly actions?: ReportRow['actions'];
  /** Requests, outcomes, side effects, unmanaged values. */
  readonly sections: readonly ReportSection[];
  /** The digest of a plan; null for other reports. */
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
  /** The risk class; null: does not apply. */
  readonly risk: string | null;
  /** Short tags: origin, full replace, inherited, redundant. */
  readonly tags: readonly string[];
  readonly source: Source | null;
  /** Who wrote the line, by the history of the repository; null: unknown. */
  readonly author: { readonly name: string; readonly commit: string } | null;
  /** Actions for the row, as commands to copy. */
  readonly actions: readonly { readonly title: string; readonly command: string }[];
};

export type ReportFinding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly target: string;
  readonly source: Source | null;
  /** What to do, in lines to copy; empty if the message says it. */
  readonly cure: readonly string[];
};

export type ReportSection = {
  readonly title: string;
  readonly items: readonly string[];
};

/** Remarks that many rows of a group share, and the rows without them. */
export type SharedRemarks = {
  readonly notes: readonly { readonly text: string; readonly rows: number }[];
  readonly rows: readonly ReportRow[];
};

/**
 * Removes repeated remarks from the rows of a group: the impact of unknown settings, and a tag that every row has. They
 * are shown once.
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
