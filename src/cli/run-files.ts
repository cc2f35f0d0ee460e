import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { standardInput } from '../config/files/file-tree.ts';
import { type Chosen, findConfigFiles, leftOutText } from '../config/files/find-config-files.ts';
import { inShell } from '../leaf/system-text.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { jsonText } from '../render/machine/json.ts';
import type { SummaryRow } from '../render/report/joined-report.ts';
import type { Report } from '../render/report/report.ts';
import { ExpectedEnd, endWith } from '../workflows/ending.ts';
import { claimed } from '../workflows/files/claim-output.ts';
import { saveFile } from '../workflows/files/write-file.ts';
import { firstExitCode } from './exit-codes.ts';
import { attempted, type FileResult, type FileWork, kindOf } from './file-work.ts';
import { lastingHold } from './terminal/interruption.ts';
import type { CommonFlags, Session } from './terminal/session.ts';

/** Runs the files, several in parallel, prints the result of each in order, and returns the exit code. */
export async function runFiles(flags: CommonFlags, session: Session, work: FileWork): Promise<number> {
  // A command that asks between its files could not be ended while it waits for an answer.
  if (work.pace === 'one-by-one') return runAndReport(flags, session, work);
  const lasting = lastingHold(session.interruption);
  try {
    return await runAndReport(flags, { ...session, interruption: lasting.interruption }, work);
  } finally {
    lasting.end();
  }
}

async function runAndReport(flags: CommonFlags, session: Session, work: FileWork): Promise<number> {
  const report = await claimed({ flag: '--report', path: flags.report, kind: 'report' }, session);
  const results = await resultsOf(flags, session, work);
  const touched = results.filter((result) => result.untouched !== true);
  const code = firstExitCode(touched.map((result) => result.exitCode));
  await printJson({ results, code }, work, flags, session);
  await printViews({ results, code }, work, flags, session);
  if (flags.format === 'text' && isOverMany(flags)) await printSummary({ results, code }, flags, session);
  if (report !== null) await saveFile(report, await fleetJson({ results, code }, work, flags), session);
  const failed = results.find((result) => result.bug !== undefined);
  if (failed !== undefined) throw failed.bug;
  return code;
}

function isOverMany({ file, fleet }: CommonFlags): boolean {
  return file.length > 1 || fleet !== undefined;
}

async function resultsOf(flags: CommonFlags, session: Session, work: FileWork): Promise<readonly FileResult[]> {
  const [file = ''] = flags.file;
  // Loaded on demand.
  if (isOverMany(flags)) return (await import('./fleet/run-several.ts')).runSeveral(flags, session, work);
  // No file is started whose result could not be printed.
  if (flags.format === 'text') await session.stdout('');
  const result = await attempted(file, flags, session, work);
  if (flags.format === 'text') await session.stdout(result.text);
  return [result];
}

type Ended = { readonly results: readonly FileResult[]; readonly code: number };

async function printJson({ results, code }: Ended, work: FileWork, flags: CommonFlags, session: Session) {
  if (flags.format !== 'json') return;
  if (flags.fleet !== undefined) return session.stdout(await fleetJson({ results, code }, work, flags));
  const [first, ...rest] = results.filter(({ untouched }) => untouched !== true).map(({ json }) => json);
  // Not by the number of results: the output stays a list if the first file ended the run.
  await session.stdout(jsonText(flags.file.length > 1 ? [first, ...rest] : first));
}

async function fleetJson(ended: Ended, { command }: FileWork, { fleet }: CommonFlags): Promise<string> {
  const { fleetReport } = await import('./fleet/fleet-report.ts');
  return fleet === undefined ? '' : jsonText(fleetReport(command, fleet, ended));
}

async function printSummary({ results, code }: Ended, flags: CommonFlags, session: Session) {
  const { summaryText } = await import('./fleet/fleet-report.ts');
  const noun = flags.fleet === undefined ? 'file' : 'application';
  await session.stdout(summaryText(await rowsOf(results, flags), code, { verbosity: flags.verbosity, noun }));
}

