import { readFile, stat } from 'node:fs/promises';
import { errorCode } from '../leaf/system-text.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { endWith } from './ending.ts';

const formatVersion = 1;
// The maximum size of a response, times some clients; capstan writes no larger snapshot.
const maxSnapshotBytes = 256 * 1024 * 1024;

/** Reads a snapshot from a file, named `shown` in messages; ends with 65 if it is not one, or has another format. */
export async function readSnapshot(path: string, shown: string): Promise<Snapshot> {
  const content = parsed(await readText(path, shown), shown);
  const version =
    typeof content === 'object' && content !== null && 'formatVersion' in content ? content.formatVersion : undefined;
  if (version !== undefined && version !== formatVersion) {
    const known = `it supports ${formatVersion}`;
    throw problem(
      'snapshot-format-unknown',
      `The snapshot ${shown} has a format that this version of capstan does not support (${known}).`,
    );
  }
  const { validate } = await import('../generated/validate-snapshot.js');
  if (validate(content)) return content as Snapshot; // the validator has just checked it
  const place = validate.errors?.[0]?.instancePath ?? '';
  throw problem(
    'snapshot-malformed',
    `${shown} is not a snapshot that capstan wrote${place === '' ? '' : ` (at ${place})`}.`,
  );
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > maxSnapshotBytes)
      throw problem('snapshot-unreadable', `The snapshot ${shown} is not a file, or is too large for a snapshot.`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ExpectedEnd') throw cause;
    throw problem('snapshot-unreadable', `The snapshot ${shown} cannot be read (${errorCode(cause)}).`);
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem('snapshot-not-json', `The snapshot ${path} is not JSON.`);
  }
}

function problem(code: string, message: string): Error {
  const cure = 'Check the name, or make a snapshot with `capstan snapshot --out FILE`.';
  return endWith('invalidFile', { code, message, cure });
}

/** A snapshot of another application says nothing about this one. */
export function refuseOtherApplication(path: string, kept: string, named: string): void {
  if (kept === named) return;
  throw endWith('invalidFile', {
    code: 'snapshot-of-other-application',
    message: `The snapshot ${path} is of application ${kept}; the file names ${named}.`,
    cure: 'Use a snapshot of this application, or the file of the other one.',
  });
}
