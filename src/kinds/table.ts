import { clientKind } from './client.ts';
import type { ThingsKind } from './kind.ts';

/** The kinds of which an application has several things. A new kind is a file of its own and a word here. */
const table = [clientKind] as const;

/** The names of those kinds. `made-up` is a kind for tests, so that all types support more than one kind. */
export type ThingKind = (typeof table)[number]['name'] | 'made-up';

export const thingKinds: readonly ThingsKind<ThingKind>[] = table;
