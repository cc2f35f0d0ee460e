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

/** One JSON Schema by its name. */
export function loadSchema(name: string): unknown {
  if (schemaNames.includes(name)) return JSON.parse(packageText(`schemas/${name}.schema.json`));
  throw endWith('wrongUsage', {
    code: 'unknown-schema',
    message: `There is no schema ${JSON.stringify(name)}.`,
    cure: nameHint(name, schemaNames),
  });
}
