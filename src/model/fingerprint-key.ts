/**
 * The id of the key that made a fingerprint, `hmac:<key id>:<digits>`. Fingerprints of different keys cannot be
 * compared.
 */
export function keyIdOf(fingerprint: string): string | undefined {
  return fingerprint.split(':')[1];
}
