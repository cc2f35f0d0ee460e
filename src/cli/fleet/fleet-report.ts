import type { Problem } from '../../model/finding.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { codeText, type SummaryRow, tallyText } from '../../render/report/joined-report.ts';
import { countOf } from '../../render/text/value-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { exitCode, firstExitCode } from '../exit-codes.ts';
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
  return [...new Set(problems.map(({ code }) => code))].slice(0, 3).join(', ');
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

/** A report and its file. */
export type GivenReport = { readonly path: string; readonly report: FleetReport };

/**
 * Merges reports, with each application once. A missing or repeated application is a problem; of two results the more
 * severe counts. `wanted`: the expected names; null: those that the reports name.
 */
export function mergeReports(given: readonly GivenReport[], wanted: readonly string[] | null): FleetReport {
  const [first] = given;
  if (first === undefined) throw differ('There is no report.');
  for (const other of given) checkAlike(first, other);
  const all = wanted ?? [...new Set(given.flatMap(({ report }) => report.all))];
  const found = byName(given);
  const problems = [...missingProblems(given, all, found), ...doubleProblems(found)];
  const order = [...new Set([...all, ...found.keys()])];
  const applications = order.flatMap((name) => gravest((found.get(name) ?? []).map(({ result }) => result)));
  const codes = [...given.map(({ report }) => report.exitCode), ...(problems.length > 0 ? [exitCode.invalidFile] : [])];
  return {
    formatVersion: 1,
    kind: 'capstan-fleet',
    command: first.report.command,
    fleet: first.report.fleet,
    shard: null,
    exitCode: firstExitCode(codes),
    all,
    applications,
    ...(problems.length > 0 ? { problems } : {}),
  };
}

function checkAlike({ path, report }: GivenReport, other: GivenReport): void {
  for (const member of ['command', 'fleet'] as const) {
    if (report[member] === other.report[member]) continue;
    const values = [report, other.report].map((one) => JSON.stringify(one[member]));
    throw differ(`The ${member} of ${path} is ${values[0]}, and that of ${other.path} is ${values[1]}.`);
  }
}

function differ(message: string): Error {
  const cure = 'Merge the reports of one command over one fleet.';
  return endWith('wrongUsage', { code: 'reports-differ', message, cure });
}

type Found = { readonly path: string; readonly result: FleetResult };

function byName(given: readonly GivenReport[]): ReadonlyMap<string, readonly Found[]> {
  const found = new Map<string, Found[]>();
  for (const { path, report } of given) {
    for (const result of report.applications) {
      const same = found.get(result.name) ?? [];
      same.push({ path, result });
      found.set(result.name, same);
    }
  }
  return found;
}

function missingProblems(
  given: readonly GivenReport[],
  all: readonly string[],
  found: ReadonlyMap<string, readonly Found[]>,
): readonly Problem[] {
  const missing = all.filter((name) => !found.has(name));
  if (missing.length === 0) return [];
  const shards = missingShards(given);
  const which = shards.length === 0 ? 'what is missing' : countOf(shards.length, 'shard');
  const message = `${countOf(missing.length, 'application is', 'applications are')} in no report: ${missing.join(', ')}.`;
  const named = shards.length === 0 ? '' : ` (${shards.join(', ')})`;
  return [
    { code: 'application-missing', message, cure: `Run ${which} again${named}, and merge all reports.`, source: null },
  ];
}

/** The parts without a report, if all reports are parts of one division. */
function missingShards(given: readonly GivenReport[]): readonly string[] {
  const [count, ...others] = new Set(given.map(({ report }) => report.shard?.count));
  if (count === undefined || others.length > 0) return [];
  const indices = new Set(given.map(({ report }) => report.shard?.index));
  return Array.from({ length: count }, (_, at) => at + 1)
    .filter((index) => !indices.has(index))
    .map((index) => `${index}/${count}`);
}

function doubleProblems(found: ReadonlyMap<string, readonly Found[]>): readonly Problem[] {
  return [...found]
    .filter(([, places]) => places.length > 1)
    .map(([name, places]) => ({
      code: 'application-twice',
      message: `${name} is in ${countOf(places.length, 'report')}: ${places.map(({ path }) => path).join(', ')}.`,
      cure: 'Leave out the report of the run that was repeated; until then the more severe result counts.',
      source: null,
    }));
}

function gravest(results: readonly FleetResult[]): readonly FleetResult[] {
  const codes = results.flatMap((result) => (result.exitCode === null ? [] : [result.exitCode]));
  const worst = firstExitCode(codes);
  const found = results.find((result) => result.exitCode === worst) ?? results[0];
  return found === undefined ? [] : [found];
}
