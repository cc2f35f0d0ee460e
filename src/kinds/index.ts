import { applicationKind } from './application.ts';
import { clientKind } from './client.ts';
import type { Kind, Property } from './kind.ts';

/** The kind of a scope: the global one is the application. */
export function kindOf(scope: { readonly kind: 'global' | 'client' }): Kind {
  return scope.kind === 'global' ? applicationKind : clientKind;
}

/** The properties that a client has. */
export function clientProperties(): readonly Property[] {
  return clientKind.properties;
}

/** A property of a client by its name; undefined: there is none of that name. */
export function clientProperty(name: string): Property | undefined {
  return clientKind.properties.find((property) => property.name === name);
}
