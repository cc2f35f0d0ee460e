import type { ApiOptions, Connection } from '../api/create-api.ts';
import type { ReadApi } from '../api/interface.ts';
import { secrecyOf } from '../core/secrecy/secrecy-of.ts';
import { sealLive } from '../core/secrecy/settle.ts';
import type { SettledLive } from '../core/snapshot/make-snapshot.ts';
import type { LoadedDesired } from '../desired/load-desired.ts';
import { readEverything } from '../live/read-everything.ts';
import { visibleText } from '../render/visible-text.ts';
import { apiOptions } from './api-options.ts';
import { readCredentials } from './credentials.ts';
import { exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import { checkNames, inFile } from './prepare-plan.ts';
import { baselineForSecrets } from './read-baseline.ts';
import type { Session } from './session.ts';

/** A file by its name, as it was loaded. */
export type LoadedFile = Pick<LoadedDesired, 'desired' | 'baseline'> & { readonly file: string };

/** Reads everything that the application of the file has, whether the file declares it or not, with its secrets sealed. */
export async function readWhole(
  loaded: LoadedFile,
  open: (options: ApiOptions) => ReadApi & Connection,
  session: Session,
): Promise<SettledLive> {
  const { desired } = loaded;
  checkNames(desired, session);
  const credentials = readCredentials(desired.credentials, session.variables);
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const baseline = await baselineForSecrets(loaded, session);
  const api = open(apiOptions(desired, credentials, session));
  try {
    session.progress(`Reading ${visibleText(desired.application.id)}…`);
    const read = await readEverything(api, 'all');
    if (read.kind === 'failed')
      throw new ExpectedEnd(exitCodeOfFailures(read.failures), failureProblems(read.failures, inFile));
    const secrecy = secrecyOf({ catalogue, files: [desired], baseline, live: read.live, known: [] });
    return { live: sealLive(read.live, secrecy), secrecy };
  } finally {
    session.progress('');
    await api.close();
  }
}
