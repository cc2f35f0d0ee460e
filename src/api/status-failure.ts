import type { Failure } from './interface.ts';
import { limitStatuses } from './service-words.ts';

/** What a status that is no success means. `asked` names the request; what to do depends on who asks. */
export function statusFailure(status: number, asked: string): Failure {
  const { code, said } = meaning(status);
  return { code, status, message: `${asked}: ${said}` };
}

/** The application is not where it was looked for. */
export function applicationFailure(status: number, asked: string): Failure {
  const said = 'the service knows no such application here';
  return { code: 'application-not-found', status, message: `${asked}: ${said}` };
}

function meaning(status: number): { readonly code: Failure['code']; readonly said: string } {
  if (limitStatuses.includes(status)) {
    return { code: 'rate-limited', said: `the service asks for fewer requests (status ${status})` };
  }
  if (status === 401) {
    return { code: 'unauthorized', said: 'the credentials are not accepted (status 401)' };
  }
  if (status === 403) {
    return { code: 'forbidden', said: 'the credentials do not allow this (status 403)' };
  }
  if (status === 407)
    return { code: 'unreachable', said: 'a proxy wants credentials (status 407); check the proxy variables' };
  if (status >= 500) return { code: 'server-error', said: `the service failed (status ${status})` };
  if (status >= 300 && status < 400) {
    return { code: 'bad-reply', said: `the reply is a redirect (status ${status}), and redirects are not followed` };
  }
  if (status === 404) return { code: 'bad-reply', said: 'nothing answers at this path (status 404)' };
  if (status >= 400) return { code: 'rejected', said: `the service rejected the request (status ${status})` };
  return { code: 'bad-reply', said: `the reply has status ${status}, which is not expected here` };
}
