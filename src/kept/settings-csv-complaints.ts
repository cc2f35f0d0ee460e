import type { Problem } from '../model/finding.ts';
import type { CsvCell, CsvRow } from './parse-csv.ts';

/** What is wrong, and where. Quotes no cell. */
export type Complaint = Omit<Problem, 'message' | 'source'> & {
  readonly wrong: string;
  readonly line: number;
  readonly column: number;
};

/** The columns of client name and client id. */
export const fixedColumns = 2;

/** All that is wrong with the table as a table of settings. */
export function complaintsOf(rows: readonly CsvRow[]): readonly Complaint[] {
  const [heading = [], global, ...clients] = rows;
  return [
    ...headingComplaints(heading),
    ...lengthComplaints(heading, rows),
    ...globalComplaints(heading, global),
    ...clientComplaints(clients),
  ];
}

/** Whether a row has nothing in it. */
export function isBlank(row: CsvRow): boolean {
  return row.every(({ text }) => text.trim() === '');
}

const notSettings = {
  code: 'csv-not-settings',
  cure: 'Give the file that the Console exports: the headings of client name and client id, the names of the settings, the global values, then a row for each client.',
};

function headingComplaints(heading: CsvRow): readonly Complaint[] {
  if (heading.length < fixedColumns)
    return [{ ...notSettings, wrong: 'the first row has fewer than two headings', line: 1, column: 1 }];
  const seen = new Map<string, CsvCell>();
  return heading.slice(fixedColumns).flatMap((cell) => {
    const name = nameIn(cell);
    const first = seen.get(name);
    if (first === undefined || name === '') {
      seen.set(name, cell);
      return [];
    }
    return [
      complaintAt(cell, {
        code: 'csv-setting-twice',
        wrong: `a setting has two columns; the first is in column ${first.column}`,
        cure: 'Remove one of the two.',
      }),
    ];
  });
}

/** The name or id in a cell. */
export function nameIn({ text }: CsvCell): string {
  return text.trim();
}

function lengthComplaints(heading: CsvRow, rows: readonly CsvRow[]): readonly Complaint[] {
  const odd = rows.filter((row) => row.length < heading.length || !isBlank(row.slice(heading.length)));
  return odd.flatMap((row) =>
    row.slice(0, 1).map((cell) =>
      complaintAt(cell, {
        code: 'csv-row-length',
        wrong: `the row has ${row.length} cells and the headings are ${heading.length}`,
        cure: 'Export the file again; if it was edited, a comma inside a value needs quotes around the value.',
      }),
    ),
  );
}

/** As long as the ids that the service makes, so that no word of a language is one. */
const certainId = /^[a-z0-9]{20,}$/i;
/** Ids become parts of paths. */
const legalId = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

function globalComplaints(heading: CsvRow, global: CsvRow | undefined): readonly Complaint[] {
  const id = global?.[1];
  const isThere = id !== undefined && !certainId.test(nameIn(id));
  if (isThere || heading.length < fixedColumns) return [];
  const place = global?.[0] ?? { line: 2, column: 1 };
  const wrong = 'the row of the global values is missing: it comes first after the headings';
  return [{ ...notSettings, wrong, line: place.line, column: place.column }];
}

function clientComplaints(rows: readonly CsvRow[]): readonly Complaint[] {
  const seen = new Set<string>();
  return rows.flatMap(([, cell]) => {
    if (cell === undefined) return [];
    const id = nameIn(cell);
    const isKnown = seen.has(id);
    seen.add(id);
    if (!legalId.test(id)) return [complaintAt(cell, { ...notSettings, wrong: 'this is not a client id' })];
    const twice = { code: 'csv-client-twice', wrong: 'a client has two rows', cure: 'Remove one of the two.' };
    return isKnown ? [complaintAt(cell, twice)] : [];
  });
}

/** Something that is wrong with a cell. */
export function complaintAt(
  { line, column }: CsvCell,
  complaint: Pick<Complaint, 'code' | 'wrong' | 'cure'>,
): Complaint {
  return { ...complaint, line, column };
}
