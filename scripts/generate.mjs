// Makes src/generated/ from schemas/ and docs/guards/: types, validators that need no compiler at run time, and what the
// pages of the guards say. Nothing of it is committed. And the list of guards, which is.
// The build calls it first.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import './list-guards.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outputFolder = join(root, 'src/generated');

/**
 * One row per schema: which types and which validator to make. A schema that does not exist is passed over.
 */
const rows = [
  {
    schema: 'config',
    // Without what editors are told beside it.
    folder: 'schemas/source',
    types: 'config-file.ts',
    validator: 'validate-config',
    guards: ['ConfigFile', './config-file.ts'],
    keys: { name: 'configKeys', file: 'config-keys.ts' },
  },
  {
    schema: 'protect',
    types: 'protect-file.ts',
    validator: 'validate-protect',
    guards: ['ProtectFile', './protect-file.ts'],
    keys: { name: 'protectKeys', file: 'protect-keys.ts' },
  },
  {
    schema: 'fleet',
    types: null,
    validator: 'validate-fleet',
    guards: null,
    keys: { name: 'fleetKeys', file: 'fleet-keys.ts' },
  },
  { schema: 'plan', types: null, validator: 'validate-plan', guards: null },
  { schema: 'snapshot', types: null, validator: 'validate-snapshot', guards: null },
];

const banner = (schema) => `// Generated from schemas/${schema}.schema.json by \`npm run generate\`. Do not edit.\n`;

async function readSchema({ schema: name, folder = 'schemas' }) {
  try {
    return JSON.parse(await readFile(join(root, folder, `${name}.schema.json`), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

async function typesOf(row, schema) {
  const text = await compile(schema, schema.title, {
    bannerComment: banner(row.schema),
    additionalProperties: false,
    format: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  // The parts are of use inside the file alone.
  return text.replace(new RegExp(`^export (type|interface) (?!${schema.title}\\b)`, 'gmu'), '$1 ');
}

async function validatorOf(row, schema) {
  const ajv = new Ajv.default({
    allErrors: true,
    ownProperties: true,
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    // Whether a text is empty is all that is asked of its length: no helper that counts characters has to travel along.
    // ajv would warn of this option; whatever else is wrong with a schema is an error here.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standaloneCode.default(ajv, ajv.compile(withoutTexts(schema)));
  return banner(row.schema) + (await withoutImports(code));
}

/** The schema without what only editors show: it would travel in the validator. Names of properties are no keywords. */
function withoutTexts(node, namesAreProperties = false) {
  if (Array.isArray(node)) return node.map((item) => withoutTexts(item));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(
    ([key]) => namesAreProperties || !['title', 'description', 'default', 'examples'].includes(key),
  );
  const holdsNames = (key) => !namesAreProperties && ['properties', '$defs', 'patternProperties'].includes(key);
  return Object.fromEntries(
    kept.map(([key, value]) => [key, ['enum', 'const'].includes(key) ? value : withoutTexts(value, holdsNames(key))]),
  );
}

// ajv's own small helpers (length of a text, equality) come in as require() calls; esbuild puts them into the file.
async function withoutImports(code) {
  const result = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2022',
    legalComments: 'none',
  });
  return result.outputFiles[0].text
    .replace(/^\/\/ <stdin>\n/mu, '')
    .replace(/^var stdin_default = .*\n/mu, '')
    .replace(/^ {2}stdin_default as default,\n/mu, '');
}

/** Which keys stand where, for "did you mean": `keys` by name, `each` for the entries of maps and lists of any name. */
function keysOf(node, whole) {
  if (node.$ref !== undefined)
    return keysOf({ ...whole.$defs[node.$ref.replace('#/$defs/', '')], ...without$ref(node) }, whole);
  const shape = {};
  if (node.properties !== undefined) {
    shape.keys = Object.fromEntries(Object.entries(node.properties).map(([key, value]) => [key, keysOf(value, whole)]));
  }
  const each = node.items ?? node.additionalProperties;
  if (typeof each === 'object') shape.each = keysOf(each, whole);
  return shape;
}

function without$ref({ $ref: _, ...rest }) {
  return rest;
}

function knownKeysOf(row, schema) {
  return `${banner(row.schema)}type KeyShape = { readonly keys?: { readonly [key: string]: KeyShape }; readonly each?: KeyShape };

export const ${row.keys.name}: KeyShape = ${JSON.stringify(keysOf(schema, schema), null, 2)};
`;
}

function declarationOf(row) {
  const [type, from] = row.guards ?? ['unknown', null];
  const lines = from === null ? [] : [`import type { ${type} } from '${from}';`, ''];
  const result = from === null ? 'boolean' : `data is ${type}`;
  return `${banner(row.schema)}${lines.join('\n')}${lines.length > 0 ? '\n' : ''}
export type SchemaError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
};

declare const validate: {
  (data: unknown): ${result};
  errors?: readonly SchemaError[] | null;
};
export { validate };
`.replace(/\n{3,}/g, '\n\n');
}

async function filesOf(row) {
  const schema = await readSchema(row);
  if (schema === null) return [];
  const files = [
    [`${row.validator}.js`, await validatorOf(row, schema)],
    [`${row.validator}.d.ts`, declarationOf(row)],
  ];
  if (row.keys !== undefined) files.push([row.keys.file, knownKeysOf(row, schema)]);
  if (row.types !== null) files.push([row.types, await typesOf(row, schema)]);
  return files;
}

/** What the pages of the guards say, for `capstan explain`, which works where there are no pages. */
async function guardPages() {
  const folder = join(root, 'docs/guards');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
  const pages = await Promise.all(
    names.map(async (name) => [name.slice(0, -3), guardPage(await readFile(join(folder, name), 'utf8'))]),
  );
  return [['guard-pages.json', `${JSON.stringify(Object.fromEntries(pages), null, 2)}\n`]];
}

function guardPage(text) {
  const [head = '', ...sections] = text.split(/^## /mu);
  const [, says = '', level = ''] = paragraphs(head);
  const [, severity = '', override = ''] = /^Severity: (.*?)\. Override: (.*?)\.$/u.exec(level) ?? [];
  const section = (title) => paragraphs(sections.find((one) => one.startsWith(`${title}\n`)) ?? '').slice(1);
  return { says, severity, override, fires: section('When it fires'), cure: section('What to do') };
}

/** Paragraphs and entries of lists, each on one line; no examples, no tables, and of a link its words. */
function paragraphs(text) {
  return (
    text
      .replace(/^```[\s\S]*?^```$/gmu, '')
      .replace(/^\|.*\n/gmu, '')
      .replace(/\[([^\]]+)\]\([^)]+\)/gu, '$1')
      .split(/\n\s*\n|\n(?=- )/u)
      // What a colon leads to is an example, and left out.
      .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim().replace(/:$/u, '.'))
      .filter((paragraph) => paragraph !== '')
  );
}

async function readOrEmpty(path) {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

await mkdir(outputFolder, { recursive: true });
for (const [name, text] of [...(await Promise.all(rows.map(filesOf))).flat(), ...(await guardPages())]) {
  const path = join(outputFolder, name);
  // A file that stays as it is keeps its age, so that nothing is built again for it.
  if ((await readOrEmpty(path)) !== text) await writeFile(path, text);
}
