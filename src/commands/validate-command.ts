import type { PlanFinding } from '../core/model/plan.ts';
import { effectiveYaml } from '../desired/effective.ts';
import type { LoadedDesired } from '../desired/load-desired.ts';
import { countOf } from '../render/count-of.ts';
import { findingsText } from '../render/findings-text.ts';
import { problemsJson } from '../render/problems-json.ts';
import { notesText, problemsText } from '../render/problems-text.ts';
import type { Style } from '../render/style.ts';
import { visibleText } from '../render/visible-text.ts';
import { checkVariables } from './check-variables.ts';
import { desiredCounts } from './desired-counts.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd, endWith } from './expected-end.ts';
import { asProblem, fileFindings } from './file-findings.ts';
import { loadFile } from './load-file.ts';
import { type FileResult, runFiles } from './run-files.ts';
import type { CommonFlags, Session } from './session.ts';

export type ValidateFlags = CommonFlags & { readonly show: 'verdict' | 'effective' };

/** `capstan validate`: everything that needs no network. */
export async function validateFiles(flags: ValidateFlags, session: Session): Promise<number> {
  if (flags.show === 'effective' && flags.format === 'json') throw effectiveIsYaml();
  return runFiles(flags, session, { afterTrouble: 'go-on', each: (file) => validateFile(file, flags, session) });
}

async function validateFile(file: string, flags: ValidateFlags, session: Session): Promise<FileResult> {
  const loaded = await loadFile(file, session, 'left-out');
  if (loaded.kind === 'problems') {
    const { problems, notes } = loaded;
    return {
      exitCode: exitCode.invalidFile,
      text: problemsText(problems, session.outStyle),
      json: problemsJson(problems, notes),
    };
  }
  refuseSlips(loaded, session);
  return judged({ file, loaded, findings: fileFindings(loaded.desired, session.now()) }, flags, session);
}

/** A file that can be read, and what the guards say of it. */
type Judged = {
  readonly file: string;
  readonly loaded: LoadedDesired;
  readonly findings: readonly PlanFinding[];
};

async function judged(file: Judged, { show, voice }: ValidateFlags, session: Session): Promise<FileResult> {
  const { loaded, findings } = file;
  const refused = findings.filter(({ severity }) => severity === 'refuse');
  const remarks = findings.filter(({ severity }) => severity !== 'refuse');
  // The merged file is for programs too, so that what is said of it goes elsewhere.
  if (show === 'effective') await session.tell(saidOf(refused, session.now(), session.tellStyle));
  return {
    exitCode: refused.length === 0 ? exitCode.done : exitCode.refused,
    text: show === 'effective' ? effectiveYaml(loaded) : judgedText(file, refused, voice, session),
    json: problemsJson(refused.map(asProblem), [...loaded.notes, ...remarks.map(asProblem)]),
  };
}

function judgedText(
  file: Judged,
  refused: readonly PlanFinding[],
  voice: CommonFlags['voice'],
  { outStyle, now }: Session,
): string {
  const last = verdict(file, refused.length, voice);
  if (voice === 'quiet') return `${saidOf(refused, now(), outStyle)}${last}`;
  return `${notesText(file.loaded.notes, outStyle)}${saidOf(file.findings, now(), outStyle)}${last}`;
}

function saidOf(findings: readonly PlanFinding[], now: Date, style: Style): string {
  return findingsText(findings, { createdAt: now.toISOString(), changes: [] }, style)
    .map((line) => `${line}\n`)
    .join('');
}

function verdict({ file, loaded }: Judged, refusals: number, voice: CommonFlags['voice']): string {
  const more = loaded.files.length > 1 ? ` (${countOf(loaded.files.length, 'file')})` : '';
  const name = visibleText(file);
  if (refusals > 0) return `${name} is refused by ${countOf(refusals, 'finding')}${more}.\n`;
  return `${name} is valid${more}.${voice === 'quiet' ? '' : ` It manages ${desiredCounts(loaded.desired)}.`}\n`;
}

function refuseSlips({ desired }: LoadedDesired, session: Session): void {
  const slips = checkVariables(session.variables, Object.values(desired.credentials));
  if (slips.length > 0) throw new ExpectedEnd(exitCode.wrongUsage, slips);
}

function effectiveIsYaml(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'effective-is-yaml',
    message: '--effective prints YAML, so --format json does not go with it.',
    cure: 'Leave out one of the two.',
  });
}
