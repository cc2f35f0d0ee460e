import type { Desired } from '../core/model/desired.ts';
import { makeFingerprint } from './fingerprint.ts';
import type { Session } from './session.ts';

/** The keyed digest for a file's application: by CAPSTAN_FINGERPRINT_KEY, else by the caller's secret. */
export function fingerprintOf(
  { application, credentials }: Pick<Desired, 'application' | 'credentials'>,
  { variables }: Session,
): Promise<(text: string) => string> {
  const passphrase = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[credentials.clientSecret] || '';
  return makeFingerprint(passphrase, application.id);
}
