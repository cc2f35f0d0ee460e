import { jsonText } from '../render/json-text.ts';
import { exitCode } from './exit-code.ts';
import { loadSchema } from './schemas.ts';
import type { Session } from './session.ts';

/** `capstan schema`: one JSON Schema. */
export async function printSchema(name: string, session: Session): Promise<number> {
  await session.out(jsonText(await loadSchema(name)));
  return exitCode.done;
}
