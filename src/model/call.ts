import { kindOf } from '../kinds/index.ts';
import type { ClientScope, Scope } from './address.ts';
import { changeName, type KeyChange, type PropertyChange } from './change.ts';

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
  | ClientCall;

/** A call that writes properties of a client. */
export type ClientCall = { readonly id: string; readonly scope: ClientScope } & (
  | { readonly kind: 'set-property'; readonly changes: readonly [PropertyChange] }
  | { readonly kind: 'replace-client'; readonly changes: readonly PropertyChange[] }
);

/** How a call looks from outside: what plans show and what the service sees. */
export type CallShape = {
  /** By which changes and outcomes name it. */
  readonly id: string;
  /** POST writes single keys; PUT replaces. */
  readonly method: 'POST' | 'PUT';
  /** Without the origin, with the application and the client in it. */
  readonly path: string;
  /** True when the request replaces everything at its path, so that it could lose what it leaves out. */
  readonly replaces: boolean;
  /** The changes that it carries, by their `target`. */
  readonly targets: readonly string[];
};

export function describeCall(call: Call, applicationId: string): CallShape {
  const targets = call.changes.map(changeName);
  const config = `/config/${encodeURIComponent(applicationId)}`;
  const client = call.scope.kind === 'client' ? `${config}/clients/${encodeURIComponent(call.scope.clientId)}` : config;
  const post = (path: string): CallShape => ({ id: call.id, method: 'POST', path, replaces: false, targets });
  const put = (path: string): CallShape => ({ id: call.id, method: 'PUT', path, replaces: true, targets });
  const { keys } = kindOf(call.scope);
  switch (call.kind) {
    case 'set-keys':
      return post(keys.set);
    case 'delete-key':
      return post(keys.remove);
    case 'set-property':
      return post(call.changes[0].property.call.path);
    case 'replace-settings':
      return put(`${client}${keys.replace}`);
    case 'replace-client':
      return put(client);
  }
}
