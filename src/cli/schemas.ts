import { packageText } from '../tool-version.ts';
import { endWith } from '../workflows/ending.ts';
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

/** The version of all formats. A new one gets a folder of its own, and those of this one stay to be had. */
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
