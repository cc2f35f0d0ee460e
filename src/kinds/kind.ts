/** What a property holds: a text, or a list that is a set. Ranges of addresses are texts of a list. */
export type PropertyValue = string | readonly string[];

/** One value of a thing, beside its key maps: written as a whole, in a file and by a call. */
export type Property = {
  /** As files and targets have it: `clients.ALIAS.NAME`. */
  readonly name: string;
  readonly type: 'words' | 'text' | 'ranges';
  /** Its name in replies, and in the body of the full replace. */
  readonly member: string;
  /** The call of the registration domain that writes it and nothing else; null: only the full replace writes it. */
  readonly call: { readonly path: string; readonly parameter: string } | null;
  /** As many entries as a file may list. */
  readonly maxEntries: number;
  /** Words that the documents name; null: any will do. */
  readonly known: readonly string[] | null;
  /** Words that a word includes, whether they stand beside it or not. */
  readonly includes: Readonly<Record<string, readonly string[]>>;
  /** Where its call stands among those of its client. `power`: what is gained goes before the settings, what is lost after. */
  readonly rank: 'power' | 'beside-settings';
  /** The action by which plans name a change of it, and the member of their summary that counts it. */
  readonly planned: 'features' | 'update';
  /** Whether plans list it among what is not managed. */
  readonly unmanaged: 'listed' | 'silent';
  /** What it is, and what one entry of it is, within a sentence. */
  readonly noun: string;
  readonly entry: string;
  /** What it is and what a value in a file means, in sentences. */
  readonly says: string;
};

/** The calls that write the keys of a thing. */
export type KeyCalls = {
  /** Writes these keys and no others, on the registration domain. */
  readonly set: string;
  /** Removes one key, on the registration domain. */
  readonly remove: string;
  /** What the full replace adds to the path of the thing, on the Configuration API. */
  readonly replace: string;
};

/** Where the things of a kind are: in files, in targets and in the service. */
type Place = {
  /** The member of a file that has them by alias, and the first word of their targets. */
  readonly member: string;
  /** What the Configuration API adds to the path of the application: a GET gives all of them. One has its id after that. */
  readonly path: string;
  /** The parameter by which calls of the registration domain name one. */
  readonly parameter: string;
  /** The member of a record that holds its id. */
  readonly id: string;
};

/** What a guard of a kind is given: the values of a property before the change and after it. */
type PropertyValues = { readonly before: PropertyValue; readonly after: PropertyValue };

/** What a guard of a kind has to say of a change, in words that go on after its target. */
type KindComplaint = {
  readonly severity: 'refuse' | 'warning' | 'info';
  readonly fact: string;
  readonly cure: string;
};

/** A guard of one property of a kind. */
type KindGuard = {
  /** The code of its findings, and the name of its page under docs/guards/. */
  readonly code: string;
  readonly property: string;
  readonly check: (values: PropertyValues) => KindComplaint | null;
};

/** A kind of thing that is managed: where its things are, what they have, and which calls write it. */
export type Kind<N extends string = string> = {
  readonly name: N;
  /** What one is called within a sentence. */
  readonly noun: string;
  /** null: there is one, the application, which stands at the top of the file. */
  readonly place: Place | null;
  /** null: its things have no settings, so that they are nothing but their properties. */
  readonly keys: KeyCalls | null;
  readonly properties: readonly Property[];
  /** Whether what the application has of a setting counts for its things too, until they have their own. */
  readonly inherits: boolean;
  /** Whether one of its things makes the requests: what changes that one goes last. */
  readonly calls: boolean;
  /** Where its things come in the order of calls: a kind of a lower number first. */
  readonly rank: number;
  readonly guards: readonly KindGuard[];
};

/** A kind of which an application has several things. */
export type ThingsKind<N extends string = string> = Kind<N> & { readonly place: Place };
