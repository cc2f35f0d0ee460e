import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseState } from './parse-state.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxState } from './state.ts';

/** Reads a seed file. Throws a SandboxError (65) when it cannot be read or is not a state. */
export function readStateFile(file: string): SandboxState {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SandboxError(`${file} cannot be read (${reason(cause)}). Give the path of a readable JSON file.`, 65, {
      cause,
    });
  }
  return parseState(content, file);
}

/** Reads the state file, or makes it from the seed when there is none yet. Throws a SandboxError (65, 73). */
export function openStateFile(file: string, seed: SandboxState): SandboxState {
  const state = existsSync(file) ? readStateFile(file) : seed;
  try {
    // Also when it was read: better to learn now than at the first write that it cannot be kept.
    writeStateFile(file, state);
  } catch (cause) {
    throw new SandboxError(
      `${file} cannot be written (${reason(cause)}). Give --state a path in a directory that exists and is writable.`,
      73,
      { cause },
    );
  }
  return state;
}

/** Writes the state in one step: after a crash the file holds the old state or the new one, never half of either. */
export function writeStateFile(file: string, state: SandboxState): void {
  const draft = `${file}.${process.pid}.tmp`;
  // The state holds client secrets, so no one else on the machine may read it.
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
