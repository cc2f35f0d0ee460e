/** Where a request goes, for messages. */
export type Destination = { readonly host: string; readonly proxyHost: string | null };

type Advice = { readonly wrong: string; readonly cure: (host: string) => string };

const somethingElse = 'Otherwise another server answers: check DNS and the proxy variables.';

const unknownAuthority: Advice = {
  wrong: 'is signed by an authority that this machine does not trust',
  cure: (host) =>
    `If a proxy of your company opens TLS connections, or ${host} is your own, name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS. ${somethingElse} Never disable certificate checks.`,
};

const otherName: Advice = {
  wrong: 'is for another name',
  cure: (host) => `Check that ${host} is the right host. ${somethingElse} Never disable certificate checks.`,
};

const certificates: Readonly<Record<string, Advice>> = {
  CERT_HAS_EXPIRED: {
    wrong: 'has expired',
    cure: (host) =>
      `Check the clock of this machine. If it is right, the operator of ${host} must renew the certificate.`,
  },
  CERT_NOT_YET_VALID: {
    wrong: 'is not valid yet',
    cure: (host) => `Set the clock of this machine. If it is right, the operator of ${host} must fix the certificate.`,
  },
  CERT_REVOKED: {
    wrong: 'was revoked',
    cure: (host) => `Send nothing there until the operator of ${host} has replaced the certificate.`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  HOSTNAME_MISMATCH: otherName,
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    wrong: 'is self-signed',
    cure: (host) =>
      `If ${host} is your own, name the file with its certificate in NODE_EXTRA_CA_CERTS. ${somethingElse} Never disable certificate checks.`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
};

const otherwise: Advice = {
  wrong: 'is not accepted',
  cure: (host) =>
    `The operator of ${host} must fix the certificate. ${somethingElse} Never disable certificate checks.`,
};

/** Whether an error is about TLS: the certificate of the other side, or that it speaks something else. */
function isTlsCode(code: string): boolean {
  return (
    isHandshakeCode(code) ||
    /^(?:ERR_TLS_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code) ||
    /^(?:UND_ERR_PRX_TLS|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/.test(code)
  );
}

function isHandshakeCode(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code === 'EPROTO';
}

/** What is wrong, and what to do about just that. */
function tlsError(code: string, { host, proxyHost }: Destination): { readonly message: string; readonly cure: string } {
  if (isHandshakeCode(code)) {
    const cure = 'The server does not speak TLS as expected. Check the host, its port and the proxy variables.';
    return { message: `no TLS connection to ${host} (${code})`, cure };
  }
  if (code === 'UND_ERR_PRX_TLS' && proxyHost !== null) {
    return {
      message: `the certificate of the proxy ${proxyHost} ${otherName.wrong} (${code})`,
      cure: otherName.cure(proxyHost),
    };
  }
  const { wrong, cure } = Object.hasOwn(certificates, code) ? (certificates[code] ?? otherwise) : otherwise;
  const via = proxyHost === null ? '' : `, as it comes through the proxy ${proxyHost},`;
  return { message: `the certificate of ${host}${via} ${wrong} (${code})`, cure: cure(host) };
}

/** Why no whole response came. `lasting`: trying again cannot help. `cure`: left out where the usual advice fits. */
export type ConnectionError = {
  readonly code: 'unreachable' | 'timeout' | 'bad-reply';
  readonly message: string;
  readonly cure?: string;
  readonly lasting: boolean;
  /** How far it came, where that is known: to the name, to the proxy, to the certificate. */
  readonly stage?: 'name' | 'proxy' | 'tls';
};

/** What is wrong and what to do in one text, without a full stop: for a place that has no line of its own for a cure. */
export function connectionErrorText({ message, cure }: ConnectionError): string {
  return cure === undefined ? message : `${message}. ${cure.replace(/\.$/u, '')}`;
}

const timeouts: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'the service accepted the request but did not respond in time',
  UND_ERR_BODY_TIMEOUT: 'the response stopped',
  ETIMEDOUT: 'the connection timed out',
};

/** Of a transport that was handed in. */
export const noReplyCode = 'CAPSTAN_NO_REPLY';

const broken: Readonly<Record<string, string>> = {
  [noReplyCode]: 'the transport that was handed in did not give status, headers and body',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while sending',
  UND_ERR_SOCKET: 'the connection was closed before the response was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the response was cut off, or is longer than its length header',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the response are too long',
};

const ended: Readonly<Record<string, string>> = {
  UND_ERR_DESTROYED: 'the connection was closed, because the run is ending',
  UND_ERR_CLOSED: 'the connection was closed, because the run is ending',
};

/** Turns an error of the connection into words. Its own message is not used: it may quote what was sent. */
export function connectionErrorOf(error: unknown, to: Destination): ConnectionError {
  const code = codeOf(error);
  const refusal = proxyRefusal(error);
  if (to.proxyHost !== null && refusal !== null) return proxyError(to.host, to.proxyHost, Number(refusal));
  const late = own(timeouts, code);
  if (late !== undefined) return { code: 'timeout', message: late, lasting: false };
  if (isTlsCode(code)) return { code: 'unreachable', ...tlsError(code, to), lasting: true, stage: 'tls' };
  const stage = isUnknownName(code) ? { stage: 'name' as const, cure: nameCure(to) } : {};
  return {
    code: 'unreachable',
    message: connectionMessage(code, to),
    lasting: own(ended, code) !== undefined,
    ...stage,
  };
}

function isUnknownName(code: string): boolean {
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

function nameCure({ proxyHost }: Destination): string {
  return proxyHost === null
    ? 'Check region, configUrl and captureUrl, and the DNS of this machine.'
    : 'Check the proxy variables, and the DNS of this machine.';
}

function connectionMessage(code: string, { host, proxyHost }: Destination): string {
  const via = proxyHost === null ? host : `${host} or its proxy ${proxyHost}`;
  if (isUnknownName(code)) return `the name of ${via} was not found in DNS (${code})`;
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return code === 'ECONNREFUSED' ? `connection refused by ${via} (${code})` : `no connection to ${via} (${code})`;
  }
  if (code.startsWith('HPE_')) return 'the response is cut off or is not HTTP';
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

// The proxy answers here, and not the service: its 401 and 403 say nothing of the client id and the secret.
function proxyError(host: string, proxyHost: string, status: number): ConnectionError {
  const passing = status >= 500 || status === 408 || status === 429;
  return {
    code: 'unreachable',
    message: `the proxy ${proxyHost} refused to connect to ${host} (status ${status})`,
    cure: proxyCure(host, proxyHost, status),
    lasting: !passing,
    stage: 'proxy',
  };
}

function proxyCure(host: string, proxyHost: string, status: number): string {
  if (status === 401 || status === 407) {
    return `The proxy wants a user and a password of its own: set HTTPS_PROXY to http://USER:PASSWORD@${proxyHost}. The client id and the secret were not sent.`;
  }
  if (status >= 500) {
    return `The proxy cannot reach ${host}. Try again; if it stays, ask the operator of the proxy.`;
  }
  return `Allow ${host} in the proxy; or add it to NO_PROXY, if this machine can reach it without a proxy.`;
}
