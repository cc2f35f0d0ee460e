import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { codeText, type SummaryRow, tallyText } from '../../render/report/joined-report.ts';
import type { FileResult, FileWork } from '../file-work.ts';
import type { CommonFlags, FleetView } from '../terminal/session.ts';

/** The JSON that `--format json` prints for a fleet; described by schemas/fleet-report.schema.json. */
export type FleetReport = {
  readonly formatVersion: 1;
  readonly kind: 'capstan-fleet';
  readonly command: FileWork['command'];
  readonly fleet: string | null;
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly exitCode: number;
  /** The names of all selected applications, those of other shards included. */
  readonly all: readonly string[];
  readonly applications: readonly FleetResult[];
  /** Applications that are missing from a merge, or listed twice; left out: none. */
  readonly problems?: readonly Problem[] | undefined;
};

/** The result of one application. */
export type FleetResult = {
  readonly name: string;
  readonly file: string;
  readonly wave: string;
  /** The id of the application; null: unknown, or the file was not read. */
  readonly application: string | null;
  /** null: not touched. */
  readonly exitCode: number | null;
  /** In a few words. */
  readonly says: string;
  readonly durationSeconds: number;
  readonly result: unknown;
};

/** The results of the applications of a run, in its order. */
export function fleetReport(
  command: FileWork['command'],
  { fleet, shard, all, members, waves }: FleetView,
  { results, code }: { readonly results: readonly FileResult[]; readonly code: number },
): FleetReport {
  const applications = members.flatMap(({ name, file, wave }, at): readonly FleetResult[] => {
    const result = results[at];
    if (result === undefined) return [];
    const { application = null, durationSeconds = 0, json } = result;
    const facts = { application, exitCode: codeOf(result), says: saysOf(result), durationSeconds };
    return [{ name, file, wave: waves[wave] ?? '', ...facts, result: json }];
  });
  return { formatVersion: 1, kind: 'capstan-fleet', command, fleet, shard, exitCode: code, all, applications };
}

/** The exit code of a file; null: it was not touched. */
export function codeOf({ exitCode, untouched }: FileResult): number | null {
  return untouched === true ? null : exitCode;
}

/** The result of a file, in a few words. */
export function saysOf({ says, problems, untouched }: FileResult): string {
  if (untouched === true) return says ?? 'not touched';
  if (problems === undefined) return says ?? '';
  return problems
    .map(({ code }) => code)
    .slice(0, 3)
    .join(', ');
}

const maxNameWidth = 60;

/** The result of each application, and of all. */
export function summaryText(
  rows: readonly SummaryRow[],
  exitCode: number,
  { verbosity, noun }: Pick<CommonFlags, 'verbosity'> & { readonly noun: 'file' | 'application' },
): string {
  const names = rows.map(({ name }) => visibleText(name));
  const width = Math.min(maxNameWidth, Math.max(0, ...names.map(({ length }) => length)));
  const codes = Math.max(0, ...rows.map((row) => codeText(row).length));
  const lines = rows.map(
    (row, at) => `  ${(names[at] ?? '').padEnd(width)}  ${codeText(row).padStart(codes)}  ${visibleText(row.says)}`,
  );
  const last = tallyText(rows, exitCode, noun);
  return [...(verbosity === 'quiet' ? [] : lines), last].map((line) => `${line.trimEnd()}\n`).join('');
}
