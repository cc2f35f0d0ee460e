// What editors are told of the file beyond its form: every known setting, feature and guard, from the catalogue. The program
// itself judges by schemas/source/config.schema.json alone: what it takes does not depend on what the catalogue knows.
import { join } from 'node:path';
import { loadSources } from './load-sources.mjs';

const sources = `
  export { settings } from './src/catalogue/catalogue.ts';
  export { clientProperties } from './src/kinds/index.ts';
  export { overridableGuards } from './src/engine/guards/index.ts';
`;

const entityType = '{entity_type}';
const reference = '\\$\\{';

/** What a setting of each type (null: not told) may be written as; a text may always hold a reference, which is known only later. */
const forms = {
  string: () => ({ type: ['string', 'number', 'boolean'] }),
  integer: () => ({ anyOf: [{ type: 'integer' }, { type: 'string', pattern: `^-?[0-9]+$|${reference}` }] }),
  boolean: () => ({
    anyOf: [{ type: 'boolean' }, { type: 'string', pattern: `^(true|True|TRUE|false|False|FALSE)$|${reference}` }],
  }),
  json: () => ({ type: ['array', 'object', 'string'] }),
  set: () => ({ type: ['array', 'string'] }),
};

function formOf({ type, allowedValues = null }) {
  if (type === 'boolean' || allowedValues === null) return forms[type]?.() ?? {};
  return { anyOf: [{ enum: allowedValues }, { type: 'string', pattern: reference }] };
}

/** Something that can stand there; never a secret in clear. */
export function exampleOf({
  name,
  type,
  secret = false,
  default: usual = null,
  allowedValues = null,
  direction = null,
}) {
  const variable = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  if (secret) return `\${secret:CAPSTAN_VAR_${variable}}`;
  if (usual !== null) return usual;
  if (allowedValues !== null) return allowedValues[0];
  if (direction?.usual !== undefined) return direction.usual;
  const plain = { boolean: true, integer: 0, json: [], set: [] };
  return plain[type] ?? `\${env:CAPSTAN_VAR_${variable}}`;
}

function propertyOf(group, row) {
  const notes = [
    ...(group === null ? [] : [`Group: ${group}.`]),
    ...(row.unit === undefined || row.unit === null ? [] : [`Unit: ${row.unit}.`]),
    ...(row.secret ? ['A secret: write a reference, ${secret:NAME}.'] : []),
    ...(row.globalOnly ? ['Counts for the whole application: it has no value of one client.'] : []),
  ];
  return {
    title: row.name,
    description: [row.description, ...notes].join('\n\n'),
    ...(row.default === undefined || row.default === null ? {} : { default: row.default }),
    examples: [exampleOf(row)],
    ...formOf(row),
  };
}

/** The settings of one section; any other name stays allowed. */
function sectionOf(node, rows) {
  const fixed = rows.filter(({ name }) => !name.startsWith(entityType));
  const byEnding = rows.filter(({ name }) => name.startsWith(entityType));
  const endings = byEnding.map(({ name }) => name.slice(entityType.length));
  // Longest ending first, and each name by one ending alone.
  const pattern = (ending) => {
    const longer = endings.filter((other) => other !== ending && other.endsWith(ending));
    return `^${longer.map((other) => `(?!.+${other}$)`).join('')}.+${ending}$`;
  };
  return {
    ...node,
    properties: Object.fromEntries(fixed.map(({ name, property }) => [name, property])),
    ...(byEnding.length === 0
      ? {}
      : {
          patternProperties: Object.fromEntries(
            byEnding.map(({ name, property }) => [pattern(name.slice(entityType.length)), property]),
          ),
        }),
  };
}

/** Only a whole file has to say which client is which: one that is built on others, or that others build on, may not. */
const identified = {
  if: { required: ['application'], not: { required: ['extends'] } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
  then: {
    properties: { clients: { additionalProperties: { anyOf: [{ required: ['id'] }, { required: ['find'] }] } } },
  },
};

/** The schema with each plain text as what the program takes for one: a number or a boolean is used as written. */
function withScalars(node) {
  if (Array.isArray(node)) return node.map(withScalars);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, part]) => {
    // Keys are texts, and examples and defaults no schemas.
    return [key, ['propertyNames', 'examples', 'default', 'enum'].includes(key) ? part : withScalars(part)];
  });
  const types = [node.type ?? []].flat();
  const isPlain = types.includes('string') && !['pattern', 'enum', 'const'].some((keyword) => keyword in node);
  const type = [...new Set([...types, 'number', 'boolean'])];
  return { ...Object.fromEntries(entries), ...(isPlain ? { type } : {}) };
}

/** The schema for editors, made of the one that the program judges by. */
export async function editorSchema(root, written) {
  const { settings, clientProperties, overridableGuards } = await loadSources(root, sources);
  const rows = settings.flatMap(({ group, rows: of }) =>
    of.map((row) => ({ name: row.name, section: row.section ?? 'settings', property: propertyOf(group, row) })),
  );
  const schema = withScalars(written);
  const { client, allow } = schema.$defs;
  const inSection = (name) => rows.filter(({ section }) => section === name || section === 'either');
  schema.$defs.settings = sectionOf(schema.$defs.settings, inSection('settings'));
  schema.$defs.custom = sectionOf(schema.$defs.custom, inSection('custom'));
  for (const { name, known } of clientProperties()) {
    if (known !== null) client.properties[name].items = { anyOf: [{ enum: known }, withScalars({ type: 'string' })] };
  }
  allow.properties.guard = { ...allow.properties.guard, enum: [...overridableGuards].sort() };
  return { ...schema, ...identified };
}

/** Where the two lie. */
export const places = (root) => ({
  written: join(root, 'schemas/source/config.schema.json'),
  made: join(root, 'schemas/config.schema.json'),
});
