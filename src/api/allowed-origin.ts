import { isAllowedHost, isLoopback } from '../core/model/allowed-hosts.ts';

/** Whether credentials may be sent there: to an allowed host, over https unless it is this machine. */
export function isAllowedOrigin(origin: string, extraHosts: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isPrivate && isAllowedHost(url, extraHosts);
}
