import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The variables of a program in a process of its own: nothing of this machine but the path. What Node compiled of it is
 * kept for all the starts of one run of the tests.
 */
export function programVariables(home: string): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CACHE_HOME: join(tmpdir(), 'compiled') };
}
