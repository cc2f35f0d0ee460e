import { createHmac, randomBytes, scrypt, scryptSync } from 'node:crypto';
import { once } from '../leaf/once.ts';
import { sections } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { KeyedDigest } from '../model/value.ts';
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
export async function makeFingerprint(passphrase: string, applicationId: string): Promise<KeyedDigest> {
  return digestBy(await derivedKey(passphrase, applicationId));
}

/** The same, with its key derived when the first text comes: all else waits for that, and most plans have no such text. */
function fingerprintWhenAsked(passphrase: string, applicationId: string): KeyedDigest {
  const digest = once(() => digestBy(scryptSync(passphrase, applicationId, keyBytes, { N: scryptCost })));
  return (text) => digest()(text);
}

function digestBy(key: Buffer): KeyedDigest {
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

/**
 * When the key of fingerprints is derived. `ahead`: beside other work, where it is certainly needed. `when-asked`: where a
 * text has to be digested, unless the file has secrets, so that this is likely.
 */
export type KeyTime = 'ahead' | 'when-asked';

type OfFile = Pick<Desired, 'application' | 'credentials' | 'global' | 'clients'>;

/** The keyed digest for a file's application: by CAPSTAN_FINGERPRINT_KEY, else by the caller's secret, else by chance. */
export function fingerprintOf(
  desired: OfFile,
  { variables }: Pick<WorkflowContext, 'variables'>,
  wanted: KeyTime,
): Promise<KeyedDigest> {
  const { application, credentials } = desired;
  checkKeys(credentials, variables);
  const known = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[credentials.clientSecret];
  // Without a key that others lack, anyone could try short secrets against what is printed.
  const passphrase = known || randomBytes(32).toString('hex');
  const time = wanted === 'ahead' || hasSecrets(desired) ? 'ahead' : 'when-asked';
  return fingerprintOnce(variables, JSON.stringify([time, passphrase, application.id]), async () =>
    time === 'ahead' ? makeFingerprint(passphrase, application.id) : fingerprintWhenAsked(passphrase, application.id),
  );
}

const fingerprintOnce = derivedOnce<KeyedDigest>();

function hasSecrets({ global, clients }: OfFile): boolean {
  return [global, ...clients.values()].some((scope) =>
    sections.some((name) =>
      [...scope.sections[name].values()].some((cell) => cell.kind === 'secret' && cell.secret !== null),
    ),
  );
}
