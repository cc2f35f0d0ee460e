import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** The kinds of output of `--out`, `--metrics`, `--report` and `--audit`. */
export type OutputKind = 'plan' | 'snapshot' | 'metrics' | 'audit' | 'schema' | 'report' | 'ci';

// The maximum size of plans and snapshots; capstan writes no larger file.
const maxBytes = 256 * 1024 * 1024;
// The first line of an audit is much shorter.
const maxAuditBytes = 64 * 1024;

/** Whether a file is empty, or capstan's own output of this kind. */
export async function isOwnOutput(path: string, kind: OutputKind): Promise<boolean> {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(path, flags);
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    if (kind !== 'audit') return size <= maxBytes && recognisers[kind](await handle.readFile('utf8'));
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxAuditBytes), 0, maxAuditBytes, 0);
    return recognisers.audit(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

const recognisers: { readonly [kind in OutputKind]: (text: string) => boolean } = {
  // The report of a run is a plan with outcomes. It may be the only record of a run, so it does not count as a plan.
  plan: (text) => hasMembers(text, ['formatVersion', 'configDigest', 'digest', 'changes', 'calls'], ['outcomes']),
  snapshot: (text) => hasMembers(text, ['formatVersion', 'readAt', 'global', 'clients'], []) && kindOf(text),
  metrics: (text) => text.split('\n').every((line) => /^(?:|(?:# (?:HELP|TYPE) )?capstan_drift_.*)$/.test(line)),
  audit: isAudit,
  report: (text) => objectOf(text)?.['kind'] === 'capstan-fleet',
  ci: (text) => /(?:^|\n)# Made by `capstan fleet ci /.test(text),
  schema: (text) => /^https:\/\/capstan\.invalid\/schemas\//.test(String(objectOf(text)?.['$id'])),
};

// A run that was killed during its first write leaves an incomplete line.
function isAudit(text: string): boolean {
  const [first = '', ...more] = text.split('\n');
  if (more.length === 0) return /^\{"at":"\d{4}-/.test(first);
  return hasMembers(first, ['at', 'method', 'host', 'path', 'outcome'], []);
}

function kindOf(text: string): boolean {
  return objectOf(text)?.['kind'] === 'capstan-snapshot';
}

function hasMembers(text: string, names: readonly string[], strangers: readonly string[]): boolean {
  const found = objectOf(text);
  if (found === null) return false;
  return names.every((name) => Object.hasOwn(found, name)) && !strangers.some((name) => Object.hasOwn(found, name));
}

function objectOf(text: string): { readonly [name: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The use of a file in a run. */
export type FileUse = 'read' | 'audit';

/** The files that a run reads or writes: no output may replace one of them. */
export type FilesInUse = {
  /** Adds a file. `path` is absolute. */
  readonly note: (path: string, use: FileUse) => void;
  /** The use of a file, by any of its names; null: unused. */
  readonly useOf: (path: string) => Promise<FileUse | null>;
  /** The paths of the files that are read. */
  readonly read: () => readonly string[];
};

/** An empty list of files in use. */
export function filesInUse(): FilesInUse {
  const noted = new Map<string, FileUse>();
  return {
    note: (path, use) => void noted.set(path, use),
    useOf: async (path) => {
      const wanted = await identityOf(path);
      if (wanted === null) return null;
      for (const [other, use] of noted) if ((await identityOf(other)) === wanted) return use;
      return null;
    },
    read: () => [...noted].flatMap(([path, use]) => (use === 'read' ? [path] : [])),
  };
}

// By inode, not by name: `./x`, another letter case and a link are the same file.
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}
