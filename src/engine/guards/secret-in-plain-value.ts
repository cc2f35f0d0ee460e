import { formatTarget, type Target } from '../../model/address.ts';
import type { Finding } from '../../model/finding.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A live value that is no secret itself shows one: whoever may see the setting sees the secret. */
export const secretInPlainValue: Guard = { code: 'secret-in-plain-value', override: 'none', check };

function check({ secrecy, clients }: GuardInput): readonly Finding[] {
  const aliases = new Map(
    clients.flatMap((client) => (client.kind === 'found' ? [[client.scope.clientId, client.scope.alias]] : [])),
  );
  return secrecy.exposing.flatMap(({ clientId, section, key, what }) => {
    const alias = clientId === null ? null : aliases.get(clientId);
    if (alias === undefined) return [];
    const target: Target = { kind: 'key', alias, section, key };
    const message = `the live value of ${formatTarget(target)} contains ${what}, so it is hidden like a secret; take the secret out of it, and change the secret, since it may have been read`;
    return [{ code: 'secret-in-plain-value', severity: 'warning' as const, message, target, source: null }];
  });
}
