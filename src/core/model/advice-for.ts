import { inShell } from './in-shell.ts';
import { isSecret, type Value } from './value.ts';

const maxLineLength = 200;
const plainKey = /^(?!(?:true|false|null|yes|no|on|off)$)[a-z_][\w.-]*$/i;
// A line that its reader can copy: a long one is broken where it has blanks, so that two of them would be lost. Letters by
// number, since the classes of Unicode differ between versions of Node and the output must not.
const toCopy =
  /^(?!.* {2})[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u04ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;
const reference = '${';

/** What to write into the file so that it says what the service keeps. */
export function adviceFor(target: string, key: string, kept: Value): string {
  const absorb = `run \`capstan absorb --only ${inShell(target)}\``;
  if (isSecret(kept)) return 'give the secret as the service keeps it';
  // JSON is YAML.
  const line = `${plainKey.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(kept)}`;
  const isToCopy = line.length <= maxLineLength && toCopy.test(line) && !line.includes(reference);
  return isToCopy ? `write \`${line}\` into the file, or ${absorb}` : absorb;
}
