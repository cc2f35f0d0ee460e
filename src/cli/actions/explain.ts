import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { jsonText } from '../../render/machine/json.ts';
import { exitCode } from '../exit-codes.ts';
import { explain } from '../explain/explain.ts';
import { explanationJson, explanationText } from '../explain/explanation-text.ts';
import { placesIn } from '../explain/places-in-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';

export type ExplainFlags = CommonFlags & { readonly asked: string };

/** `capstan explain`: what is known of one thing. Needs no network, and no file. */
export async function explainOne({ asked, file, format }: ExplainFlags, session: Session): Promise<number> {
  const from = file.filter((name) => existsSync(resolve(session.cwd, name)));
  const places = (await Promise.all(from.map((name) => placesIn(name, session)))).flat();
  const explanation = explain(asked, { from, places });
  const json = format === 'json';
  await session.stdout(
    json ? jsonText(explanationJson(explanation)) : explanationText(explanation, session.stdoutStyle),
  );
  return exitCode.done;
}
