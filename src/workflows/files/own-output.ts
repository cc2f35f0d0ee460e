import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** What `--out`, `--metrics`, `--report` and `--audit` write. */
export type OutputKind = 'plan' | 'snapshot' | 'metrics' | 'audit' | 'schema' | 'report' | 'ci';

// The largest plan and snapshot that are read; what is larger is none of ours.
const maxBytes = 256 * 1024 * 1024;
// The first line of an audit is far shorter.
const maxAuditBytes = 64 * 1024;

/** Whether a file holds what capstan itself writes as an output of this kind, or nothing at all. */
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
  // The report of a run is a plan with outcomes: it is the only record of a run for some, and no plan.
  plan: (text) => hasMembers(text, ['formatVersion', 'configDigest', 'digest', 'changes', 'calls'], ['outcomes']),
  snapshot: (text) => hasMembers(text, ['formatVersion', 'readAt', 'global', 'clients'], []) && kindOf(text),
  metrics: (text) => text.split('\n').every((line) => /^(?:|(?:# (?:HELP|TYPE) )?capstan_drift_.*)$/.test(line)),
  audit: isAudit,
  report: (text) => objectOf(text)?.['kind'] === 'capstan-fleet',
  ci: (text) => /(?:^|\n)# Made by `capstan fleet ci /.test(text),
  schema: (text) => /^https:\/\/capstan\.invalid\/schemas\//.test(String(objectOf(text)?.['$id'])),
};

// A run that was killed while it wrote its very first line leaves half of one.
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

/** What a file is used for in a run. */
export type FileUse = 'read' | 'audit';

/** The files that a run reads or writes along the way: no output may take the place of one of them. */
export type FilesInUse = {
  /** Remembers a file. `path` is absolute. */
  readonly note: (path: string, use: FileUse) => void;
  /** What a file is used for, whatever name it goes by; null: nothing. */
  readonly useOf: (path: string) => Promise<FileUse | null>;
  /** The paths of those that are read. */
  readonly read: () => readonly string[];
};

/** The files in use of one run, none yet. */
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

// By number and not by name: `./x`, another case of the letters and a link are all one file.
async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev}:${found.ino}`;
}
