import { readFile } from 'node:fs/promises';
import { impactOf } from '../../catalogue/catalogue.ts';
import { parseUrl } from '../../leaf/addresses.ts';
import { inShell } from '../../leaf/system-text.ts';
import { parseAllowedHosts } from '../../model/desired.ts';
import type { Drift } from '../../model/differences.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { driftMetrics, lastSuccesses, type Measured, noticeJson } from '../../render/machine/signals.ts';
import { type DriftActions, driftReport } from '../../render/report/difference-reports.ts';
import type { Report } from '../../render/report/report.ts';
import { absorbedText, absorbJson, absorbText } from '../../render/text/absorb-text.ts';
import { reportText } from '../../render/text/report-text.ts';
import { postNotice } from '../../service/client/create-api.ts';
import { type Absorbed, absorbFile as absorbWorkflow } from '../../workflows/absorb.ts';
import { driftOf } from '../../workflows/drift.ts';
import { endWith } from '../../workflows/ending.ts';
import { claimed, type Output } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/write-file.ts';
import { loadedOrEnd, parseTargets } from '../../workflows/load-file.ts';
import { readLiveClients } from '../../workflows/open-application.ts';
import { requireApprover, showToApprover } from '../approve/approve.ts';
import { exitCode, exitCodeOfDrift } from '../exit-codes.ts';
import type { FileResult } from '../file-work.ts';
import { detailOf } from '../reports.ts';
import { runFiles } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type DriftFlags = CommonFlags & {
  readonly only: readonly string[];
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  /** A file for metrics, and the URL of a webhook. */
  readonly metrics: string | undefined;
  readonly notify: string | undefined;
};

/** `capstan drift`: returns the exit code. */
export async function driftOfFiles(flags: DriftFlags, session: Session): Promise<number> {
  const only = parseTargets(flags.only);
  const url = parseNotifyUrl(flags.notify);
  const metrics = await claimed({ flag: '--metrics', path: flags.metrics, kind: 'metrics' }, session);
  const before = await readLastSuccesses(metrics);
  const measures = new Map<string, Measured>();
  const code = await runFiles(flags, session, {
    afterFailure: 'go-on',
    readClients: readLiveClients,
    command: 'drift',
    each: async (file, own) => {
      const loaded = await loadedOrEnd(file, own, 'left-out');
      const { id: application } = loaded.desired.application;
      const elapsed = stopwatch(session);
      try {
        const drift = await driftOf({ file, ...loaded }, { only, baseline: flags.baseline }, own);
        measures.set(file, { application, drift, durationSeconds: elapsed(), lastSuccess: seconds(own.now()) });
        return await shown(drift, file, { flags, url }, own);
      } catch (error) {
        const lastSuccess = before.get(application) ?? null;
        measures.set(file, { application, drift: null, durationSeconds: elapsed(), lastSuccess });
        throw error;
      }
    },
  });
  // In the order of the files, not in the order in which they finished.
  const measured = flags.file.flatMap((file) => measures.get(file) ?? []);
  const unseen = measured.length < flags.file.length ? notMeasured(before, measured) : [];
  if (metrics !== null) await saveMetrics(metrics, [...measured, ...unseen], session);
  return code;
}

/**
 * A file that cannot be loaded names no application. The metrics of the previous run are kept: alerts depend on them.
 */
function notMeasured(before: ReadonlyMap<string, number>, measured: readonly Measured[]): readonly Measured[] {
  const seen = new Set(measured.map(({ application }) => application));
  return [...before]
    .filter(([application]) => !seen.has(application))
    .map(([application, lastSuccess]) => ({ application, drift: null, durationSeconds: 0, lastSuccess }));
}

type Telling = { readonly flags: DriftFlags; readonly url: URL | null };

async function shown(drift: Drift, file: string, { flags, url }: Telling, session: Session): Promise<FileResult> {
  const report = driftReport(drift, driftActions(file, flags.baseline, session));
  const code = exitCodeOfDrift(drift);
  if (url !== null && code !== exitCode.done) await notify(url, report, session);
  const text = flags.format === 'text' ? reportText(report, session.stdoutStyle, detailOf(flags)) : '';
  return { exitCode: code, text, json: drift, says: report.verdict.text, view: () => report };
}

