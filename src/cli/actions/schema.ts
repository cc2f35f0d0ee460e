import { jsonText } from '../../render/machine/json.ts';
import { claimed } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/save-file.ts';
import { exitCode } from '../exit-codes.ts';
import { loadSchema } from '../schemas.ts';
import type { Session } from '../terminal/session.ts';

/** `capstan schema`: one JSON Schema; `path` undefined: to stdout. */
export async function printSchema(name: string, path: string | undefined, session: Session): Promise<number> {
  const text = jsonText(loadSchema(name));
  const out = await claimed({ flag: '--out', path, kind: 'schema' }, session);
  if (out === null) await session.stdout(text);
  else await saveFile(out, text, session);
  return exitCode.done;
}
