import type { ClientScope, Scope } from './address.ts';
import { changeName, type FeatureChange, type KeyChange } from './change.ts';

/** One HTTP request that the plan will make. */
export type Call =
  | { readonly kind: 'set-keys'; readonly id: string; readonly scope: Scope; readonly changes: readonly KeyChange[] }
  | { readonly kind: 'delete-key'; readonly id: string; readonly scope: Scope; readonly changes: readonly [KeyChange] }
  | {
      readonly kind: 'replace-settings';
      readonly id: string;
      readonly scope: Scope;
      readonly changes: readonly KeyChange[];
    }
  | FeatureCall;

export type FeatureCall = {
  readonly kind: 'set-features' | 'replace-client';
  readonly id: string;
  readonly scope: ClientScope;
  readonly changes: readonly [FeatureChange];
};

/** How a call looks from outside: what plans show and what the service sees. */
export type CallShape = {
  readonly id: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  /** True when the request replaces everything at its path, so that it could lose what it leaves out. */
  readonly replaces: boolean;
  readonly targets: readonly string[];
};

export function describeCall(call: Call, applicationId: string): CallShape {
  const targets = call.changes.map(changeName);
  const global = call.scope.kind === 'global';
  const config = `/config/${encodeURIComponent(applicationId)}`;
  const client = call.scope.kind === 'client' ? `${config}/clients/${encodeURIComponent(call.scope.clientId)}` : config;
  const post = (path: string): CallShape => ({ id: call.id, method: 'POST', path, replaces: false, targets });
  const put = (path: string): CallShape => ({ id: call.id, method: 'PUT', path, replaces: true, targets });
  switch (call.kind) {
    case 'set-keys':
      return post(global ? '/settings/set_default_multi' : '/settings/set_multi');
    case 'delete-key':
      return post(global ? '/settings/delete_default' : '/settings/delete');
    case 'set-features':
      return post('/clients/set_features');
    case 'replace-settings':
      return put(`${client}/settings`);
    case 'replace-client':
      return put(client);
  }
}
