import { createHmac, randomBytes, scrypt, scryptSync } from 'node:crypto';
import { once } from '../leaf/once.ts';
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

function hasSecrets(file: OfFile): boolean {
  return scopesOf(file).some((scope) =>
    sections.some((name) =>
      [...scope.sections[name].values()].some((cell) => cell.kind === 'secret' && cell.secret !== null),
    ),
  );
}

/** A key that people choose has at least so many characters: files with its digests are published. */
const minKeyLength = 16;

/**
 * Ends the program when a key is too short, or when two of the credentials and keys hold the same text: the client id
 * is public, so that what it keys proves nothing, and anyone who has one of two equal keys has both.
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
    message: `${name} is named for the client id and for the client secret.`,
    cure: 'Name a variable for each of them.',
    source: null,
  };
}

function sameText(name: string, other: string): Problem {
  return {
    code: 'same-secret-twice',
    message: `${name} and ${other} hold the same text.`,
    cure: 'Give each of them a value of its own: someone who knows one of them must not know the other.',
    source: null,
  };
}

/** What is slow to derive, by what it is derived from. */
type Derived<T> = Map<string, Promise<T>>;

/**
 * Derives each key once in a run, however many applications ask for it: it is slow on purpose. What was derived goes with
 * the variables of the run, so that no other run of the process sees it.
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
