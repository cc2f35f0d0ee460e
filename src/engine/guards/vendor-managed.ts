import { formatTarget, type ThingScope } from '../../model/address.ts';
import { isKeyChange, type KeyChange, type PropertyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { clientScopeOf, clientsRead, hasFeature, type LiveScope } from '../../model/live.ts';
import { valueAt } from '../../model/state.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A change of something that only the vendor may change. */
export const vendorManaged: Guard = { code: 'vendor-managed', override: 'none', rank: 280, check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.flatMap((change) => {
    const reason = isKeyChange(change) ? reasonOfKey(input, change) : reasonOfProperty(input, change);
    if (reason === null) return [];
    const target = targetOf(change);
    const fact = `${formatTarget(target)}: ${reason}`;
    const cure = "ask the vendor's support, and remove it from the file";
    return [{ code: 'vendor-managed', severity: 'refuse' as const, fact, cure, target, source: change.source }];
  });
}

function reasonOfProperty({ live }: GuardInput, change: PropertyChange): string | null {
  const { scope, property, after } = change;
  if (hasFeature(live.clients.get(scope.clientId), 'metadata'))
    return 'clients with the feature metadata are set up by the vendor, and a change drops it';
  if (property.name !== 'features') return null;
  if (after.includes('metadata')) return 'only the vendor can grant the feature metadata';
  if (isHostedLogin(live, scope)) return 'Hosted Login clients are created and changed with their OIDC client';
  return null;
}

function reasonOfKey({ live }: GuardInput, change: KeyChange): string | null {
  if (change.section === 'custom' || change.action === 'create') return null;
  if (change.key === 'janrainOidcClientId') return 'it ties the client to its OIDC client and must not change';
  const { scope, key, action } = change;
  if (key !== 'verify_email_url' || action !== 'remove') return null;
  const losesIt =
    scope.kind === 'global' ? clientsRead(live).some(({ scope: own }) => inheritsIt(own)) : isHostedLogin(live, scope);
  return losesIt ? 'it is mandatory for a Hosted Login client' : null;
}

function isHostedLogin(live: GuardInput['live'], scope: ThingScope): boolean {
  return holds(clientScopeOf(live, scope.clientId), 'janrainOidcClientId');
}

function inheritsIt(scope: LiveScope): boolean {
  return holds(scope, 'janrainOidcClientId') && !holds(scope, 'verify_email_url');
}

function holds(scope: LiveScope | undefined, key: string): boolean {
  return valueAt(scope?.sections, 'settings', key) !== undefined;
}
