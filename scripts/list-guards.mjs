// Makes src/engine/guards/index.ts, the list of all guards, of the files beside it: who adds a guard adds a file. The build
// does it first. With --check it writes nothing and fails when the committed list lacks a guard.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/engine/guards');

/** The names under which the files of the folder export their guards, with the files; the other files hold none. */
async function guardsByFile() {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return [...text.matchAll(/^export const (\w+): Guard = /gmu)].map(([, name]) => ({ name, file }));
    }),
  );
  return found.flat();
}

// Sorted as the linter sorts imports, whatever order the file system has.
const byFile = (a, b) => (a.file < b.file ? -1 : 1);

function listOf(guards) {
  const imports = [...guards, { name: 'type Guard', file: 'guard.ts' }].sort(byFile);
  const lines = imports.map(({ name, file }) =>
    name.startsWith('type ')
      ? `import type { ${name.slice('type '.length)} } from './${file}';`
      : `import { ${name} } from './${file}';`,
  );
  const names = [...guards].sort(byFile).map(({ name }) => `  ${name},`);
  return `// Made by \`npm run build\` of the files of this folder. Do not edit: a new guard is a new file.
${lines.join('\n')}

const known: readonly Guard[] = [
${names.join('\n')}
];

/** All guards, in the order in which their findings are shown. */
export const guards: readonly Guard[] = known.toSorted((a, b) => a.rank - b.rank);

/** Codes that an entry of \`allow\` may name. */
export const overridableGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'allow')
  .map((guard) => guard.code);

/** Codes of guards that nothing overrides. */
export const fixedGuards: readonly string[] = guards
  .filter((guard) => guard.override === 'none')
  .map((guard) => guard.code);
`;
}

const made = join(folder, 'index.ts');
const text = listOf(await guardsByFile());
const isStale = (await readFile(made, 'utf8').catch(() => '')) !== text;
if (isStale && process.argv.includes('--check')) {
  console.error('Stale: src/engine/guards/index.ts. Run: npm run build');
  process.exitCode = 1;
} else if (isStale) {
  await writeFile(made, text);
}
