import { jsonText } from '../../render/machine/json.ts';
import { exitCode } from '../exit-codes.ts';
import { loadSchema } from '../schemas.ts';
import type { Session } from '../terminal/session.ts';

/** `capstan schema`: one JSON Schema. */
export async function printSchema(name: string, session: Session): Promise<number> {
  await session.out(jsonText(await loadSchema(name)));
  return exitCode.done;
}
