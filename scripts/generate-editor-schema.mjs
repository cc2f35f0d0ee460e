// Makes schemas/config.schema.json, which editors read in a fresh clone already. With --check it writes nothing and fails when
// the committed one is not what the sources say.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editorSchema, places } from './editor-schema.mjs';

/** As the rest of the repository is: the file is committed, and read in differences. */
function formatted(json) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const asked = [biome, 'format', '--stdin-file-path=schemas/config.schema.json'];
  return execFileSync(process.execPath, asked, { cwd: root, input: json, encoding: 'utf8' });
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { written, made } = places(root);
const schema = await editorSchema(root, JSON.parse(await readFile(written, 'utf8')));
const text = formatted(JSON.stringify(schema));
const committed = await readFile(made, 'utf8').catch(() => '');
if (committed !== text && process.argv.includes('--check')) {
  console.error('Stale: schemas/config.schema.json. Run: npm run generate');
  process.exitCode = 1;
} else if (committed !== text) {
  await writeFile(made, text);
}
