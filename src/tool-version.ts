import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, which lies one folder above both the sources and the built files. */
export function packageFolder(): string {
  return fileURLToPath(new URL('..', import.meta.url));
}

/** The version in package.json. */
export function toolVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
