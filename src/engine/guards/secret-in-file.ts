import { byName } from '../../leaf/json.ts';
import { formatTarget, sections, type Target } from '../../model/address.ts';
import type { DesiredCell, DesiredScope, DesiredSecret } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import type { SecretReason } from '../../model/secrecy.ts';
import { emptyScope } from '../../model/state.ts';
import type { FileInput, Guard } from './guard.ts';

/** A secret, or what looks like one, is in the file itself, where everyone who reads the repository can read it. */
export const secretInFile: Guard = {
  code: 'secret-in-file',
  override: 'none',
  rank: 200,
  needs: 'file',
  check,
};

function check({ desired }: FileInput): readonly Finding[] {
  const clients = byName(desired.clients).flatMap(([alias, { scope }]) => inScope(alias, scope));
  return [...inScope(null, desired.global ?? emptyScope), ...clients];
}

function inScope(alias: string | null, scope: DesiredScope): readonly Finding[] {
  return sections.flatMap((section) =>
    byName(secretsOfFile(scope.sections[section])).flatMap(([key, value]) => {
      const target: Target = { kind: 'key', alias, section, key };
      return findingOn(target, value.why).map((finding) => ({ ...finding, target, source: value.source }));
    }),
  );
}

// Few cells are secrets, so that few are sorted.
function secretsOfFile(cells: ReadonlyMap<string, DesiredCell>): ReadonlyMap<string, DesiredSecret> {
  const found = new Map<string, DesiredSecret>();
  for (const [key, cell] of cells) if (cell.kind === 'secret' && cell.secret?.isOfFile() === true) found.set(key, cell);
  return found;
}

const cure = 'write ${secret:NAME}, set NAME where capstan runs, and change the secret, since it may have been read';

function findingOn(target: Target, why: SecretReason): readonly Omit<Finding, 'target' | 'source'>[] {
  const code = 'secret-in-file';
  const name = formatTarget(target);
  const warning = (fact: string): Omit<Finding, 'target' | 'source'> => {
    return { code, severity: 'warning', fact: `${fact} and its value is in the file`, cure };
  };
  const doubt = (fact: string): Omit<Finding, 'target' | 'source'> => {
    return { ...warning(fact), cure: `${cure}; if it is not a secret, list ${name} under public` };
  };
  switch (why.kind) {
    case 'catalogue':
    case 'sensitive':
      return [{ ...warning(`${name} is a secret`), severity: 'refuse' }];
    case 'name':
      return [doubt(`${name} looks like a secret by its name,`)];
    case 'form':
      return [doubt(`${name} looks like a secret, since a source has ${why.form} there,`)];
    case 'source':
      return [warning(`${name} is a secret in ${why.source},`)];
    case 'reference':
      return [warning(`${name} comes from a secret in another scope,`)];
    // secret-in-plain-value reports live values that show a secret.
    case 'contains':
      return [];
  }
}
