/** The application, and the addresses of its two APIs. */
export type Application = {
  /** As the service names it in its addresses. */
  readonly id: string;
  /** null when `configUrl` is given instead. */
  readonly region: string | null;
  /** Origin of the Configuration API, without a slash at the end. */
  readonly configUrl: string;
  /** Origin of the registration domain; null: single keys cannot be written. */
  readonly captureUrl: string | null;
  /**
   * The authentication of requests to the registration domain; left out: basic. The Configuration API accepts only
   * Basic.
   */
  readonly auth?: 'basic' | 'signed';
};

const serviceHost = /^(?:v1\.api\.[a-z0-9-]+\.janrain\.com|(?:[a-z0-9_-]+\.)+janraincapture\.com)$/u;

/** Whether a host name, as `URL.hostname` gives it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(hostname);
}

/** Reads the value of CAPSTAN_ALLOWED_HOSTS: hosts, each with a port where it is not the usual one, between commas. */
export function parseAllowedHosts(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
}

/**
 * Whether credentials may go to this origin: the service's own hosts on their usual port, this machine, and the hosts
 * in CAPSTAN_ALLOWED_HOSTS.
 */
export function isAllowedHost(url: URL, extra: readonly string[]): boolean {
  if (isLoopback(url.hostname)) return true;
  return (url.port === '' && serviceHost.test(url.hostname)) || extra.includes(url.host);
}
