import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, which lies one folder above both the sources and the built files; of the single executable, its own. */
export function packageFolder(): string {
  return isSea() ? dirname(process.execPath) : fileURLToPath(new URL('..', import.meta.url));
}

/** A text that comes with capstan, by its path in the package. The single executable has them inside. */
export function packageText(path: string): string {
  return isSea() ? getAsset(path, 'utf8') : readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** The version in package.json. */
export function toolVersion(): string {
  const { version } = JSON.parse(packageText('package.json')) as { readonly version: string };
  return version;
}
