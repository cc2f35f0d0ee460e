import type { Failure } from './interface.ts';
import { limitStatuses } from './service-words.ts';

/** What a status that is no success means, and what to do about it. `asked` names the request. */
export function statusFailure(status: number, asked: string): Failure {
  const { code, said } = meaning(status);
  return { code, status, message: `${asked}: ${said}` };
}

/** The application is not where it was looked for. */
export function applicationFailure(status: number, asked: string): Failure {
  const said = 'the service knows no such application here; check application.id and the region (or configUrl)';
  return { code: 'application-not-found', status, message: `${asked}: ${said}` };
}

function meaning(status: number): { readonly code: Failure['code']; readonly said: string } {
  if (limitStatuses.includes(status)) {
    return { code: 'rate-limited', said: `the service asks for fewer requests (status ${status}); try again later` };
  }
  if (status === 401) {
    const cure =
      'check the environment variables that hold the client id and secret, and that they are of this application';
    return { code: 'unauthorized', said: `the credentials are not accepted (status 401); ${cure}` };
  }
  if (status === 403) {
    const cure = 'the client needs the owner feature, and its IP allow list must admit this machine';
    return { code: 'forbidden', said: `the credentials do not allow this (status 403); ${cure}` };
  }
  if (status === 407)
    return { code: 'unreachable', said: 'a proxy wants credentials (status 407); check the proxy variables' };
  if (status >= 500) return { code: 'server-error', said: `the service failed (status ${status}); try again later` };
  if (status >= 300 && status < 400) {
    const cure = 'redirects are not followed; check configUrl and captureUrl';
    return { code: 'bad-reply', said: `the reply is a redirect (status ${status}); ${cure}` };
  }
  if (status === 404) return { code: 'bad-reply', said: 'nothing answers at this path (status 404); check configUrl' };
  if (status >= 400) return { code: 'rejected', said: `the service rejected the request (status ${status})` };
  return { code: 'bad-reply', said: `the reply has status ${status}, which is not expected here` };
}
