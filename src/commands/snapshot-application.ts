import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';

/** A snapshot of another application says nothing of this one. */
export function refuseOtherApplication(path: string, kept: string, named: string): void {
  if (kept === named) return;
  throw endWith(exitCode.invalidFile, {
    code: 'snapshot-of-other-application',
    message: `The snapshot ${path} is of application ${kept}; the file names ${named}.`,
    cure: 'Name the snapshot of this application, or the file of that one.',
  });
}
