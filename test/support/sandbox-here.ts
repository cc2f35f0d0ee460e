import { type RecordedRequest, understand } from '../../src/sandbox/request.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/run-sandbox.ts';
import { makeService } from '../../src/sandbox/service.ts';
import { DEFAULT_SWITCHES } from '../../src/sandbox/switches.ts';
import type { HttpTransport } from '../../src/service/transport/network.ts';

export type SandboxHere = Sandbox & {
  /** Hands a request over without a connection. */
  readonly transport: HttpTransport;
};

// Allowed, since it is of this machine, and nothing listens there.
const url = 'http://127.0.0.1:1';

/**
 * The same service without its network, for laws that ask it thousands of times: bytes come and go as they would over a
 * connection, which takes most of the time of a request to this machine.
 */
export function openSandboxHere(
  options: Pick<SandboxOptions, 'switches' | 'now'> & Required<Pick<SandboxOptions, 'seed'>>,
): SandboxHere {
  const { seed, switches, now = Date.now } = options;
  const service = makeService({ seed, switches: { ...DEFAULT_SWITCHES, ...switches }, now, stateFile: undefined });
  let requests: RecordedRequest[] = [];
  const transport: HttpTransport = async ({ path, method, headers, body }) => {
    const text = Buffer.from(body ?? []).toString('utf8');
    const request = understand({
      method,
      url: path,
      headers: inSmallLetters(headers),
      text,
      address: '127.0.0.1',
      tooLarge: false,
    });
    const reply = service.work(request);
    requests.push({ ...request.record, status: reply.status });
    const date = new Date().toUTCString();
    return { status: reply.status, headers: { date, ...reply.headers }, body: Buffer.from(reply.body) };
  };
  return {
    url,
    transport,
    applicationId: service.state().application.id,
    get requests() {
      return requests;
    },
    state: service.state,
    edit: service.edit,
    clearRequests: () => {
      requests = [];
    },
    close: () => Promise.resolve(),
  };
}

function inSmallLetters(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
