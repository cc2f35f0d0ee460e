import { isAllowedHost, isLoopback } from '../core/model/allowed-hosts.ts';
import { parseUrl } from '../core/model/parse-url.ts';

/** Whether credentials may be sent there: to an allowed host, over https unless it is this machine. */
export function isAllowedOrigin(origin: string, extraHosts: readonly string[]): boolean {
  const url = parseUrl(origin);
  if (url === undefined) return false;
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && isAllowedHost(url, extraHosts);
}
