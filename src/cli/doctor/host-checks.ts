import { type Application, isLoopback } from '../../model/desired.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { Probe } from '../../service/client/create-api.ts';
import { exitCode } from '../exit-codes.ts';
import { type Check, failed, ok, skipped, warning } from './check.ts';

/** The hosts of an application, each probed once. */
export type AskedHosts = {
  readonly application: Application;
  readonly config: Probe;
  readonly capture: Probe | null;
};

/** The check that reports the error, by how far the request came. */
export const checkOfStage = { name: 'dns', proxy: 'proxy', tls: 'tls' } as const;

const slowMs = 2_000;
const maxSkewMs = 30_000;

/** Checks of the network: names, certificates, proxy, connection, latency, clock. */
export function hostChecks(asked: AskedHosts): readonly Check[] {
  const hosts = [
    asked.config,
    ...(asked.capture === null || asked.capture.host === asked.config.host ? [] : [asked.capture]),
  ];
  return [
    nameCheck(hosts),
    certificateCheck(asked.application, hosts),
    proxyCheck(hosts),
    connectionCheck(asked.config),
    latencyCheck(asked.config),
    clockCheck(asked.application, asked.config),
  ];
}

/** The same checks without a host to probe. */
export function noHostChecks(why: string): readonly Check[] {
  return ['dns', 'tls', 'proxy', 'connection', 'latency', 'clock'].map((name) => skipped(name, why));
}

function silentAt(
  hosts: readonly Probe[],
  stage: 'name' | 'proxy' | 'tls',
): (Probe & { readonly kind: 'silent' }) | undefined {
  return hosts.find(
    (host): host is Probe & { readonly kind: 'silent' } => host.kind === 'silent' && host.error.stage === stage,
  );
}

function nameCheck(hosts: readonly Probe[]): Check {
  const unknown = silentAt(hosts, 'name');
  if (unknown !== undefined) return fromConnectionError('dns', unknown, 'Check the DNS of this machine.');
  const asked = hosts.filter(
    ({ host, proxyHost }) => proxyHost === null && !isLoopback(new URL(`http://${host}`).hostname),
  );
  if (asked.length === 0) {
    const viaProxy = hosts.some(({ proxyHost }) => proxyHost !== null);
    return skipped('dns', viaProxy ? 'The proxy resolves names.' : 'This machine needs no DNS for itself.');
  }
  const reached = asked.filter((host) => host.kind !== 'no-proxy');
  return ok('dns', `Known: ${reached.map(({ host }) => visibleText(host)).join(', ')}`);
}

function certificateCheck({ configUrl, captureUrl }: Application, hosts: readonly Probe[]): Check {
  const wrong = silentAt(hosts, 'tls');
  if (wrong !== undefined) return fromConnectionError('tls', wrong, 'Check the host and its certificate.');
  if (![configUrl, captureUrl ?? ''].some((url) => url.startsWith('https:'))) {
    return skipped('tls', 'Plain http, which is allowed for this machine only.');
  }
  const answered = hosts.filter(({ kind }) => kind === 'answered');
  if (answered.length === 0) return skipped('tls', 'No connection was made.');
  return ok('tls', `The certificate is valid: ${answered.map(({ host }) => visibleText(host)).join(', ')}`);
}

function proxyCheck(hosts: readonly Probe[]): Check {
  const invalid = hosts.find((host): host is Probe & { readonly kind: 'no-proxy' } => host.kind === 'no-proxy');
  if (invalid !== undefined) {
    return failed('proxy', exitCode.serviceFailed, {
      message: `${invalid.variable} is not the URL of an http or https proxy.`,
      cure: `Set it to http://HOST:PORT, or name ${visibleText(invalid.host)} in NO_PROXY.`,
    });
  }
  const refused = silentAt(hosts, 'proxy');
  if (refused !== undefined) return fromConnectionError('proxy', refused, 'Check the proxy variables.');
  const used = new Set(hosts.flatMap(({ proxyHost }) => (proxyHost === null ? [] : [visibleText(proxyHost)])));
  return used.size === 0
    ? ok('proxy', 'No proxy is used.')
    : ok('proxy', `Requests go through ${[...used].join(', ')}.`);
}

function connectionCheck(host: Probe): Check {
  if (host.kind === 'answered') return ok('connection', `${visibleText(host.host)} answers.`);
  if (host.kind === 'no-proxy') return skipped('connection', 'No request was sent: the proxy is not usable.');
  if (host.error.stage !== undefined) return skipped('connection', `Not made: see ${checkOfStage[host.error.stage]}.`);
  return fromConnectionError(
    'connection',
    host,
    'Check the network, region or configUrl, and the proxy (HTTPS_PROXY, NO_PROXY).',
  );
}

function latencyCheck(host: Probe): Check {
  if (host.kind !== 'answered') return skipped('latency', 'There was no response.');
  const said = `${visibleText(host.host)} answered in ${Math.ceil(host.durationMs)} ms.`;
  if (host.durationMs <= slowMs) return ok('latency', said);
  return warning(
    'latency',
    `${said} A plan sends at least three requests.`,
    'Run capstan closer to the region, or check the proxy.',
  );
}

function clockCheck({ auth }: Application, host: Probe): Check {
  if (host.kind !== 'answered') return skipped('clock', 'No response has a date.');
  if (host.skewMs === null) return skipped('clock', 'The response has no date.');
  const seconds = Math.round(Math.abs(host.skewMs) / 1000);
  if (Math.abs(host.skewMs) <= maxSkewMs)
    return ok('clock', `Within ${Math.max(1, seconds)} s of ${visibleText(host.host)}.`);
  const message = `The clock of this machine is ${seconds} s ${host.skewMs > 0 ? 'ahead of' : 'behind'} that of ${visibleText(host.host)}.`;
  const cure = 'Set the clock: times in plans and journals, and the days of `until`, depend on it.';
  if (auth !== 'signed') return warning('clock', message, cure);
  return failed('clock', exitCode.unexpected, {
    message: `${message} Signed requests fail with such a difference.`,
    cure,
  });
}

function fromConnectionError(name: string, { host, error }: Probe & { readonly kind: 'silent' }, cure: string): Check {
  const message = error.message.includes(host) ? error.message : `${host}: ${error.message}`;
  return failed(name, exitCode.serviceFailed, { message: `${visibleText(message)}.`, cure: error.cure ?? cure });
}
