import type { Desired } from '../core/model/desired.ts';
import type { Problem } from '../core/model/problem.ts';
import { Secret } from '../core/model/secret.ts';
import { damageCure, damageText, secretDamage } from '../core/secrecy/secret-damage.ts';
import { checkKeys } from './check-keys.ts';
import { exitCode } from './exit-code.ts';
import { ExpectedEnd, endWith } from './expected-end.ts';
import type { Variables } from './variables.ts';

/** Who capstan is towards the service. The secret opens only where requests are made. */
export type Credentials = { readonly clientId: string; readonly clientSecret: Secret };

/** The caller's credentials, from the variables that the file names. */
export function readCredentials(names: Desired['credentials'], variables: Variables): Credentials {
  const clientId = variables[names.clientId] ?? '';
  const clientSecret = variables[names.clientSecret] ?? '';
  const missing = [...(clientId === '' ? [names.clientId] : []), ...(clientSecret === '' ? [names.clientSecret] : [])];
  if (missing.length > 0) throw missingCredentials(missing);
  const damaged = [names.clientId, names.clientSecret].flatMap((name) => damageOf(name, variables[name] ?? ''));
  if (damaged.length > 0) throw new ExpectedEnd(exitCode.notPermitted, damaged);
  checkKeys(names, variables);
  return { clientId, clientSecret: new Secret(clientSecret) };
}

// The service would answer with a plain 401, and nobody sees a line break.
function damageOf(name: string, value: string): readonly Problem[] {
  const kind = secretDamage(value);
  if (kind === null) return [];
  const cure = `Look at where it is set: ${damageCure(kind)}.`;
  return [{ code: 'credentials-damaged', message: `${name} ${damageText(kind)}.`, cure, source: null }];
}

function missingCredentials(names: readonly string[]): Error {
  return endWith(exitCode.notPermitted, {
    code: 'credentials-missing',
    message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not set.`,
    cure: 'Set them in the environment, or in a file given with --vars, to the id and secret of an API client with the owner feature.',
  });
}
