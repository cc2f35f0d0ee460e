import type { Desired, DesiredScope } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import { byName } from '../model/json.ts';
import { sections } from '../model/scope.ts';
import { formatTarget, type Target } from '../model/target.ts';
import type { Guard } from './guard.ts';

/** A secret stands in the file itself, where everybody who reads the repository can read it. */
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
      if (value.kind !== 'secret' || !value.literal) return [];
      const target: Target = { kind: 'key', alias, section, key };
      const message = `${formatTarget(target)} is a secret and its value stands in the file; write \${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read`;
      return [{ code: 'secret-in-file', severity: 'refuse' as const, message, target, source: value.source }];
    }),
  );
}
