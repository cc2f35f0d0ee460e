import { type Json, type JsonObject, own, without } from './json.ts';
import { fitText, nameProblem, toText } from './setting-values.ts';
import type { SandboxClient, SandboxState, Scope } from './state.ts';
import type { Switches } from './switches.ts';

// The per-key calls know no sections: a name of the options list is a setting, every other name is custom, and a
// name has one value. Whatever lies under the name in the other section is what the call finds, replaces and deletes.

/** The settings of a scope as texts; a null counts as absent. */
export function flatItems(scope: Scope): Readonly<Record<string, string>> {
  const entries = Object.entries({ ...scope.custom, ...scope.settings }).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([name, value]) => [name, toText(value)]));
}

/** The defaults with what the client overrides, as far as it may: a global-only setting has no effect at a client. */
export function mergedItems(state: SandboxState, client: SandboxClient): Readonly<Record<string, string>> {
  const globalOnly = state.options.filter((option) => option.globalOnly).map(({ name }) => name);
  return { ...flatItems(state), ...flatItems({ ...client, settings: without(client.settings, ...globalOnly) }) };
}

/** Whether a scope has a key at all. */
export function hasKey(scope: Scope, name: string): boolean {
  return own(scope.settings, name) !== undefined || own(scope.custom, name) !== undefined;
}

/** The scope with the given texts set, or why one of them is refused. */
export function setTexts(
  scope: Scope,
  texts: Readonly<Record<string, string>>,
  context: { readonly state: SandboxState; readonly switches: Switches; readonly isClient: boolean },
): Scope | { readonly problem: string } {
  let next: Scope = { settings: scope.settings, custom: scope.custom };
  for (const [name, text] of Object.entries(texts)) {
    const set = setText(next, name, text, context);
    if ('problem' in set) {
      return set;
    }
    next = set;
  }
  return next;
}

function setText(
  scope: Scope,
  name: string,
  text: string,
  { state, switches, isClient }: Parameters<typeof setTexts>[2],
): Scope | { readonly problem: string } {
  const blank = nameProblem(name);
  if (blank !== undefined) {
    return { problem: blank };
  }
  const option = state.options.find((known) => known.name === name);
  if (option === undefined) {
    return { settings: without(scope.settings, name), custom: set(scope.custom, name, text) };
  }
  if (option.globalOnly && isClient && switches.globalOnlyAtClient === 'dropped') {
    return scope;
  }
  const fit = switches.perKeyValues === 'typed' ? fitText(option, text) : { value: text };
  return 'problem' in fit
    ? fit
    : { settings: set(scope.settings, name, fit.value), custom: without(scope.custom, name) };
}

/** The scope without a key, or with only the remains that are left of it. */
export function deleteKey(scope: Scope, name: string, remains?: Json): Scope {
  const left = (values: JsonObject) =>
    remains === undefined || own(values, name) === undefined ? without(values, name) : set(values, name, remains);
  return { settings: left(scope.settings), custom: left(scope.custom) };
}

function set(values: JsonObject, name: string, value: Json): JsonObject {
  return { ...values, [name]: value };
}
