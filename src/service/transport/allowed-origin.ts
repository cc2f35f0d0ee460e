import { parseUrl } from '../../leaf/read-url.ts';
import { isAllowedHost, isLoopback } from '../../model/application.ts';

/** Whether credentials may be sent there: to an allowed host, over https unless it is this machine. */
export function isAllowedOrigin(origin: string, extraHosts: readonly string[]): boolean {
  const url = parseUrl(origin);
  if (url === undefined) return false;
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && isAllowedHost(url, extraHosts);
}
