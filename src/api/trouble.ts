/** Why no whole reply came. `lasting`: trying again cannot help. */
export type Trouble = {
  readonly code: 'unreachable' | 'timeout' | 'bad-reply';
  readonly message: string;
  readonly lasting: boolean;
};

/** Where a request goes, for messages. */
export type Destination = { readonly host: string; readonly proxyHost: string | null };

const timeouts: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
  UND_ERR_HEADERS_TIMEOUT: 'the service took the request but did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'the reply stopped coming',
  ETIMEDOUT: 'no connection was made in time',
};

const broken: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while sending',
  UND_ERR_SOCKET: 'the connection was closed before the whole reply came',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the reply was cut off, or is longer than it says',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the reply are too long',
};

const ended: Readonly<Record<string, string>> = {
  UND_ERR_DESTROYED: 'the connection was closed, since the run is ending',
  UND_ERR_CLOSED: 'the connection was closed, since the run is ending',
};

/** Turns an error of the connection into words. Its own message is not used: it may quote what was sent. */
export function troubleOf(error: unknown, to: Destination): Trouble {
  const code = codeOf(error);
  const refusal = proxyRefusal(error);
  if (to.proxyHost !== null && refusal !== null) return proxyTrouble(to.proxyHost, refusal);
  const late = own(timeouts, code);
  if (late !== undefined) return { code: 'timeout', message: late, lasting: false };
  if (isTlsCode(code)) return tlsTrouble(code);
  return { code: 'unreachable', message: connectionMessage(code, to), lasting: own(ended, code) !== undefined };
}

function connectionMessage(code: string, { host, proxyHost }: Destination): string {
  const via = proxyHost === null ? host : `${host} or its proxy ${proxyHost}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const cure = proxyHost === null ? 'check region, configUrl and captureUrl' : 'check the proxy variables';
    return `the name of ${via} is not known to DNS (${code}); ${cure}`;
  }
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return `${via} takes no connection (${code})`;
  }
  if (code.startsWith('HPE_')) return 'the reply is cut off or is not HTTP';
  return own(broken, code) ?? own(ended, code) ?? 'the connection failed';
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return '';
}

// undici says the status of a refused tunnel in the message alone.
function proxyRefusal(error: unknown): string | null {
  const message = error instanceof Error ? error.message : '';
  return (
    /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/.exec(message)?.slice(1).join('') ?? null
  );
}

function proxyTrouble(proxyHost: string, status: string): Trouble {
  const cure =
    status === '407'
      ? 'it wants other credentials; check the proxy variables'
      : 'check NO_PROXY and what it lets through';
  return {
    code: 'unreachable',
    message: `the proxy ${proxyHost} refused with status ${status}; ${cure}`,
    lasting: status === '407',
  };
}

function isTlsCode(code: string): boolean {
  return (
    isHandshakeCode(code) ||
    /^(?:ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|UND_ERR_PRX_TLS$|HOSTNAME_MISMATCH$)/.test(code)
  );
}

function isHandshakeCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code === 'EPROTO';
}

function tlsTrouble(code: string): Trouble {
  const cure = isHandshakeCode(code)
    ? 'the other side does not speak TLS as expected; check the host, its port and the proxy variables'
    : 'if a proxy of your company signs its own certificates, name its CA file in NODE_EXTRA_CA_CERTS; never switch the check off';
  return { code: 'unreachable', message: `no trusted TLS connection (${code}); ${cure}`, lasting: true };
}
