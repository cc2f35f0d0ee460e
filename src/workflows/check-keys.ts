import type { Desired } from '../model/desired.ts';
import type { Problem } from '../model/finding.ts';
import { ownKeys } from '../model/secrecy.ts';
import type { Variables } from './context.ts';
import { ExpectedEnd } from './ending.ts';

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
