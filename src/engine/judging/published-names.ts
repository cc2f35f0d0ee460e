import { canonicalJson, isStructured, type Json } from '../../leaf/json.ts';
import type { ClientScope, Scope } from '../../model/address.ts';
import type { Change } from '../../model/change.ts';
import { isSecret, type Value } from '../../model/value.ts';
import type { GuardInput } from '../guards/guard.ts';
import { effectiveValue, noChanges, ownValue } from './effective-value.ts';

/** The setting that names what a widget publish writes to public files. */
export const publishList = 'jump_publish_settings';

/**
 * The settings that `jump_publish_settings` names. Its type is not documented, so a list, a JSON text and a text of
 * names with commas or blanks between are all read.
 */
export function publishedNames(value: Json): readonly string[] {
  if (isStructured(value)) return namesIn(canonicalJson(value));
  return typeof value === 'string' ? namesIn(unescaped(value)) : [];
}

// A name may be written as a target, with its section in front.
function namesIn(text: string): readonly string[] {
  const written = text.match(/[A-Za-z0-9_.*%-]+/g) ?? [];
  return [...new Set(written.flatMap((name) => [name, name.replace(/^(?:settings|custom)\./, '')]))];
}

/** Whether a name of the list may match others; how the service reads it is not documented. */
export function isWildcard(name: string): boolean {
  return /[*%]/.test(name);
}

// In JSON a letter may be written as an escape.
function unescaped(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** What widget publishes write out, before the plan and after it. Each list is read once, however often it is asked. */
export type Publication = {
  /** The names that a publish at this scope writes today: by the client's own list, else the global one. */
  readonly before: (scope: Scope) => ReadonlySet<string>;
  readonly after: (scope: Scope) => ReadonlySet<string>;
  /** The declared clients that have a list of their own, before or after, which names this setting. */
  readonly listedBy: (name: string) => readonly ClientScope[];
};

export function publicationOf(input: GuardInput): Publication {
  const read = readOnce();
  let listed: ReadonlyMap<string, readonly ClientScope[]> | undefined;
  return {
    before: namesBy(input, noChanges, read),
    after: namesBy(input, input.changes, read),
    listedBy: (name) => {
      listed ??= ownListsByName(input, read);
      return listed.get(name) ?? [];
    },
  };
}

type ReadList = (value: Value | undefined) => ReadonlySet<string>;

const none: ReadonlySet<string> = new Set();

function readOnce(): ReadList {
  const known = new Map<Json, ReadonlySet<string>>();
  return (value) => {
    if (value === undefined || isSecret(value)) return none;
    const names = known.get(value) ?? new Set(publishedNames(value));
    known.set(value, names);
    return names;
  };
}

function namesBy(input: GuardInput, changes: readonly Change[], read: ReadList): Publication['before'] {
  return (scope) => {
    const list = effectiveValue({ ...input, changes }, { scope, section: 'settings', key: publishList });
    return list.kind === 'value' ? read(list.json) : none;
  };
}

function ownListsByName({ live, changes, clients }: GuardInput, read: ReadList): Map<string, ClientScope[]> {
  const listed = new Map<string, ClientScope[]>();
  for (const client of clients) {
    if (client.kind !== 'found') continue;
    const place = { scope: client.scope, section: 'settings', key: publishList } as const;
    const lists = [noChanges, changes].map((made) => read(ownValue({ live, changes: made }, place)));
    for (const name of new Set(lists.flatMap((names) => [...names]))) {
      const scopes = listed.get(name);
      if (scopes === undefined) listed.set(name, [client.scope]);
      else scopes.push(client.scope);
    }
  }
  return listed;
}
