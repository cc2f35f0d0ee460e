import type { ApiOptions } from '../api/create-api.ts';
import { parseAllowedHosts } from '../core/model/allowed-hosts.ts';
import type { Desired } from '../core/model/desired.ts';
import type { Credentials } from './credentials.ts';
import type { Session } from './session.ts';

/** What an API is made of, from the file and the environment. */
export function apiOptions(desired: Desired, credentials: Credentials, session: Session): ApiOptions {
  return {
    application: desired.application,
    credentials,
    userAgent: { name: 'capstan', version: session.toolVersion },
    environment: session.variables,
    extraHosts: parseAllowedHosts(session.variables['CAPSTAN_ALLOWED_HOSTS']),
    onRequest: session.requests.onlooker(aliasesOf(desired)),
    sleep: session.sleep,
    now: () => session.now().getTime(),
  };
}

function aliasesOf({ clients }: Desired): ReadonlyMap<string, string> {
  return new Map(
    [...clients.values()].flatMap(({ alias, identity }) => (identity.by === 'id' ? [[identity.id, alias]] : [])),
  );
}
