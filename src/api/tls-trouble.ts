/** Where a request goes, for messages. */
export type Destination = { readonly host: string; readonly proxyHost: string | null };

type Advice = { readonly wrong: string; readonly cure: (host: string) => string };

const somethingElse = 'Otherwise something else answers in its place: check DNS and the proxy variables.';

const unknownAuthority: Advice = {
  wrong: 'comes from an authority that this machine does not know',
  cure: (host) =>
    `If a proxy of your company opens TLS connections, or ${host} is your own, name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS. ${somethingElse} Never switch the check off.`,
};

const otherName: Advice = {
  wrong: 'is for another name',
  cure: (host) => `Check that ${host} is the right host. ${somethingElse} Never switch the check off.`,
};

const certificates: Readonly<Record<string, Advice>> = {
  CERT_HAS_EXPIRED: {
    wrong: 'has expired',
    cure: (host) =>
      `Check the clock of this machine. If it is right, whoever runs ${host} has to renew the certificate.`,
  },
  CERT_NOT_YET_VALID: {
    wrong: 'is not valid yet',
    cure: (host) => `Set the clock of this machine. If it is right, whoever runs ${host} has to mend the certificate.`,
  },
  CERT_REVOKED: {
    wrong: 'was revoked',
    cure: (host) => `Send nothing there until whoever runs ${host} has replaced the certificate.`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  HOSTNAME_MISMATCH: otherName,
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    wrong: 'is signed by itself and by no authority',
    cure: (host) =>
      `If ${host} is your own, name the file with its certificate in NODE_EXTRA_CA_CERTS. ${somethingElse} Never switch the check off.`,
  },
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
};

const otherwise: Advice = {
  wrong: 'is not accepted',
  cure: (host) => `Whoever runs ${host} has to mend the certificate. ${somethingElse} Never switch the check off.`,
};

/** Whether an error is about TLS: the certificate of the other side, or that it speaks something else. */
export function isTlsCode(code: string): boolean {
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
export function tlsTrouble(
  code: string,
  { host, proxyHost }: Destination,
): { readonly message: string; readonly cure: string } {
  if (isHandshakeCode(code)) {
    const cure = 'The other side does not speak TLS as expected. Check the host, its port and the proxy variables.';
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
