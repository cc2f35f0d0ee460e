import { endWith } from '../workflows/ending.ts';
import { nameHint } from './usage-error.ts';

// Loaded when asked for: the program starts without reading them.
const schemas: ReadonlyMap<string, () => Promise<{ readonly default: unknown }>> = new Map<
  string,
  () => Promise<{ readonly default: unknown }>
>([
  ['absorb', () => import('../../schemas/absorb.schema.json', { with: { type: 'json' } })],
  ['compare', () => import('../../schemas/compare.schema.json', { with: { type: 'json' } })],
  ['config', () => import('../../schemas/config.schema.json', { with: { type: 'json' } })],
  ['doctor', () => import('../../schemas/doctor.schema.json', { with: { type: 'json' } })],
  ['drift', () => import('../../schemas/drift.schema.json', { with: { type: 'json' } })],
  ['plan', () => import('../../schemas/plan.schema.json', { with: { type: 'json' } })],
  ['problems', () => import('../../schemas/problems.schema.json', { with: { type: 'json' } })],
  ['protect', () => import('../../schemas/protect.schema.json', { with: { type: 'json' } })],
  ['run', () => import('../../schemas/run.schema.json', { with: { type: 'json' } })],
  ['runs', () => import('../../schemas/runs.schema.json', { with: { type: 'json' } })],
  ['snapshot', () => import('../../schemas/snapshot.schema.json', { with: { type: 'json' } })],
  ['unlock', () => import('../../schemas/unlock.schema.json', { with: { type: 'json' } })],
]);

/** Names of the schemas that come with capstan. */
export const schemaNames: readonly string[] = [...schemas.keys()];

/** One JSON Schema by its name. */
export async function loadSchema(name: string): Promise<unknown> {
  const load = schemas.get(name);
  if (load !== undefined) return (await load()).default;
  throw endWith('wrongUsage', {
    code: 'unknown-schema',
    message: `There is no schema ${JSON.stringify(name)}.`,
    cure: nameHint(name, schemaNames),
  });
}
