import { link, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { type LockHolder, readLockFile } from './lock-file.ts';
import { isGone } from './lock-holder.ts';
import type { Machine } from './machine.ts';

export type Claim = {
  readonly own: LockHolder;
  /** A file that says so, complete. */
  readonly draft: string;
  readonly machine: Machine;
};

type Acquired =
  | { readonly kind: 'taken' }
  | { readonly kind: 'held'; readonly by: LockHolder; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Takers that died one after the other while they took over; each costs one level. */
const maxLevels = 8;
const maxAttempts = 100;

/**
 * Makes a name stand for the claim. Of all who try, one succeeds, since a link fails where there is a file.
 *
 * A holder that is gone is replaced only by who holds the right to replace that very holder, which is a name again,
 * acquired in the same way. Who has it looks once more whether the holder is still the same; as no other may replace it,
 * it then stays so until the rename. Its token never comes back, so that a right which somebody slow acquires later is
 * worth nothing, and that second look says so.
 */
export async function acquireName(name: string, claim: Claim, levels = maxLevels): Promise<Acquired> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const acquired = await acquireOnce(name, claim, levels);
    if (acquired.kind !== 'lost') return acquired;
  }
  return { kind: 'failed', reason: `the lock ${name} changes hands all the time` };
}

/** `lost`: somebody else was faster, and may be through already. */
type Attempt = Acquired | { readonly kind: 'lost' };

async function acquireOnce(name: string, claim: Claim, levels: number): Promise<Attempt> {
  if (await linked(claim.draft, name)) return { kind: 'taken' };
  const found = await readLockFile(name);
  if (found.kind === 'unreadable') return { kind: 'failed', reason: found.reason };
  if (found.kind === 'free') return { kind: 'lost' };
  if (!(await isGone(found.holder, claim.machine))) return { kind: 'held', by: found.holder, path: name };
  return replace(name, found.holder, claim, levels);
}

/** The name whose holder alone may put something in the place of a lock, or remove it. */
export function rightToReplace(path: string, holder: LockHolder): string {
  return join(dirname(path), `${holder.token}.next`);
}

async function replace(name: string, gone: LockHolder, claim: Claim, levels: number): Promise<Attempt> {
  if (levels === 0) return { kind: 'failed', reason: `the lock ${name} cannot be taken over; remove it` };
  const right = rightToReplace(name, gone);
  const acquired = await acquireName(right, claim, levels - 1);
  // Who takes it over just now is the one to wait for.
  if (acquired.kind === 'held') return { ...acquired, path: name };
  if (acquired.kind === 'failed') return acquired;
  try {
    const found = await readLockFile(name);
    if (found.kind !== 'holder' || found.holder.token !== gone.token) return { kind: 'lost' };
    const copy = `${claim.draft}.${levels}`;
    await link(claim.draft, copy);
    await rename(copy, name);
    return { kind: 'taken' };
  } finally {
    await unlink(right);
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') return false;
    throw cause;
  }
}
