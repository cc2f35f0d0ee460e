// Makes docs/reference/ from what the program itself says: its help, its schemas, its sandbox switches. And the tables of
// layers in ARCHITECTURE.md and of guards in docs/guards/README.md.
// With --check it writes nothing and fails when a committed page is not what the program says.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import layerTable from '../layers.cjs';
import { publishedCodes } from './published-codes.mjs';
import { referencePages } from './reference-pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/reference');
const commands = [
  'init',
  'doctor',
  'validate',
  'plan',
  'show',
  'apply',
  'runs',
  'undo',
  'unlock',
  'drift',
  'absorb',
  'compare',
  'snapshot',
  'report',
  'fleet',
  'import',
  'explain',
  'sandbox',
  'schema',
  'completion',
];

function run(...args) {
  const env = { PATH: process.env.PATH ?? '', HOME: tmpdir(), NO_COLOR: '1', TERM: 'dumb', COLUMNS: '100' };
  const text = execFileSync(process.execPath, [join(root, 'bin/capstan.cjs'), ...args], { cwd: root, env });
  return text.toString('utf8').trimEnd();
}

function help(...args) {
  return run(...args, '--help');
}

function commandsPage() {
  const listed = [...help().matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
  const others = listed.filter((name) => !commands.includes(name));
  if (others.length > 0) throw new Error(`Commands without a place on the page: ${others.join(', ')}`);
  const sections = commands.map((name) => `## capstan ${name}\n\n\`\`\`text\n${help(name)}\n\`\`\`\n`);
  return `# Commands\n\nWhat \`capstan COMMAND --help\` prints.\n\n${sections.join('\n')}`;
}

async function readSchema(name) {
  return JSON.parse(await readFile(join(root, `schemas/${name}.schema.json`), 'utf8'));
}

async function filePage() {
  const [config, protect, fleet] = await Promise.all(['source/config', 'protect', 'fleet'].map(readSchema));
  const guide = '[Writing the file](../file.md) explains it with examples.';
  const intro = `${guide} A member written with [] is a list. ALIAS and KEY are names of your own choice. \`capstan schema config\` prints the same for editors.`;
  return [
    `# The file\n\n${config.description}\n\n${intro}\n\n${sections(config).join('\n')}`,
    `# The protect file\n\n${protect.description} It is looked for beside each file and upward, to the root of the repository; all found add up.\n\n${sections(protect).join('\n')}`,
    `# The fleet file\n\n${fleet.description} \`--fleet FILE\` names it; see [scaling](../scaling.md).\n\n${sections(fleet).join('\n')}`,
  ].join('\n');
}

/** A table for the file itself and for each map in it, under the place where the map stands. */
function sections(schema) {
  const found = new Map();
  visit(schema, '', schema, found);
  return [...found].map(([part, places]) => {
    if (places.includes('')) return table(part, schema);
    const heading = places.map((place) => `\`${place}\``).join(', ');
    return `## ${heading}\n\n${part.description ?? ''}\n\n${table(part, schema)}`;
  });
}

function visit(node, place, schema, found) {
  // What several places share is one part, and is told once.
  const part = node.$ref === undefined ? node : definition(node.$ref, schema);
  if (part.properties !== undefined) found.set(part, [...(found.get(part) ?? []), place]);
  for (const [name, inner] of innerParts(part, place)) visit(inner, name, schema, found);
}

function innerParts(part, place) {
  const members = Object.entries(part.properties ?? {});
  const any = place === 'clients' ? 'ALIAS' : 'KEY';
  return [
    ...members.map(([name, inner]) => [place === '' ? name : `${place}.${name}`, inner]),
    [`${place}[]`, part.items],
    [`${place}.${any}`, part.additionalProperties],
  ].filter(([, inner]) => typeof inner === 'object');
}

function definition(ref, schema) {
  return schema.$defs[ref.split('/').pop()];
}

/** A node with what it refers to; what it says itself counts. */
function resolved({ $ref, ...own }, schema) {
  return $ref === undefined ? own : { ...definition($ref, schema), ...own };
}

const kinds = {
  string: 'text',
  object: 'map',
  array: 'list',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

function kindOf({ type, enum: choices, const: only, anyOf = [] }) {
  const options = choices ?? (only === undefined ? anyOf.flatMap((option) => option.enum ?? []) : [only]);
  if (options.length > 0) return options.map((option) => `\`${option}\``).join(' ');
  return [type]
    .flat()
    .map((name) => kinds[name])
    .join(' or ');
}

function table(part, schema) {
  const required = new Set(part.required ?? []);
  const rows = Object.entries(part.properties).map(([name, node]) => {
    const property = resolved(node, schema);
    const need = required.has(name) ? ' (required)' : '';
    return `| \`${name}\`${need} | ${kindOf(property)} | ${(property.description ?? '').replaceAll('|', '\\|')} |`;
  });
  return ['| member | value | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** One switch of `capstan sandbox --switch list`: its name with what it takes, and three lines on it. */
function switchRow(block) {
  const [head = '', first = '', question = '', source = ''] = block.split('\n').map((line) => line.trim());
  const [name, values] = head.split('=');
  const start = first.replace('Default: ', '');
  const shown = values === 'N' ? `a number, **${start}**` : values.split('|').join(', ').replace(start, `**${start}**`);
  const cells = [`\`${name}\``, shown, question, source.replace('Source: ', '')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function switchesPage() {
  const list = run('sandbox', '--switch', 'list').split('\n\n');
  return [
    '# Switches of the sandbox',
    '',
    'What the public documents leave open is a switch: `capstan sandbox --switch NAME=VALUE`. The default is in bold.',
    '',
    '`capstan sandbox --switch list` prints the same.',
    '',
    '| switch | values | the question | source of the default |',
    '| --- | --- | --- | --- |',
    ...list.map(switchRow),
    '',
  ].join('\n');
}

/** A page with a part that is made in its place, between two comments that name the part. */
async function withPart(page, part, written) {
  const text = await readFile(join(root, page), 'utf8');
  const place = new RegExp(`(<!-- ${part}: .* -->\n)[\\s\\S]*(<!-- end of ${part} -->)`, 'u');
  return text.replace(place, (_, start, end) => `${start}\n${written.trimEnd()}\n\n${end}`);
}

function layersPart() {
  const rows = [
    ...layerTable.layers.map(({ folder, is, ...row }) => `| \`${folder}\` | ${is} | ${imported(row)} |`),
    ...layerTable.rootFiles.map(({ file, is, ...row }) => `| \`${file}\` | ${is} | ${imported(row)} |`),
  ];
  const places = layerTable.places.map(({ name, why }) => `- \`${name}\`: ${why}`);
  return [
    '| folder | what it is | may import |\n| --- | --- | --- |\n',
    rows.join('\n'),
    '\n\nNarrower than a folder:\n\n',
    places.join('\n'),
  ].join('');
}

function imported({ from, packages, node }) {
  const names = from.map((name) => `\`${name}\``);
  const external = [...packages, ...node.map((name) => `node:${name}`)];
  const all = [names.join(', '), external.join(', ')].filter((part) => part !== '');
  return all.length === 0 ? 'nothing' : all.join('; ');
}

function made(page) {
  return `<!-- Made by \`npm run generate\`. Do not edit. -->\n\n${page}`;
}

const { codes, guards, pages: sourcePages } = await referencePages(root);
const fromSources = Object.entries(sourcePages).map(([name, text]) => [name, made(text)]);
const codesFile = 'docs/reference/published-codes.json';
const published = await readFile(join(root, codesFile), 'utf8').catch(() => null);
const pages = {
  ...Object.fromEntries(fromSources),
  [codesFile]: publishedCodes(published, codes),
  'docs/reference/commands.md': made(commandsPage()),
  'docs/reference/file.md': made(await filePage()),
  'docs/reference/sandbox-switches.md': made(switchesPage()),
  'ARCHITECTURE.md': await withPart('ARCHITECTURE.md', 'layers', layersPart()),
  'docs/guards/README.md': await withPart('docs/guards/README.md', 'guards', guards),
};
const check = process.argv.includes('--check');
const stale = [];
await mkdir(join(folder, 'settings'), { recursive: true });
for (const [name, text] of Object.entries(pages)) {
  const committed = await readFile(join(root, name), 'utf8').catch(() => null);
  if (committed === text) continue;
  if (check) stale.push(name);
  else await writeFile(join(root, name), text);
}
if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}
