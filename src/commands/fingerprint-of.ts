import { randomBytes } from 'node:crypto';
import type { Desired } from '../core/model/desired.ts';
import { checkKeys } from './check-keys.ts';
import { makeFingerprint } from './fingerprint.ts';
import type { Session } from './session.ts';

/** The keyed digest for a file's application: by CAPSTAN_FINGERPRINT_KEY, else by the caller's secret, else by chance. */
export function fingerprintOf(
  { application, credentials }: Pick<Desired, 'application' | 'credentials'>,
  { variables }: Session,
): Promise<(text: string) => string> {
  checkKeys(credentials, variables);
  const known = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[credentials.clientSecret];
  // Without a key that others lack, anybody could try short secrets against what is printed.
  const passphrase = known || randomBytes(32).toString('hex');
  return makeFingerprint(passphrase, application.id);
}
