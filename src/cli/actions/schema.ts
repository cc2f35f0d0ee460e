import { jsonText } from '../../render/machine/json.ts';
import { claimed } from '../../workflows/files/claim-output.ts';
import { saveFile } from '../../workflows/files/write-file.ts';
import { exitCode } from '../exit-codes.ts';
import { loadSchema } from '../schemas.ts';
import type { Session } from '../terminal/session.ts';

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