// A clock that is set back must not produce a negative duration.
function stopwatch({ now }: Session): () => number {
  const begun = now().getTime();
  return () => Math.max(0, now().getTime() - begun) / 1000;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** The URL of `--notify`; checked before any request. */
function parseNotifyUrl(text: string | undefined): URL | null {
  if (text === undefined) return null;
  const url = parseUrl(text);
  if (url !== undefined) return url;
  throw endWith('wrongUsage', {
    code: 'bad-notify-url',
    message: '--notify is not a URL.',
    cure: 'Give the whole address of the webhook, beginning with https://.',
  });
}

/** When each application of a metrics file was last read; a missing file says nothing. */
export async function readLastSuccesses(output: Output | null): Promise<ReadonlyMap<string, number>> {
  if (output?.form !== 'file') return new Map();
  try {
    return lastSuccesses(await readFile(output.place, 'utf8'));
  } catch {
    return new Map();
  }
}

/** Writes the metrics file whole or not at all. */
export async function saveMetrics(output: Output, measured: readonly Measured[], session: Session): Promise<void> {
  await saveFile(output, driftMetrics(measured), session);
}

/** Notifies a webhook. A failure is printed and changes nothing else: the result is the drift. */
async function notify(url: URL, report: Report, session: Session): Promise<void> {
  const result = await postNotice({
    url,
    json: noticeJson(report, url.hostname),
    userAgent: `capstan/${session.toolVersion} (+node)`,
    environment: session.variables,
    allowedHosts: parseAllowedHosts(session.variables['CAPSTAN_ALLOWED_HOSTS']),
    sleep: session.sleep,
  });
  if (result.kind === 'failed') await session.stderr(`No notification was sent: ${visibleText(result.reason)}.\n`);
}

const acceptDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** The flags for the commands that a drift report suggests. */
export function driftActions(file: string, baseline: string | undefined, { now }: Pick<Session, 'now'>): DriftActions {
  const named = file === 'capstan.yaml' ? '' : ` -f ${inShell(file)}`;
  const against = baseline === undefined ? '' : ` --baseline ${inShell(baseline)}`;
  const until = new Date(now().getTime() + acceptDays * dayMs).toISOString().slice(0, 10);
  return { flags: `${named}${against}`, until, impactOf };
}

export type AbsorbFlags = CommonFlags & {
  readonly only: readonly string[];
  /** The value of `--baseline`; undefined: the baseline that the file names, if any. */
  readonly baseline: string | undefined;
  readonly approval: 'ask' | 'given';
};

/** `capstan absorb`: returns the exit code. After a file that fails, the files behind it are left untouched. */
export async function absorbFiles(flags: AbsorbFlags, session: Session): Promise<number> {
  requireApprover(flags, 'absorb', session);
  const only = parseTargets(flags.only);
  return runFiles(flags, session, {
    command: 'absorb',
    pace: 'one-by-one',
    afterFailure: 'stop',
    readClients: readLiveClients,
    each: (file) => absorbFile(file, only, flags, session),
  });
}

async function absorbFile(
  file: string,
  only: readonly TargetPattern[],
  flags: AbsorbFlags,
  session: Session,
): Promise<FileResult> {
  const { baseline, approval, verbosity } = flags;
  const shown = (absorbed: Absorbed): string =>
    verbosity === 'quiet' && approval === 'given' ? '' : absorbText(absorbed, session.stdoutStyle);
  const approve = async (absorbed: Absorbed) => {
    await showToApprover(shown(absorbed), flags, session);
    return answer(absorbed.changes.length, approval, session);
  };
  const absorbed = await absorbWorkflow({ file, only, baseline, approve }, session);
  const before = absorbed.changes.length === 0 ? shown(absorbed) : '';
  return { exitCode: exitCode.done, json: absorbJson(absorbed), text: `${before}${absorbedText(absorbed)}` };
}

async function answer(count: number, approval: AbsorbFlags['approval'], session: Session): Promise<'yes' | 'no'> {
  if (approval === 'given' || session.prompt === undefined) return 'yes';
  const { askYesOrNo } = await import('../approve/ask-until-clear.ts');
  return askYesOrNo({ text: `Write this to ${count === 1 ? 'the file' : `these ${count} files`}?` }, session);
}
