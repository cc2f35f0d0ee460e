import { isJsonObject, type Json } from '../leaf/json.ts';
import { parseJson } from '../leaf/parse-json.ts';
import type { Section } from '../model/address.ts';
import type { KeptRead, LiveScope } from '../model/live.ts';
import { bareClient, type KeptSections, keptLive, keptScope, maskedIn } from './kept-scopes.ts';
import { type CsvCell, type CsvRow, type Delimiter, parseCsv } from './parse-csv.ts';
import { type Complaint, complaintAt, complaintsOf, fixedColumns, isBlank, nameIn } from './settings-csv-complaints.ts';

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
