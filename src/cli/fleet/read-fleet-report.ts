import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isCount, isText, listOf, membersOf, oneOf, orMissing, orNull, type Shape } from '../../leaf/json.ts';
import { scanJson } from '../../leaf/parse-json.ts';
import { errorCode } from '../../leaf/system-text.ts';
import { endWith } from '../../workflows/ending.ts';
import type { Session } from '../terminal/session.ts';
import type { FleetReport, FleetResult } from './fleet-report.ts';
import { isProblem } from './result-shapes.ts';

// A value nests at most 64 levels, and is some levels below the top of the report.
const maxDepth = 90;
const maxBytes = 512 * 1024 * 1024;

const isAnything: Shape<unknown> = (_value): _value is unknown => true;
const isDuration: Shape<number> = (value): value is number => typeof value === 'number' && value >= 0;
const isOne: Shape<1> = (value): value is 1 => value === 1;

const isResult = membersOf<FleetResult>({
  name: isText,
  file: isText,
  wave: isText,
  application: orNull(isText),
  exitCode: orNull(isCount),
  says: isText,
  durationSeconds: isDuration,
  result: isAnything,
});

const isReport = membersOf<FleetReport>({
  formatVersion: isOne,
  kind: oneOf('capstan-fleet'),
  command: oneOf('plan', 'apply', 'drift', 'compare', 'validate'),
  fleet: orNull(isText),
  shard: orNull(membersOf({ index: isCount, count: isCount })),
  exitCode: isCount,
  all: listOf(isText),
  applications: listOf(isResult),
  problems: orMissing(listOf(isProblem)),
});

/** Reads a fleet report from a file; ends with 65 if it is not one. Each result is validated where it is shown. */
export async function readFleetReport(path: string, { cwd, files }: Session): Promise<FleetReport> {
  const place = resolve(cwd, path);
  files.note(place, 'read');
  const text = await textOf(place, path);
  const content: unknown = scanJson(text, maxDepth).kind === 'sound' ? parsed(text) : undefined;
  if (isReport(content)) return content;
  throw noReport(path, 'is not a fleet report that this version of capstan wrote');
}

async function textOf(place: string, path: string): Promise<string> {
  try {
    const found = await stat(place);
    if (found.isFile() && found.size <= maxBytes) return await readFile(place, 'utf8');
  } catch (cause) {
    throw noReport(path, `cannot be read (${errorCode(cause)})`);
  }
  throw noReport(path, 'is not a file, or is too large for a report');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for reports that cannot be trusted. */
export function noReport(path: string, why: string): Error {
  return endWith('invalidFile', {
    code: 'report-malformed',
    message: `${path} ${why}.`,
    cure: 'Name what a shard printed: `capstan plan --fleet FILE --shard I/N --format json > FILE`, or drift, or apply.',
  });
}
