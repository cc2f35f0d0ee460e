// Makes docs/reference/ from what the program itself says: its help, its schemas, its sandbox switches.
// With --check it writes nothing and fails when a committed page is not what the program says.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/reference');
const commands = ['validate', 'plan', 'show', 'apply', 'import', 'sandbox', 'schema'];

function help(...args) {
  const env = { PATH: process.env.PATH ?? '', HOME: root, NO_COLOR: '1', TERM: 'dumb', COLUMNS: '100' };
  const text = execFileSync(process.execPath, [join(root, 'bin/capstan.cjs'), ...args, '--help'], { cwd: root, env });
  return text.toString('utf8').trimEnd();
}

function commandsPage() {
  const sections = commands.map((name) => `## capstan ${name}\n\n\`\`\`text\n${help(name)}\n\`\`\`\n`);
  return `# Commands\n\nWhat \`capstan COMMAND --help\` prints.\n\n${sections.join('\n')}`;
}

async function filePage() {
  const schema = JSON.parse(await readFile(join(root, 'schemas/config.schema.json'), 'utf8'));
  const parts = Object.entries(schema.$defs)
    .filter(([, part]) => part.properties !== undefined)
    .map(([name, part]) => `## ${part.title ?? name}\n\n${part.description ?? ''}\n\n${table(part, schema)}`);
  return `# The file\n\n${schema.description}\n\n${table(schema, schema)}\n${parts.join('\n')}`;
}

function table(part, schema) {
  const rows = Object.entries(part.properties).map(([name, property]) => {
    const target = property.$ref === undefined ? {} : (schema.$defs[property.$ref.split('/').pop()] ?? {});
    const description = property.description ?? target.description ?? '';
    const choices = property.enum ?? target.enum;
    const values = choices === undefined ? '' : ` One of ${choices.map((value) => `\`${value}\``).join(', ')}.`;
    return `| \`${name}\` | ${`${description}${values}`.replaceAll('|', '\\|').trim()} |`;
  });
  return ['| member | meaning |', '| --- | --- |', ...rows, ''].join('\n');
}

async function switchesPage() {
  const source = await readFile(join(root, 'src/sandbox/switches.ts'), 'utf8');
  const rows = [...source.matchAll(/\/\*\* (.+?) \*\/\n {2}(\w+): (\[.*?\]|\d+),/gs)].map(([, text, name, value]) => {
    const choices = value.startsWith('[') ? value.slice(1, -1).replaceAll("'", '').split(', ') : [`a number, ${value}`];
    const [first, ...others] = choices;
    const shown = [`**${first}**`, ...others].join(', ').replaceAll('|', '\\|');
    return `| \`${name}\` | ${shown} | ${text.replace(/\s+/g, ' ').replaceAll('|', '\\|')} |`;
  });
  return [
    '# Switches of the sandbox',
    '',
    'What the public documents leave open is a switch: `capstan sandbox --switch NAME=VALUE`. The default is in bold.',
    '',
    '| switch | values | the question |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const pages = {
  'commands.md': commandsPage(),
  'file.md': await filePage(),
  'sandbox-switches.md': await switchesPage(),
};
const check = process.argv.includes('--check');
const stale = [];
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(pages)) {
  const committed = await readFile(join(folder, name), 'utf8').catch(() => null);
  if (committed === text) continue;
  if (check) stale.push(name);
  else await writeFile(join(folder, name), text);
}
if (stale.length > 0) {
  console.error(`docs/reference is stale: ${stale.join(', ')}. Run: npm run generate`);
  process.exitCode = 1;
}
