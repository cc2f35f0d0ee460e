import { entriesOf } from '../../kinds/kind.ts';
import { formatTarget, type Section, type Target } from '../../model/address.ts';
import { type Change, isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { isHiddenClientName } from '../../model/secrecy.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A live value that is no secret itself, or a name, shows one: anyone who may see the setting sees the secret. */
export const secretInPlainValue: Guard = { code: 'secret-in-plain-value', override: 'none', rank: 220, check };

function check({ secrecy, clients, changes }: GuardInput): readonly Finding[] {
  const aliases = new Map(
    clients.flatMap((client) => (client.kind === 'found' ? [[client.scope.clientId, client.scope.alias]] : [])),
  );
  const ofKeys = secrecy.exposing.flatMap(({ clientId, section, key, what, part }) => {
    const alias = clientId === null ? null : aliases.get(clientId);
    if (alias === undefined) return [];
    const target: Target = { kind: 'key', alias, section, key };
    return [part === 'value' ? inValue(target, what) : inName(target, whereIs(section, alias), what)];
  });
  const ofClients = secrecy.exposingClients.map(({ clientId, what }) => {
    const alias = aliases.get(clientId) ?? `@${clientId}`;
    return inName({ kind: 'client', alias }, `the client ${clientId}`, what);
  });
  return [...ofKeys, ...ofClients, ...changes.flatMap(ofNewName)];
}

// The text shown instead of a client's name must not become its name.
function ofNewName(change: Change): readonly Finding[] {
  if (isKeyChange(change) || !entriesOf(change.after).some(isHiddenClientName)) return [];
  const fact = `the ${change.property.noun} that the file gives ${change.scope.alias} contains a secret`;
  const cure = 'write another one';
  return [
    { code: 'secret-in-plain-value', severity: 'refuse', fact, cure, target: targetOf(change), source: change.source },
  ];
}

function whereIs(section: Section, alias: string | null): string {
  return `a key in ${alias === null ? section : `${formatTarget({ kind: 'client', alias })}.${section}`}`;
}

function inValue(target: Target, what: string): Finding {
  return warning(
    target,
    `the live value of ${formatTarget(target)} contains ${what}, so it is hidden like a secret`,
    'remove the secret from it, and change the secret, because it may have been read',
  );
}

function inName(target: Target, where: string, what: string): Finding {
  return warning(
    target,
    `the name of ${where} contains ${what}, so it is not shown`,
    'give it another name, and change the secret, because it may have been read',
  );
}

function warning(target: Target, fact: string, cure: string): Finding {
  return { code: 'secret-in-plain-value', severity: 'warning', fact, cure, target, source: null };
}
