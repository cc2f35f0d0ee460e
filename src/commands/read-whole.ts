import type { ApiOptions, Connection } from '../api/create-api.ts';
import type { ReadApi } from '../api/interface.ts';
import { secretKeys } from '../core/diff/secret-keys.ts';
import type { Desired } from '../core/model/desired.ts';
import type { LiveState } from '../core/model/live.ts';
import { readEverything } from '../live/read-everything.ts';
import { visibleText } from '../render/visible-text.ts';
import { apiOptions } from './api-options.ts';
import { readCredentials } from './credentials.ts';
import { exitCodeOfFailures } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';
import { failureProblems } from './failure-problems.ts';
import { checkNames, inFile } from './prepare-plan.ts';
import type { Session } from './session.ts';

/** Reads everything that the application of the file has, whether the file declares it or not. */
export async function readWhole(
  desired: Desired,
  open: (options: ApiOptions) => ReadApi & Connection,
  session: Session,
): Promise<LiveState> {
  checkNames(desired, session);
  const credentials = readCredentials(desired.credentials, session.variables);
  const { catalogue } = await import('../catalogue/catalogue.ts');
  const isSecretKey = secretKeys(desired, catalogue);
  const api = open(apiOptions(desired, credentials, session));
  try {
    session.progress(`Reading ${visibleText(desired.application.id)}…`);
    const read = await readEverything(api, 'all', (clientId, section, key) =>
      aliasesThatMayBe(desired, clientId).some((alias) => isSecretKey(alias, section, key)),
    );
    if (read.kind === 'read') return read.live;
    throw new ExpectedEnd(exitCodeOfFailures(read.failures), failureProblems(read.failures, inFile));
  } finally {
    session.progress('');
    await api.close();
  }
}

// Which client a name stands for is not known while reading: what any alias that may be meant calls secret is sealed.
function aliasesThatMayBe({ clients }: Desired, clientId: string | null): readonly (string | null)[] {
  if (clientId === null) return [null];
  const may = [...clients.values()].filter(({ identity }) => identity.by === 'name' || identity.id === clientId);
  return ['', ...may.map(({ alias }) => alias)];
}
