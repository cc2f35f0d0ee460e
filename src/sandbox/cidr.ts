const OCTET = /^(0|[1-9]\d{0,2})$/;

/** Why a text is no IPv4 range of the form 10.0.0.0/8, in the service's words; undefined when it is one. */
export function cidrProblem(range: string): string | undefined {
  const [address = '', bits, ...rest] = range.split('/');
  if (bits === undefined || rest.length > 0 || toNumber(address) === undefined || !/^\d{1,9}$/.test(bits)) {
    return `invalid cidr address: ${range}`;
  }
  return Number(bits) > 32 ? `invalid cidr address: ${range}; value after slash must be 32or less` : undefined;
}

/** Whether one of the ranges admits the address. */
export function admits(ranges: readonly string[], address: string): boolean {
  const wanted = toNumber(address.replace(/^::ffff:/, ''));
  return wanted !== undefined && ranges.some((range) => contains(range, wanted));
}

function contains(range: string, address: number): boolean {
  const [start = '', bits = ''] = range.split('/');
  const first = toNumber(start);
  if (first === undefined) {
    return false;
  }
  const size = 2 ** (32 - Number(bits));
  return Math.floor(first / size) === Math.floor(address / size);
}

function toNumber(address: string): number | undefined {
  const octets = address.split('.');
  const valid = octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255);
  return valid ? octets.reduce((sum, octet) => sum * 256 + Number(octet), 0) : undefined;
}
