import { isJsonObject, type Json } from '../leaf/json.ts';
import { parseJson } from '../leaf/parse-json.ts';
import type { Section } from '../model/address.ts';
import type { Problem } from '../model/finding.ts';
import type { KeptRead, LiveScope } from '../model/live.ts';
import { type CsvCell, type CsvRow, type Delimiter, parseCsv } from './parse-csv.ts';
import { bareClient, type KeptSections, keptLive, keptScope, maskedIn } from './recognise-reply.ts';

/** A file of the Console's export of settings, and what it does not say itself. */
export type SettingsCsv = {
  /** As messages call it. */
  readonly file: string;
  readonly text: string;
  readonly application: string;
  /** The section that a name belongs to: in the file all names are beside each other. */
  readonly sectionOf: (name: string) => Section;
};

/**
 * Reads the settings that the Console exports: names of settings after two headings of whatever words, a row of global
 * values, a row for each client. An empty cell means that nothing is set. What it does not understand it refuses.
 */
export function readSettingsCsv(csv: SettingsCsv): KeptRead {
  const table = tableOf(csv.text);
  const { file } = csv;
  if (table.kind === 'broken') return refuse(file, [{ ...table, code: 'csv-malformed', cure: malformedCure }]);
  const complaints = complaintsOf(table.rows);
  if (complaints.length > 0) return refuse(file, complaints);
  const [heading = [], global = [], ...clients] = table.rows;
  const columns = columnsOf(csv, heading);
  const sections = [global, ...clients].map((row) => sectionsOf(row, columns));
  const wrong = sections.flatMap((one) => ('wrong' in one ? one.wrong : []));
  if (wrong.length > 0) return refuse(file, wrong);
  return {
    kind: 'kept',
    kept: keptOf(
      csv,
      clients,
      sections.flatMap((one) => ('wrong' in one ? [] : [one])),
    ),
  };
}

function refuse(file: string, complaints: readonly Complaint[]): KeptRead {
  const problems = complaints.map(({ code, wrong, cure, line, column }) => {
    return { code, message: wrong, cure, source: { file, line, column } };
  });
  return { kind: 'problems', problems };
}

const malformedCure = 'Export the file again, and do not let a spreadsheet save it.';
const delimiters: readonly Delimiter[] = [',', ';', '\t'];

// Spreadsheets write what their language separates with: the heading tells.
function tableOf(text: string) {
  const tables = delimiters.map((delimiter) => parseCsv(text, delimiter));
  const found = tables.find((table) => table.kind === 'rows' && (table.rows[0]?.length ?? 0) >= fixedColumns);
  const table = found ?? parseCsv(text, ',');
  return table.kind === 'broken' ? table : { ...table, rows: table.rows.filter((row) => !isBlank(row)) };
}

/** What a column holds: values of one setting, all custom settings as JSON, or nothing that has a name. */
type Column = { readonly name: string; readonly section: Section } | 'all custom' | 'nameless';

function columnsOf({ sectionOf }: SettingsCsv, heading: CsvRow): readonly Column[] {
  return heading.slice(fixedColumns).map((cell) => {
    const name = nameIn(cell);
    if (name === 'custom') return 'all custom';
    return name === '' ? 'nameless' : { name, section: sectionOf(name) };
  });
}

function sectionsOf(row: CsvRow, columns: readonly Column[]): KeptSections | { readonly wrong: readonly Complaint[] } {
  const found = columns.flatMap((column, index) => {
    const cell = row[index + fixedColumns];
    return cell === undefined || cell.text === '' ? [] : entriesOf(column, cell);
  });
  const wrong = found.flatMap((one) => ('wrong' in one ? [one] : []));
  if (wrong.length > 0) return { wrong };
  const inSection = (section: Section): ReadonlyMap<string, Json> =>
    new Map(found.flatMap((one) => ('wrong' in one || one.section !== section ? [] : [[one.key, one.value]])));
  return { settings: inSection('settings'), custom: inSection('custom') };
}

type Entry = { readonly section: Section; readonly key: string; readonly value: Json };

function entriesOf(column: Column, cell: CsvCell): readonly (Entry | Complaint)[] {
  if (column === 'nameless') return [complaintAt(cell, nameless)];
  if (column !== 'all custom') return [{ section: column.section, key: column.name, value: cell.text }];
  const members = membersIn(cell);
  return members?.map(([key, value]) => ({ section: 'custom', key, value })) ?? [complaintAt(cell, noMembers)];
}

const nameless = {
  code: 'csv-setting-nameless',
  wrong: 'a value stands under an empty heading',
  cure: 'Write the name of the setting above it, or remove the column.',
};
const noMembers = {
  code: 'csv-custom-unreadable',
  wrong: 'the column `custom` is not a JSON object',
  cure: 'Write the custom settings as columns of their own, or remove this one.',
};

function membersIn({ text }: CsvCell): readonly (readonly [string, Json])[] | undefined {
  const parsed = parseJson(text);
  return parsed.ok && isJsonObject(parsed.json.value) ? Object.entries(parsed.json.value) : undefined;
}

function keptOf(
  { application }: SettingsCsv,
  rows: readonly CsvRow[],
  [global = { settings: new Map(), custom: new Map() }, ...own]: readonly KeptSections[],
) {
  const clients = rows.map(([name, id]) => ({ id: id === undefined ? '' : nameIn(id), name: name?.text ?? '' }));
  const scopes = own.map((sections, index): readonly [string, LiveScope] => {
    return [clients[index]?.id ?? '', keptScope(application, sections, global)];
  });
  const live = keptLive({
    clients: clients.map(({ id, name }) => bareClient(application, id, name.trim() === '' ? id : name)),
    global: keptScope(application, global, null),
    scopes: new Map(scopes),
    options: null,
  });
  return {
    kind: 'csv' as const,
    application,
    region: null,
    readAt: null,
    live,
    hidden: maskedIn(live),
    notes: csvNotes,
  };
}

const csvNotes = [
  'The export does not show which settings are custom: unknown settings are imported as custom.',
  'The export does not contain the features of clients: they are not managed.',
];

/** What is wrong, and where. Quotes no cell. */
type Complaint = Omit<Problem, 'message' | 'source'> & {
  readonly wrong: string;
  readonly line: number;
  readonly column: number;
};

/** The columns of client name and client id. */
const fixedColumns = 2;

/** All that is wrong with the table as a table of settings. */
function complaintsOf(rows: readonly CsvRow[]): readonly Complaint[] {
  const [heading = [], global, ...clients] = rows;
  return [
    ...headingComplaints(heading),
    ...lengthComplaints(heading, rows),
    ...globalComplaints(heading, global),
    ...clientComplaints(clients),
  ];
}

/** Whether a row has nothing in it. */
function isBlank(row: CsvRow): boolean {
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
function nameIn({ text }: CsvCell): string {
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
function complaintAt({ line, column }: CsvCell, complaint: Pick<Complaint, 'code' | 'wrong' | 'cure'>): Complaint {
  return { ...complaint, line, column };
}
