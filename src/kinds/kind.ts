/** What a property holds: a text, or a list that is a set. Ranges of addresses are texts of a list. */
export type PropertyValue = string | readonly string[];

/** One value of a thing, beside its key maps: written as a whole, in a file and by a call. */
export type Property = {
  /** As files and targets have it: `clients.ALIAS.NAME`. */
  readonly name: string;
  readonly type: 'words' | 'text' | 'ranges';
  /** Its name in replies, and in the body of the full replace. */
  readonly member: string;
  /** The call of the registration domain that writes it and nothing else. */
  readonly call: { readonly path: string; readonly parameter: string };
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
type KeyCalls = {
  /** Writes these keys and no others, on the registration domain. */
  readonly set: string;
  /** Removes one key, on the registration domain. */
  readonly remove: string;
  /** What the full replace adds to the path of the thing, on the Configuration API. */
  readonly replace: string;
};

/** A kind of thing that is managed: what it has, and which calls write it. */
export type Kind = {
  readonly name: 'application' | 'client';
  readonly keys: KeyCalls;
  readonly properties: readonly Property[];
};
