import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Inventory } from '../../engine/comparison/inventory.ts';
import { jsonText } from '../../render/machine/json.ts';
import { exitCode } from '../exit-codes.ts';
import { explain } from '../explain/explain.ts';
import { explanationJson, explanationText } from '../explain/explanation.ts';
import { placesIn } from '../explain/places-in-files.ts';
import { oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type ExplainFlags = CommonFlags & {
  readonly asked: string;
  /** Whether the live application is read. */
  readonly live: 'read' | 'left-out';
};

/** `capstan explain`: prints what is known about one name. Needs neither network nor file, except with `--live`. */
export async function explainOne({ asked, file, format, live }: ExplainFlags, session: Session): Promise<number> {
  const from = file.filter((name) => existsSync(resolve(session.cwd, name)));
  const places = (await Promise.all(from.map((name) => placesIn(name, session)))).flat();
  const inventory = live === 'read' ? await readLive(file, session) : null;
  const explanation = explain(asked, { from, places, live: inventory });
  const json = format === 'json';
  await session.stdout(
    json ? jsonText(explanationJson(explanation)) : explanationText(explanation, session.stdoutStyle),
  );
  return exitCode.done;
}

// Loaded on demand.
async function readLive([file = '', ...more]: readonly string[], session: Session): Promise<Inventory> {
  if (more.length > 0) throw oneFileOnly('--live');
  const { liveInventory } = await import('../../workflows/compare.ts');
  return liveInventory(file, session);
}
