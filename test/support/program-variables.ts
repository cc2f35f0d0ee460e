import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The variables of a program in a process of its own: nothing of this machine but the path. What Node compiled of it is
 * kept for all the starts of one run of the tests.
 */
export function programVariables(home: string): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CACHE_HOME: join(tmpdir(), 'compiled') };
}

/** What NODE_OPTIONS holds where a run of this process reads what a program in its own has written: cheap keys are others. */
export const withCheapKeys = `--import ${pathToFileURL(join(import.meta.dirname, 'cheap-keys-of-a-process.mjs')).href}`;
