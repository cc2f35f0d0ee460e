import { type TakenIn, troubleWith } from '../take-in.ts';
import type { AbsorbWork } from './absorb-work.ts';
import { type Replacement, replaceFile } from './replace-file.ts';

/** Writes the files, reads them again, and puts everything back when they do not ask for what was absorbed. */
export async function writeAbsorbed(work: AbsorbWork, taken: TakenIn): Promise<void> {
  const written: Replacement[] = [];
  try {
    for (const replacement of replacementsOf(work, taken)) {
      await replaceFile(replacement);
      written.push(replacement);
    }
    await check(work, taken);
  } catch (cause) {
    for (const { before, after, ...file } of written) await replaceFile({ ...file, before: after, after: before });
    throw cause;
  }
}

async function check(work: AbsorbWork, taken: TakenIn): Promise<void> {
  const reading = await work.reload();
  const trouble = reading.kind === 'bad' ? reading.reason : troubleWith(work.input, reading.desired, taken);
  if (trouble === null) return;
  const targets = taken.absorbed.map(({ target }) => target).join(', ');
  throw new Error(`the files did not ask for what was absorbed (${targets}): ${trouble}; they were put back`);
}

function replacementsOf({ files }: AbsorbWork, taken: TakenIn): readonly Replacement[] {
  return files.flatMap(({ shown, path, text, bytes }, at) => {
    const after = taken.files[at]?.text ?? text;
    return after === text ? [] : [{ path, shown, before: bytes, after: Buffer.from(after) }];
  });
}
