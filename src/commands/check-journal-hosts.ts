import { isAllowedHost, isLoopback, parseAllowedHosts } from '../core/model/allowed-hosts.ts';
import type { Application } from '../core/model/application.ts';
import { parseUrl } from '../core/model/parse-url.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import type { Variables } from './variables.ts';

/** Credentials go where a journal says only under the rule that holds for files; ends with 65 otherwise. */
export function checkJournalHosts({ configUrl, captureUrl }: Application, variables: Variables): void {
  const extra = parseAllowedHosts(variables['CAPSTAN_ALLOWED_HOSTS']);
  const origins = captureUrl === null ? [configUrl] : [configUrl, captureUrl];
  const refused = origins.find((origin) => !isAllowed(origin, extra));
  if (refused === undefined) return;
  throw endWith(exitCode.invalidFile, {
    code: 'host-not-allowed',
    message: `Credentials may not go to ${refused}, which the journal names.`,
    cure: 'Nothing was sent. If that host is right, have whoever holds the credentials name it in CAPSTAN_ALLOWED_HOSTS.',
  });
}

function isAllowed(origin: string, extra: readonly string[]): boolean {
  const url = parseUrl(origin);
  if (url === undefined) return false;
  return (url.protocol === 'https:' || isLoopback(url.hostname)) && isAllowedHost(url, extra);
}