async function rowsOf(results: readonly FileResult[], flags: CommonFlags): Promise<readonly SummaryRow[]> {
  const { saysOf, codeOf } = await import('./fleet/fleet-report.ts');
  return results.map((result, at) => ({ name: nameAt(at, flags), says: saysOf(result), exitCode: codeOf(result) }));
}

function nameAt(at: number, { file, fleet }: CommonFlags): string {
  return fleet?.members[at]?.name ?? file[at] ?? '';
}

/** Numbers without those of one application would look as if nothing changed there. */
export const noNumbers = 'Nothing was printed for GitLab: its numbers would lack those of what failed.\n';

// Loaded on demand: a plan in text does not need it.
async function printViews({ results, code }: Ended, work: FileWork, flags: CommonFlags, session: Session) {
  const { format } = flags;
  if (format === 'text' || format === 'json') return;
  if (format === 'gitlab' && results.some(({ problems }) => problems !== undefined)) return session.stderr(noNumbers);
  const { printReports } = await import('./reports.ts');
  const kind = kindOf(work.command);
  const shown = (await Promise.all(results.map((result, at) => viewOf(result, flags.file[at] ?? '', kind)))).flatMap(
    (report, at) => (report === undefined ? [] : [{ report, name: nameAt(at, flags), file: flags.file[at] ?? '' }]),
  );
  const reports = shown.map(({ report }) => report);
  if (!isOverMany(flags)) return printReports(reports, format, flags, session);
  const { overviewReport } = await import('../render/report/joined-report.ts');
  const rows = await rowsOf(results, flags);
  const overview = overviewReport({ rows, exitCode: code, kind, fleet: flags.fleet?.fleet ?? null }, reports);
  const about = { names: shown.map(({ name }) => name), files: shown.map(({ file }) => file) };
  await printReports(reports, format, flags, session, { overview, ...about });
}

async function viewOf({ view, problems }: FileResult, file: string, kind: Report['kind']) {
  if (problems === undefined) return view?.();
  return (await import('../render/report/report.ts')).problemsReport(file, problems, kind);
}

/** The files that `--file` names, with patterns expanded, and the matches that were left out. */
export async function findFiles(names: readonly string[], cwd: string): Promise<Chosen> {
  const found = await findConfigFiles(names, cwd);
  if (found.kind === 'files') return found;
  const isTwice = found.problems.every(({ code }) => code === 'same-target-twice');
  throw new ExpectedEnd(isTwice ? 'invalidFile' : 'wrongUsage', found.problems);
}

/** Matches of patterns that the run does not process. */
export function leftOutLine(leftOut: Chosen['leftOut']): string {
  return `Not configurations, left out: ${leftOutText(leftOut)}\n`;
}

/** The error of what works with one file only, such as a saved plan. */
export function oneFileOnly(what: string): Error {
  return endWith('wrongUsage', {
    code: 'one-file-only',
    message: `${what} works with one file, and several were given.`,
    cure: 'Run capstan once for each file.',
  });
}

/** A configuration at the beginning of a sentence. */
export function fileName(file: string): string {
  return file === standardInput ? 'Standard input' : visibleText(file);
}

/** The YAML files among these arguments. Only names of existing files: other arguments may be secrets. */
export function yamlFiles(words: readonly string[], cwd: string): readonly string[] {
  return words
    .filter((word) => /\.ya?ml$/i.test(word) && existsSync(resolve(cwd, word)))
    .map((word) => visibleText(inShell(word)));
}

/** Ends if a configuration is given in place of a saved plan; `instead` builds the suggested command from its name. */
export function refuseYamlAsPlan(plan: string, cwd: string, instead: (file: string) => string): void {
  if (plan === standardInput) throw planInPipe(instead(standardInput));
  const [file] = yamlFiles([plan], cwd);
  if (file === undefined) return;
  throw endWith('wrongUsage', {
    code: 'wrong-usage',
    message: `${file} is a configuration, not a saved plan.`,
    cure: `Did you mean ${instead(file)}? Save a plan with \`capstan plan --out FILE\`.`,
  });
}

function planInPipe(instead: string): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'A saved plan must be a file; it is not read from standard input.',
    cure: `For a configuration on standard input: ${instead}. Save a plan with \`capstan plan --out FILE\`.`,
  });
}
