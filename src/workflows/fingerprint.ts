import { createHmac, randomBytes, scrypt, scryptSync } from 'node:crypto';
import { once } from '../leaf/work.ts';
import { sections } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import { ownKeys } from '../model/secrecy.ts';
import { scopesOf } from '../model/state.ts';
import type { KeyedDigest } from '../model/value.ts';
import type { Variables, WorkflowContext } from './context.ts';
import { ExpectedEnd } from './ending.ts';

const keyBytes = 32;
const scryptCost = 2 ** 14;
const digestDigits = 16;
const keyIdDigits = 8;
// The label changes with the fingerprinted content: older fingerprints then have another key, and do not look like
// changed values.
const keyIdLabel = 'capstan key id of secrets with their places';

/**
 * The keyed digest for fingerprints, `hmac:<key id>:<16 hex digits>`. It is slow on purpose, to prevent trying all
 * short secrets against a published plan. The same passphrase and application give the same digests on every machine.
 */
export async function makeFingerprint(passphrase: string, applicationId: string): Promise<KeyedDigest> {
  return digestBy(await derivedKey(passphrase, applicationId));
}

/**
 * The same, with its key derived for the first text: deriving delays everything else, and most plans have no such text.
 */
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
 * When the key of fingerprints is derived. `ahead`: in parallel with other work, if it is certainly needed.
 * `when-asked`: for the first text, unless the file has secrets, which makes it likely.
 */
export type KeyTime = 'ahead' | 'when-asked';

type OfFile = Pick<Desired, 'application' | 'credentials' | 'global' | 'clients'>;

/**
 * The keyed digest for the application of a file. The key is CAPSTAN_FINGERPRINT_KEY, else the client secret, else
 * random.
 */
export function fingerprintOf(
  desired: OfFile,
  { variables }: Pick<WorkflowContext, 'variables'>,
  wanted: KeyTime,
): Promise<KeyedDigest> {
  const { application, credentials } = desired;
  checkKeys(credentials, variables);
  const known = variables['CAPSTAN_FINGERPRINT_KEY'] || variables[credentials.clientSecret];
  // Without a private key, anyone could try short secrets against the printed fingerprints.
  const passphrase = known || randomBytes(32).toString('hex');
  const time = wanted === 'ahead' || hasSecrets(desired) ? 'ahead' : 'when-asked';
  return fingerprintOnce(variables, JSON.stringify([time, passphrase, application.id]), async () =>
    time === 'ahead' ? makeFingerprint(passphrase, application.id) : fingerprintWhenAsked(passphrase, application.id),
  );
}

const fingerprintOnce = derivedOnce<KeyedDigest>();

function hasSecrets(file: OfFile): boolean {
  return scopesOf(file).some((scope) =>
    sections.some((name) =>
      [...scope.sections[name].values()].some((cell) => cell.kind === 'secret' && cell.secret !== null),
    ),
  );
}

/** The minimum length of a chosen key: files with its digests are published. */
const minKeyLength = 16;

/**
 * Ends the program if a key is too short, or if two of the credentials and keys are equal: the client id is public, so
 * a seal with it proves nothing, and anyone who has one of two equal keys has both.
 */
export function checkKeys({ clientId, clientSecret }: Desired['credentials'], variables: Variables): void {
  const names = [...new Set([clientId, clientSecret, ...ownKeys])].filter((name) => (variables[name] ?? '') !== '');
  const problems = [
    ...names.filter((name) => ownKeys.includes(name) && (variables[name] ?? '').length < minKeyLength).map(tooShort),
    ...(clientId === clientSecret && names.includes(clientId) ? [oneForBoth(clientId)] : []),
    ...names.flatMap((name, at) =>
      names.slice(at + 1).flatMap((other) => (variables[name] === variables[other] ? [sameText(name, other)] : [])),
    ),
  ];
  if (problems.length > 0) throw new ExpectedEnd('wrongUsage', problems);
}

function tooShort(name: string): Problem {
  return {
    code: 'key-too-short',
    message: `${name} has fewer than ${minKeyLength} characters.`,
    cure: 'Use a long random text, for example from `openssl rand -hex 32`.',
    source: null,
  };
}

function oneForBoth(name: string): Problem {
  return {
    code: 'same-secret-twice',
    message: `${name} is used for both the client id and the client secret.`,
    cure: 'Use a separate variable for each of them.',
    source: null,
  };
}

function sameText(name: string, other: string): Problem {
  return {
    code: 'same-secret-twice',
    message: `${name} and ${other} have the same value.`,
    cure: 'Give each of them a value of its own: someone who knows one of them must not know the other.',
    source: null,
  };
}

/** Derived keys, by their input. */
type Derived<T> = Map<string, Promise<T>>;

/**
 * Derives each key once per run for all applications, because deriving is slow on purpose. Derived keys belong to the
 * variables of the run, so that no other run of the process sees them.
 */
export function derivedOnce<T>(): (variables: Variables, from: string, derive: () => Promise<T>) => Promise<T> {
  const runs = new WeakMap<Variables, Derived<T>>();
  return (variables, from, derive) => {
    const known: Derived<T> = runs.get(variables) ?? new Map();
    runs.set(variables, known);
    const key = known.get(from) ?? derive();
    known.set(from, key);
    return key;
  };
}
