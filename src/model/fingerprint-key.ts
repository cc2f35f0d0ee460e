/** The id of the key that made a fingerprint, `hmac:<key id>:<digits>`. Fingerprints of other keys say nothing about each other. */
export function keyIdOf(fingerprint: string): string | undefined {
  return fingerprint.split(':')[1];
}
