import { dirname, resolve } from 'node:path';
import type { FileTree } from '../../../src/config/files/file-tree.ts';
import { loadDesired } from '../../../src/config/load-config.ts';
import { fixedGuards, overridableGuards } from '../../../src/engine/guards/index.ts';
import type { Desired } from '../../../src/model/desired.ts';
import type { FileText, Reading } from '../../../src/workflows/absorb-drift.ts';
import { testCatalogue, today } from '../../support/builders.ts';

const cwd = '/nowhere';

/** Reads capstan.yaml and what it extends out of texts, without a disk. */
export async function readTexts(files: readonly FileText[]): Promise<Reading> {
  const texts = new Map(files.map(({ shown, text }) => [resolve(cwd, shown), text]));
  const tree: FileTree = {
    cwd,
    resolveLinks: async (path) => (texts.has(path) || path === dirname(resolve(cwd, 'x')) ? path : undefined),
    findRepository: async () => undefined,
    readBytes: async (path) => {
      const text = texts.get(path);
      if (text !== undefined) return { kind: 'bytes', bytes: Buffer.from(text) };
      return { kind: 'error', code: 'no-such-file', message: 'does not exist', cure: '' };
    },
    show: (path) => path.slice(cwd.length + 1),
  };
  const guards = { overridableGuards, fixedGuards };
  const options = {
    cwd,
    env: { CAPSTAN_ALLOWED_VARIABLES: 'KEY,NONE' },
    unsetSecrets: 'not-compared',
    today,
    catalogue: testCatalogue,
    tree,
    ...guards,
  } as const;
  const loaded = await loadDesired('capstan.yaml', options);
  if (loaded.kind === 'desired') return loaded;
  return { kind: 'bad', reason: loaded.problems.map(({ code, message }) => `${code}: ${message}`).join('; ') };
}

export async function desiredOf(files: readonly FileText[]): Promise<Desired> {
  const reading = await readTexts(files);
  if (reading.kind === 'desired') return reading.desired;
  throw new Error(`${reading.reason}\n${files.map(({ text }) => text).join('\n---\n')}`);
}
