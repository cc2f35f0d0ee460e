import { comment, quotedName } from '../write/write-value.ts';
import { indent, writeLine } from '../write/yaml-text.ts';
import { clientLines, sectionLines } from './client-lines.ts';
import { type DecidedImport, decideImport, envExample } from './decide-import.ts';
import type { ImportApplication, ImportChoice, ImportSource, WrittenConfig } from './import-input.ts';

/** Writes live state as a whole configuration file. A plan from it is in sync. */
export function writeConfig(source: ImportSource, choice: ImportChoice): WrittenConfig {
  const decided = decideImport(source, choice, 'all');
  const blocks = [
    headerLines(choice),
    sectionLines('settings', decided.global.settings, decided.names),
    sectionLines('custom', decided.global.custom, decided.names),
    clientsBlock(decided),
  ];
  return written(
    blocks.filter((lines) => lines.length > 0),
    decided,
  );
}

/** Writes the `clients` block alone, for a file that is there already. */
export function writeFragment(source: ImportSource, choice: ImportChoice): WrittenConfig {
  const decided = decideImport(source, choice, 'clients');
  const head = [
    comment(
      'From `capstan import`: add these entries under `clients:` of your file; leave that line out if it exists.',
    ),
    comment('Check that every alias is unique, then run `capstan plan`: it must report no changes.'),
  ];
  return written([[...head, ...clientsBlock({ ...decided, leftOut: [] })]], decided);
}

/** The entries of a fragment in a file that has nothing else. */
export function wholeFileOf(fragment: WrittenConfig, choice: ImportChoice): string {
  return `${headerLines(choice).join('\n')}\n\n${fragment.text}`;
}

function clientsBlock(decided: DecidedImport): readonly string[] {
  const entries = decided.clients.map((client) => clientLines(client, decided.names));
  const separated = entries.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  return [
    ...leftOutLines(decided.leftOut),
    ...(entries.length === 0 ? ['clients: {}'] : ['clients:', ...indent(separated)]),
  ];
}

function leftOutLines(names: readonly string[]): readonly string[] {
  return names.length === 0
    ? []
    : [comment('Not managed by this file:'), ...names.map((name) => `#   ${quotedName(name)}`)];
}

function written(blocks: readonly (readonly string[])[], decided: DecidedImport): WrittenConfig {
  return {
    text: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`,
    envExample: envExample(decided.names.values()),
    secretNames: new Set(decided.names.values()),
    notes: decided.notes,
    secrets: decided.secrets,
    count: { keys: decided.keyCount, clients: decided.clients.length },
  };
}

/** The head of a whole file: what it is, and which application it belongs to. */
function headerLines({ application, remarks, schema }: ImportChoice): readonly string[] {
  return [
    modelineOf(schema),
    comment(''),
    comment('The live configuration when `capstan import` read it.'),
    ...remarks.map(comment),
    comment('Change a value here and run `capstan plan` to see the effect; `capstan apply` applies it.'),
    comment('A setting that is not in this file is never touched. To remove one, list it under `absent`.'),
    'version: 1',
    '',
    'application:',
    `  id: ${writeLine(application.id)}`,
    ...hostLines(application).map((line) => `  ${line}`),
  ];
}

/** The first line of a file, by which editors know what may be in it. */
export function modelineOf(schema: string | null): string {
  if (schema !== null) return `# yaml-language-server: $schema=${schema}`;
  return comment('For completion in your editor: capstan schema config --out capstan.schema.json; see docs/file.md');
}

function hostLines({ region, configUrl, captureUrl }: ImportApplication): readonly string[] {
  return [
    ...(region === null ? [] : [`region: ${writeLine(region)}`]),
    ...(configUrl === null ? [] : [`configUrl: ${writeLine(configUrl)}`]),
    ...(captureUrl === null ? captureUrlHint : [`captureUrl: ${writeLine(captureUrl)}`]),
  ];
}

const captureUrlHint: readonly string[] = [
  comment('With the registration domain, capstan writes single keys instead of whole scopes. The Console shows it'),
  comment('on the page "Manage Application". Fill it in and uncomment the line:'),
  comment('captureUrl: https://YOUR-APP.us-dev.janraincapture.com'),
];
