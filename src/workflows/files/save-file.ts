import { constants } from 'node:fs';
import { chmod, open, rename } from 'node:fs/promises';
import { errorCode } from '../../leaf/error-code.ts';
import type { WorkflowContext } from '../context.ts';
import { claimOutput, notWritable, type Output } from './claim-output.ts';
import { writeBeside } from './write-file.ts';

const ownerOnly = 0o600;
const readableByAll = 0o644;

/** Writes an output whole or not at all. What became of the file since it was claimed is asked again. */
export async function saveFile(
  claimed: Output,
  text: string,
  context: Pick<WorkflowContext, 'cwd' | 'files'>,
): Promise<void> {
  const output = await claimOutput(claimed, context);
  try {
    if (output.form === 'stream') await writeTo(output.place, text);
    else await writeBeside(output.place, text, ownerOnly, (temporary) => take(output, temporary));
  } catch (cause) {
    throw notWritable(output, errorCode(cause));
  }
}

// The name changes hands in one step: a link that took it in the meantime is replaced and not followed.
async function take({ place, kind }: Output, temporary: string): Promise<void> {
  // The collector of metrics runs as another user, and a schema or a pipeline is no more secret than the program.
  if (kind === 'metrics' || kind === 'schema' || kind === 'ci') await chmod(temporary, readableByAll);
  await rename(temporary, place);
}

// Appended: /dev/stdout may be a file that others write to.
async function writeTo(stream: string, text: string): Promise<void> {
  const handle = await open(stream, constants.O_WRONLY | constants.O_APPEND);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
