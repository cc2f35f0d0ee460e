import { readFile } from 'node:fs/promises';
import { impactOf } from '../catalogue/catalogue.ts';
import { parseUrl } from '../leaf/read-url.ts';
import { inShell } from '../leaf/system-text.ts';
import { parseAllowedHosts } from '../model/application.ts';
import { visibleText } from '../render/escape/visible-text.ts';
import { driftMetrics, lastSuccesses, type Measured, noticeJson } from '../render/machine/signals.ts';
import type { DriftActions } from '../render/report/difference-reports.ts';
import type { Report } from '../render/report/report.ts';
import { postNotice } from '../service/client/without-credentials.ts';
import { endWith } from '../workflows/ending.ts';
import type { Output } from '../workflows/files/claim-output.ts';
import { saveFile } from '../workflows/files/write-file.ts';
import type { Session } from './terminal/session.ts';

/** The URL of `--notify`; checked before any request. */
export function parseNotifyUrl(text: string | undefined): URL | null {
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
export async function notify(url: URL, report: Report, session: Session): Promise<void> {
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
