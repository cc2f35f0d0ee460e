import { lstat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { foldersUpward } from '../config/files/file-tree.ts';
import { jsonText } from '../render/machine/json.ts';
import { packageFolder, packageText } from '../tool-version.ts';
import { endWith } from '../workflows/ending.ts';
import { claimed } from '../workflows/files/claim-output.ts';
import { saveFile } from '../workflows/files/write-file.ts';
import { exitCode } from './exit-codes.ts';
import type { Session } from './terminal/session.ts';
import { nameHint } from './usage-error.ts';

/** Names of the schemas that come with capstan. */
export const schemaNames: readonly string[] = [
  ...[
    'absorb',
    'compare',
    'config',
    'doctor',
    'drift',
    'fleet',
    'fleet-report',
    'inventory',
    'plan',
    'problems',
    'protect',
    'run',
    'runs',
    'snapshot',
  ],
  'unlock',
];

/** The version of all formats. A new version gets a folder of its own; this one stays available. */
const version = 1;

/** One JSON Schema by its name and the version of its format. */
export function loadSchema(name: string, asked = version): unknown {
  if (schemaNames.includes(name) && asked === version) return JSON.parse(packageText(`schemas/${name}.schema.json`));
  if (schemaNames.includes(name)) throw noVersion(name, asked);
  throw endWith('wrongUsage', {
    code: 'unknown-schema',
    message: `There is no schema ${JSON.stringify(name)}.`,
    cure: nameHint(name, schemaNames),
  });
}

function noVersion(name: string, asked: number): Error {
  return endWith('wrongUsage', {
    code: 'unknown-schema',
    message: `There is no version ${asked} of the schema ${name}.`,
    cure: `There is version ${version}: leave out --version, or update capstan.`,
  });
}

/** The schema beside a file, for a global install or the single executable. */
export const schemaBeside = 'capstan.schema.json';

const inProject = join('node_modules', 'capstan', 'schemas', 'config.schema.json');
const inPackage = join('schemas', 'config.schema.json');

/**
 * The path of the schema for editors, as the first line of the file names it: in a project, in a clone of capstan, or
 * beside the file; null: none.
 */
export async function nearSchema(folder: string): Promise<string | null> {
  const above = foldersUpward(folder);
  const clone = above.filter((one) => join(one, sep) === join(packageFolder(), sep));
  const places = [...above.map((one) => join(one, inProject)), ...clone.map((one) => join(one, inPackage))];
  for (const place of [...places, join(folder, schemaBeside)]) {
    if (await isFile(place)) return asReference(relative(folder, place), sep);
  }
  return null;
}

/** Editors resolve a path from the file only if it begins with a dot, and uses slashes, on Windows too. */
export function asReference(path: string, separator: string): string {
  const slashed = path.replaceAll(separator, '/');
  return slashed.startsWith('.') ? slashed : `./${slashed}`;
}

async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The name of a schema, the version of its format (undefined: the newest) and the output file (undefined: stdout). */
type Asked = { readonly name: string; readonly version?: number | undefined; readonly path?: string | undefined };

/** `capstan schema`: prints one JSON Schema. */
export async function printSchema({ name, version, path }: Asked, session: Session): Promise<number> {
  const text = jsonText(loadSchema(name, version));
  const out = await claimed({ flag: '--out', path, kind: 'schema' }, session);
  if (out === null) await session.stdout(text);
  else await saveFile(out, text, session);
  return exitCode.done;
}
