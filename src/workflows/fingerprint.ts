import { createHmac, randomBytes, scrypt } from 'node:crypto';
import type { Desired } from '../model/desired.ts';
import { checkKeys } from './check-keys.ts';
import type { WorkflowContext } from './context.ts';
import { derivedOnce } from './derived-keys.ts';

const keyBytes = 32;
const scryptCost = 2 ** 14;
const digestDigits = 16;
const keyIdDigits = 8;
// Another label with each change of what is fingerprinted: older fingerprints are then of another key, and not changed values.
const keyIdLabel = 'capstan key id of secrets with their places';

/**
 * The keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. Slow on purpose, so that no one can try all short
 * secrets against a published plan. The same passphrase and application give the same digests on every machine.
 */
export async function makeFingerprint(passphrase: string, applicationId: string): Promise<(text: string) => string> {
  const key = await derivedKey(passphrase, applicationId);
  const keyId = hexDigest(key, keyIdLabel).slice(0, keyIdDigits);
  return (text) => `hmac:${keyId}:${hexDigest(key, `capstan value\n${text}`).slice(0, digestDigits)}`;
}

function derivedKey(passphrase: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, keyBytes, { N: scryptCost }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function hexDigest(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** The keyed digest for a file's application: by CAPSTAN_FINGERPRINT_KEY, else by the caller's secret, else by chance. */
export function fingerprintOf(
  { application, credentials }: Pick<Desired, 'application' | 'credentials'>,
  { variables }: WorkflowContext,
): Promise<(text: string) => string> {
  checkKeys(credentials, variables);
  const known = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[credentials.clientSecret];
  // Without a key that others lack, anyone could try short secrets against what is printed.
  const passphrase = known || randomBytes(32).toString('hex');
  return fingerprintOnce(variables, JSON.stringify([passphrase, application.id]), () =>
    makeFingerprint(passphrase, application.id),
  );
}

const fingerprintOnce = derivedOnce<(text: string) => string>();
