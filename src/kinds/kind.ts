import { formatRange, parseRange } from '../leaf/addresses.ts';
import { byText, type Json } from '../leaf/json.ts';

/** What a property holds: a text, or a list that is a set. Ranges of addresses are texts of a list. */
export type PropertyValue = string | readonly string[];

/** One value of a thing, beside its key maps: written as a whole, in a file and by a call. */
export type Property = {
  /** As files and targets have it: `clients.ALIAS.NAME`. */
  readonly name: string;
  readonly type: 'words' | 'text' | 'ranges';
  /** Its name in responses, and in the body of the full replace. */
  readonly member: string;
  /** The call of the registration domain that writes only it; null: only the full replace writes it. */
  readonly call: { readonly path: string; readonly parameter: string } | null;
  /** As many entries as a file may list. */
  readonly maxEntries: number;
  /** The documented words; null: any word is valid. */
  readonly known: readonly string[] | null;
  /** Words that a word includes, listed or not. */
  readonly includes: Readonly<Record<string, readonly string[]>>;
  /**
   * The position of its call among those of its client. `power`: rights are added before the settings, and removed
   * after.
   */
  readonly rank: 'power' | 'beside-settings';
  /** The action of its changes in plans, and the member of the summary that counts them. */
  readonly planned: 'features' | 'update';
  /** Whether plans list it as not managed. */
  readonly unmanaged: 'listed' | 'silent';
  /** What it is, and what one entry of it is, within a sentence. */
  readonly noun: string;
  readonly entry: string;
  /** What it is and what a value in a file means, in sentences. */
  readonly says: string;
};

/** The calls that write the keys of a thing. */
export type KeyCalls = {
  /** Writes only these keys, on the registration domain. */
  readonly set: string;
  /** Removes one key, on the registration domain. */
  readonly remove: string;
  /** What the full replace adds to the path of the thing, on the Configuration API. */
  readonly replace: string;
};

/** Where the things of a kind are: in files, in targets and in the service. */
type Place = {
  /** The member of a file that contains them by alias, and the first word of their targets. */
  readonly member: string;
  /** What the Configuration API adds to the path of the application: a GET gives all of them. One has its id after that. */
  readonly path: string;
  /** The parameter by which calls of the registration domain name one. */
  readonly parameter: string;
  /** The member of a record that holds its id. */
  readonly id: string;
};

/** The input of a guard of a kind: the values of a property before and after the change. */
type PropertyValues = { readonly before: PropertyValue; readonly after: PropertyValue };

/** The message of a guard of a kind on a change; it follows the target in a sentence. */
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
  /** Its name within a sentence. */
  readonly noun: string;
  /** null: there is one, the application, which stands at the top of the file. */
  readonly place: Place | null;
  /** null: its things have no settings, only properties. */
  readonly keys: KeyCalls | null;
  readonly properties: readonly Property[];
  /** Whether its things inherit settings of the application. */
  readonly inherits: boolean;
  /** Whether one of its things sends the requests: its changes are last. */
  readonly calls: boolean;
  /** The position of its things in the order of calls: lower numbers first. */
  readonly rank: number;
  readonly guards: readonly KindGuard[];
};

/** A kind of which an application has several things. */
export type ThingsKind<N extends string = string> = Kind<N> & { readonly place: Place };

/** A list as a set: sorted, each entry once. */
export function setOf(entries: Iterable<string>): readonly string[] {
  return [...new Set(entries)].sort(byText);
}

/** The entries of a set; a text is its only one. */
export function entriesOf(value: PropertyValue): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** The value in the form for plans and requests. */
export function settledValue({ type }: Property, value: PropertyValue): PropertyValue {
  if (type === 'text') return value;
  return setOf(type === 'ranges' ? entriesOf(value).map(rangeText) : entriesOf(value));
}

// A text that is not a range is left unchanged.
function rangeText(text: string): string {
  const range = parseRange(text);
  return range === undefined ? text : formatRange(range);
}

/** The value of a property that is missing from a response. */
export function emptyValue({ type }: Property): PropertyValue {
  return type === 'text' ? '' : [];
}

/** Whether two values mean the same: sets have no order, and included words need not be listed. */
export function sameProperty(property: Property, a: PropertyValue, b: PropertyValue): boolean {
  return meaningOf(property, a) === meaningOf(property, b);
}

function meaningOf(property: Property, value: PropertyValue): string {
  const { includes } = property;
  const entries = entriesOf(settledValue(property, value));
  const included = Object.entries(includes).flatMap(([word, more]) => (entries.includes(word) ? more : []));
  return setOf([...entries, ...included]).join('\n');
}

/** JSON as a value of the property; undefined: it is of another form. */
export function propertyValueOf({ type }: Property, json: Json): PropertyValue | undefined {
  if (type === 'text') return typeof json === 'string' ? json : undefined;
  return Array.isArray(json) ? json.map(String) : undefined;
}
