import { isAllowedHost, isLoopback } from '../core/model/allowed-hosts.ts';
import type { Application } from '../core/model/application.ts';
import { parseUrl } from '../core/model/parse-url.ts';
import { exitCode } from './exit-code.ts';
import { endWith } from './expected-end.ts';
import type { ImportFlags } from './import-flags.ts';

type ApplicationFlags = Pick<ImportFlags, 'application' | 'region' | 'configUrl' | 'captureUrl'>;

/** The application that the flags name; ends before any request when credentials may not go there. */
export function importedApplication(flags: ApplicationFlags, allowedHosts: readonly string[]): Application {
  const captureUrl = flags.captureUrl === null ? null : originOf('--capture-url', flags.captureUrl, allowedHosts);
  if (flags.configUrl !== null) {
    const configUrl = originOf('--config-url', flags.configUrl, allowedHosts);
    // A file names the host once: the address says more than the region.
    return { id: flags.application, region: null, configUrl, captureUrl };
  }
  if (flags.region === null) throw noHost();
  const configUrl = `https://v1.api.${flags.region}.janrain.com`;
  return { id: flags.application, region: flags.region, configUrl, captureUrl };
}

function originOf(flag: string, text: string, allowedHosts: readonly string[]): string {
  const url = parseUrl(text);
  if (url === undefined) throw notAnOrigin(flag);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isBare || !isSafe) throw notAnOrigin(flag);
  if (!isAllowedHost(url, allowedHosts)) throw notAllowed(flag, url.host);
  return url.origin;
}

function noHost(): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: 'Neither --region nor --config-url is given.',
    cure: 'Give the region of the application: us, eu, au, sa, cn or sg.',
  });
}

function notAnOrigin(flag: string): Error {
  return endWith(exitCode.wrongUsage, {
    code: 'wrong-usage',
    message: `${flag} is not the address of a host.`,
    cure: 'Write it as https://HOST, without a path; plain http is for this machine alone.',
  });
}

function notAllowed(flag: string, host: string): Error {
  return endWith(exitCode.invalidFile, {
    code: 'host-not-allowed',
    message: `Credentials may not be sent to ${host}, which ${flag} names.`,
    cure: 'If it is yours, whoever holds the credentials names it in CAPSTAN_ALLOWED_HOSTS.',
  });
}
