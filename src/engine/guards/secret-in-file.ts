import { byName } from '../../leaf/json.ts';
import { formatTarget, sections, type Target } from '../../model/address.ts';
import type { Desired, DesiredScope } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import type { SecretReason } from '../../model/secrecy.ts';
import type { Guard } from './guard.ts';

/** A secret, or what looks like one, stands in the file itself, where everybody who reads the repository can read it. */
export const secretInFile: Guard = {
  code: 'secret-in-file',
  override: 'none',
  check: ({ desired }) => findSecretsInFile(desired),
};

/** The findings of the guard; they need nothing but the file. */
export function findSecretsInFile(desired: Desired): readonly Finding[] {
  const clients = byName(desired.clients).flatMap(([alias, client]) => inScope(alias, client));
  return [...inScope(null, desired.global), ...clients];
}

function inScope(alias: string | null, scope: DesiredScope): readonly Finding[] {
  return sections.flatMap((section) =>
    byName(scope.sections[section].values).flatMap(([key, value]) => {
      if (value.kind !== 'secret' || !value.secret.isOfFile()) return [];
      const target: Target = { kind: 'key', alias, section, key };
      return findingOn(target, value.why).map((finding) => ({ ...finding, target, source: value.source }));
    }),
  );
}

const cure = 'write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read';

function findingOn(target: Target, why: SecretReason): readonly Omit<Finding, 'target' | 'source'>[] {
  const name = formatTarget(target);
  const warning = (message: string): Omit<Finding, 'target' | 'source'> => {
    return { code: 'secret-in-file', severity: 'warning', message };
  };
  const looks = `and its value stands in the file; ${cure}; if it is no secret, list ${name} under public`;
  switch (why.kind) {
    case 'catalogue':
    case 'sensitive':
      return [
        {
          code: 'secret-in-file',
          severity: 'refuse',
          message: `${name} is a secret and its value stands in the file; ${cure}`,
        },
      ];
    case 'name':
      return [warning(`${name} looks like a secret by its name, ${looks}`)];
    case 'form':
      return [warning(`${name} looks like a secret, since a source has ${why.form} there, ${looks}`)];
    case 'source':
      return [warning(`${name} is a secret in ${why.source}, and its value stands in the file; ${cure}`)];
    case 'reference':
      return [warning(`${name} comes from a secret in another scope, and its value stands in the file; ${cure}`)];
    // That live shows a secret there is said of live.
    case 'contains':
      return [];
  }
}
