import { catalogue } from '../../catalogue/catalogue.ts';
import type { Comparison, Side } from '../../model/comparison.ts';
import { jsonText } from '../../render/machine/json.ts';
import { compareReport } from '../../render/report/compare-report.ts';
import { compare, inventory } from '../../workflows/compare.ts';
import { endWith } from '../../workflows/ending.ts';
import { exitCode } from '../exit-codes.ts';
import { printReports } from '../reports.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type CompareFlags = CommonFlags & {
  readonly a: string;
  /** undefined: the inventory of one side. */
  readonly b: string | undefined;
};

/** `capstan compare`: gives the exit code. */
export async function compareTwo(flags: CompareFlags, session: Session): Promise<number> {
  if (flags.b === undefined) return printInventory(flags, session);
  const { comparison, sides } = await compare(flags.a, flags.b, session);
  await printComparison(comparison, sides, flags, session);
  const { differs, missing, 'foreign-value': foreign, 'one-sided': oneSided } = comparison.summary;
  return differs + missing + foreign + oneSided === 0 ? exitCode.done : exitCode.changesPending;
}

async function printInventory(flags: CompareFlags, session: Session): Promise<number> {
  if (flags.format !== 'html') throw needsTwo();
  const { inventoryHtml } = await import('../../render/html/inventory-html.ts');
  await session.stdout(inventoryHtml(await inventory(flags.a, session)));
  return exitCode.done;
}

async function printComparison(
  comparison: Comparison,
  sides: readonly [Side, Side],
  flags: CompareFlags,
  session: Session,
): Promise<void> {
  if (flags.format === 'json') return session.stdout(jsonText(comparison));
  const report = compareReport(comparison);
  if (flags.format !== 'html') return printReports([report], flags.format, flags, session);
  const [{ inventoryOf }, { comparisonHtml }] = await inventoryParts();
  const [a, b] = sides.map((side) => inventoryOf(side, catalogue));
  if (a !== undefined && b !== undefined) await session.stdout(comparisonHtml(report, [a, b]));
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
