import { resolve } from 'node:path';
import { catalogue } from '../../catalogue/catalogue.ts';
import { compareSides, hideTogether } from '../../engine/comparison/compare-sides.ts';
import { sideOfDesired, sideOfLive, sideOfSnapshot } from '../../engine/comparison/sides.ts';
import type { Comparison, Side } from '../../model/comparison.ts';
import { jsonText } from '../../render/machine/json.ts';
import { compareReport } from '../../render/report/compare-report.ts';
import { endWith } from '../../workflows/ending.ts';
import { fingerprintOf } from '../../workflows/fingerprint.ts';
import { loadedOrEnd } from '../../workflows/load-file.ts';
import { readWhole } from '../../workflows/open-application.ts';
import { readSnapshot } from '../../workflows/read-snapshot.ts';
import { exitCode } from '../exit-codes.ts';
import { printReports } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type CompareFlags = CommonFlags & {
  readonly a: string;
  /** undefined: the inventory of one side. */
  readonly b: string | undefined;
};

const livePrefix = 'live:';

/** `capstan compare`: gives the exit code. */
export async function compareTwo(flags: CompareFlags, session: Session): Promise<number> {
  if (flags.b === undefined) return printInventory(flags, session);
  const [a, b] = [await sideOf(flags.a, session), await sideOf(flags.b, session)];
  const comparison = compareSides(a, b, catalogue, session.toolVersion);
  await printComparison(comparison, hideTogether(a, b), flags, session);
  const { differs, missing, 'foreign-value': foreign, 'one-sided': oneSided } = comparison.summary;
  return differs + missing + foreign + oneSided === 0 ? exitCode.done : exitCode.changesPending;
}

async function printInventory(flags: CompareFlags, session: Session): Promise<number> {
  if (flags.format !== 'html') throw needsTwo();
  const [{ inventoryOf }, { inventoryHtml }] = await inventoryParts();
  await session.out(inventoryHtml(inventoryOf(await sideOf(flags.a, session), catalogue)));
  return exitCode.done;
}

async function printComparison(
  comparison: Comparison,
  sides: readonly [Side, Side],
  flags: CompareFlags,
  session: Session,
): Promise<void> {
  if (flags.format === 'json') return session.out(jsonText(comparison));
  const report = compareReport(comparison);
  if (flags.format !== 'html') return printReports([report], flags.format, flags, session);
  const [{ inventoryOf }, { comparisonHtml }] = await inventoryParts();
  const [a, b] = sides.map((side) => inventoryOf(side, catalogue));
  if (a !== undefined && b !== undefined) await session.out(comparisonHtml(report, [a, b]));
}

function inventoryParts() {
  return Promise.all([import('../../engine/comparison/inventory.ts'), import('../../render/html/inventory-html.ts')]);
}

function needsTwo(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'compare needs two sides; of one it prints the inventory, as a page.',
    cure: 'Name the other side, or add --format html.',
  });
}

/** A side by how it is called: `live:FILE`, a snapshot (JSON), what else was saved of an application, or a file (YAML). */
async function sideOf(name: string, session: Session): Promise<Side> {
  if (name.startsWith(livePrefix)) return liveSide(name, session);
  const { keptSide } = await import('../kept-side.ts');
  const kept = await keptSide(name, session);
  if (kept !== null) return kept;
  if (/\.json$/iu.test(name)) {
    return sideOfSnapshot(await readSnapshot(resolve(session.cwd, name), name), name, catalogue);
  }
  const { desired } = await loadedOrEnd(name, session, 'left-out');
  return sideOfDesired(desired, name, await fingerprintOf(desired, session));
}

async function liveSide(name: string, session: Session): Promise<Side> {
  const file = name.slice(livePrefix.length);
  const loaded = await loadedOrEnd(file, session, 'left-out');
  const { desired } = loaded;
  const digest = fingerprintOf(desired, session);
  const { live } = await readWhole({ file, ...loaded }, session);
  const { id, region } = desired.application;
  const side = sideOfLive(
    live,
    { name, application: { id, region }, readAt: session.now().toISOString() },
    await digest,
  );
  return { ...side, expected: desired.expected };
}
