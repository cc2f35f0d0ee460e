import { effectiveYaml } from '../../config/merge/print-merged.ts';
import { planFinding } from '../../engine/plan-document/make-plan.ts';
import { sections } from '../../model/address.ts';
import { type Desired, type DesiredScope, tombstonesIn, valuesAsked } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { scopesOf } from '../../model/state.ts';
import { problemsJson } from '../../render/machine/json.ts';
import { findingsText } from '../../render/text/findings-text.ts';
import { notesText } from '../../render/text/problems-text.ts';
import type { Style } from '../../render/text/style.ts';
import { countOf } from '../../render/text/value-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { asProblem } from '../../workflows/load-file.ts';
import { type Judged as JudgedFile, validateFile as validate } from '../../workflows/validate.ts';
import { exitCode } from '../exit-codes.ts';
import type { FileResult } from '../file-work.ts';
import { fileName, runFiles } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type ValidateFlags = CommonFlags & { readonly show: 'verdict' | 'effective' };

/** `capstan validate`: runs every check that needs no network. */
export async function validateFiles(flags: ValidateFlags, session: Session): Promise<number> {
  if (flags.show === 'effective' && flags.format === 'json') throw effectiveIsYaml();
  return runFiles(flags, session, {
    command: 'validate',
    afterFailure: 'go-on',
    readClients: null,
    each: (file, own) => validateFile(file, flags, own),
  });
}

async function validateFile(file: string, flags: ValidateFlags, session: Session): Promise<FileResult> {
  const validated = await validate(file, session);
  if (validated.kind === 'problems') {
    const { problems, notes } = validated;
    if (flags.format !== 'json') await (await import('../report-fatal.ts')).tellProblems(problems, session);
    const says = `invalid, ${countOf(problems.length, 'problem')}`;
    return { exitCode: exitCode.invalidFile, says, text: '', json: problemsJson(problems, notes) };
  }
  return judged({ file, ...validated }, flags, session);
}

/** A file that could be read, and the findings of the guards. */
type Judged = JudgedFile & { readonly file: string };

async function judged(file: Judged, { show, verbosity }: ValidateFlags, session: Session): Promise<FileResult> {
  const { loaded, findings } = file;
  const refused = findings.filter(({ severity }) => severity === 'refuse');
  const remarks = findings.filter(({ severity }) => severity !== 'refuse');
  // Programs read the merged file from stdout, so findings go to stderr.
  if (show === 'effective') await session.stderr(await saidOf(refused, session.stderrStyle, session));
  return {
    exitCode: refused.length === 0 ? exitCode.done : exitCode.refused,
    says: refused.length === 0 ? 'valid' : `refused, ${countOf(refused.length, 'finding')}`,
    text: show === 'effective' ? effectiveYaml(loaded) : await judgedText(file, refused, verbosity, session),
    json: problemsJson(refused.map(asProblem), [...loaded.notes, ...remarks.map(asProblem)]),
  };
}

async function judgedText(
  file: Judged,
  refused: readonly Finding[],
  verbosity: CommonFlags['verbosity'],
  session: Session,
): Promise<string> {
  const last = verdict(file, refused.length, verbosity);
  const { stdoutStyle } = session;
  if (verbosity === 'quiet') return `${await saidOf(refused, stdoutStyle, session)}${last}`;
  return `${notesText(file.loaded.notes, stdoutStyle)}${await saidOf(file.findings, stdoutStyle, session)}${last}`;
}

async function saidOf(findings: readonly Finding[], style: Style, session: Session): Promise<string> {
  const facts = { createdAt: session.now().toISOString(), changes: [] };
  const shown = findings.map(planFinding);
  const { linesOfFindings } = await import('../reports.ts');
  const lines = findingsText(shown, facts, style, await linesOfFindings(shown, session));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

function verdict({ file, loaded }: Judged, refusals: number, verbosity: CommonFlags['verbosity']): string {
  const more = loaded.files.length > 1 ? ` (${countOf(loaded.files.length, 'file')})` : '';
  const name = fileName(file);
  if (refusals > 0) return `${name} is refused by ${countOf(refusals, 'finding')}${more}.\n`;
  return `${name} is valid${more}.${verbosity === 'quiet' ? '' : ` It manages ${desiredCounts(loaded.desired)}.`}\n`;
}

function effectiveIsYaml(): Error {
  return endWith('wrongUsage', {
    code: 'effective-is-yaml',
    message: '--effective prints YAML and cannot be combined with --format json.',
    cure: 'Remove one of the two flags.',
  });
}

/** Counts what a file manages: `12 settings, 2 absent keys, 3 clients`. */
function desiredCounts(desired: Desired): string {
  const scopes = scopesOf(desired);
  const total = (kind: 'values' | 'absent'): number => scopes.reduce((sum, scope) => sum + keysIn(scope, kind), 0);
  const counts = [
    [total('values'), 'setting'],
    [total('absent'), 'absent key'],
    [desired.clients.size, 'client'],
  ] as const;
  const texts = counts.filter(([count]) => count > 0).map(([count, word]) => countOf(count, word));
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}

function keysIn(scope: DesiredScope, kind: 'values' | 'absent'): number {
  const cellsOf = kind === 'values' ? valuesAsked : tombstonesIn;
  return sections.reduce((sum, section) => sum + cellsOf(scope.sections[section]).length, 0);
}
