import { catalogue } from '../../catalogue/catalogue.ts';
import type { Inventory } from '../../engine/comparison/inventory.ts';
import type { Comparison, Side } from '../../model/differences.ts';
import { jsonText } from '../../render/machine/json.ts';
import { compareReport } from '../../render/report/difference-reports.ts';
import { reportText } from '../../render/text/report-text.ts';
import { compare, inventory } from '../../workflows/compare.ts';
import { endWith } from '../../workflows/ending.ts';
import { exitCode } from '../exit-codes.ts';
import { detailOf, printReports } from '../reports.ts';
import { runFiles } from '../run-files.ts';
import type { CommonFlags, Format, Session } from '../terminal/session.ts';

export type CompareFlags = Omit<CommonFlags, 'format'> & {
  readonly format: Format | 'csv';
  readonly a: string | undefined;
  /** undefined: prints the inventory of one side. */
  readonly b: string | undefined;
};

/** `capstan compare`: returns the exit code. */
export async function compareTwo(flags: CompareFlags, session: Session): Promise<number> {
  if (flags.fleet !== undefined) return compareFleet({ ...flags, format: flags.format }, session);
  if (flags.a === undefined) throw needsSide();
  if (flags.b === undefined) return printInventory(flags.a, flags, session);
  const { comparison, sides } = await compare(flags.a, flags.b, session);
  await printComparison(comparison, sides, flags, session);
  return exitCodeOf(comparison);
}

function exitCodeOf({ summary }: Comparison): number {
  const { differs, missing, 'foreign-value': foreign, 'one-sided': oneSided } = summary;
  return differs + missing + foreign + oneSided === 0 ? exitCode.done : exitCode.changesPending;
}

/** Compares for each application of a fleet: its name and its file are inserted into the names of both sides. */
async function compareFleet({ a = '{file}', b = 'live:{file}', format, ...flags }: CompareFlags, session: Session) {
  if (format === 'csv' || !/\{(?:file|name)\}/u.test(`${a} ${b}`)) throw notOfEach(format);
  const names = new Map(flags.fleet?.members.map(({ file, name }) => [file, name]));
  return runFiles({ ...flags, format }, session, {
    command: 'compare',
    afterFailure: 'go-on',
    readClients: null,
    each: async (file, own) => {
      const sideOf = (side: string): string =>
        side.replaceAll('{file}', () => file).replaceAll('{name}', () => names.get(file) ?? file);
      const { comparison } = await compare(sideOf(a), sideOf(b), own);
      const report = compareReport(comparison);
      const text = format === 'text' ? reportText(report, own.stdoutStyle, detailOf(flags)) : '';
      return {
        exitCode: exitCodeOf(comparison),
        text,
        json: comparison,
        says: report.verdict.text,
        view: () => report,
      };
    },
  });
}

function notOfEach(format: CompareFlags['format']): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message:
      format === 'csv'
        ? '--format csv needs exactly two sides.'
        : 'Both sides would be the same for every application of the fleet.',
    cure: 'Use {file} or {name} as placeholders for each application, such as `compare snapshots/{name}.json live:{file} --fleet fleet.yaml`.',
  });
}

function needsSide(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'compare needs two sides, or a fleet.',
    cure: 'Write `capstan compare A B`, or `capstan compare --fleet FILE` for each file and its live application.',
  });
}

async function printInventory(side: string, flags: CompareFlags, session: Session): Promise<number> {
  const write = await inventoryWriter(flags.format, session);
  await session.stdout(write(await inventory(side, session)));
  return exitCode.done;
}

async function inventoryWriter(
  format: CompareFlags['format'],
  session: Session,
): Promise<(inventory: Inventory) => string> {
  switch (format) {
    case 'html':
      return (await import('../../render/report/inventory.ts')).inventoryHtml;
    case 'csv':
      return (await import('../../render/report/inventory.ts')).inventoryCsv;
    case 'json': {
      const { inventoryJson } = await import('../../render/report/inventory.ts');
      return (inventory) => inventoryJson(inventory, session.toolVersion);
    }
    default:
      throw needsTwo();
  }
}

async function printComparison(
  comparison: Comparison,
  sides: readonly [Side, Side],
  flags: CompareFlags,
  session: Session,
): Promise<void> {
  if (flags.format === 'json') return session.stdout(jsonText(comparison));
  if (flags.format === 'csv') {
    const { comparisonCsv } = await import('../../render/report/inventory.ts');
    return session.stdout(comparisonCsv(comparison));
  }
  const report = compareReport(comparison);
  if (flags.format !== 'html') {
    return printReports([report], flags.format, { ...flags, file: [placeOf(comparison)] }, session);
  }
  const [{ inventoryOf }, { comparisonHtml }] = await inventoryParts();
  const [a, b] = sides.map((side) => inventoryOf(side, catalogue));
  if (a !== undefined && b !== undefined) await session.stdout(comparisonHtml(report, [a, b]));
}

// Code scanning requires a file of the repository for each row: a side that is a configuration, if there is one.
function placeOf({ a, b }: Comparison): string {
  const { name } = [a, b].find(({ kind }) => kind === 'file') ?? [a, b].find(({ kind }) => kind === 'live') ?? a;
  return name.replace(/^live:/u, '');
}

function inventoryParts() {
  return Promise.all([import('../../engine/comparison/inventory.ts'), import('../../render/report/inventory.ts')]);
}

function needsTwo(): Error {
  return endWith('wrongUsage', {
    code: 'wrong-usage',
    message: 'compare needs two sides. For one side it prints an inventory, as HTML, CSV or JSON.',
    cure: 'Name the other side, or add --format html, csv or json.',
  });
}
