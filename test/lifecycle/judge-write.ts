import { canonicalJson, isJsonObject, type Json } from '../../src/leaf/json.ts';
import type { Call, Change } from '../../src/model/change.ts';
import { isSecret } from '../../src/model/value.ts';
import type { RecordedRequest } from '../../src/sandbox/run-sandbox.ts';
import { keyName, propertyText } from './flat-state.ts';

/** The name of what a change is about, in a flat state. */
export function nameOf(change: Change): string {
  if (change.action === 'property') return `${change.scope.clientId} ${change.property.member}`;
  const owner = change.scope.kind === 'global' ? 'global' : change.scope.clientId;
  return keyName(owner, change.section, change.key);
}

/** Whether a thing holds what the change wanted. */
export function isAsPlanned(change: Change, held: string | undefined): boolean {
  if (change.action === 'remove') return held === undefined;
  if (change.action === 'property') return held === propertyText(change.after);
  if (isSecret(change.after)) return held !== undefined;
  const json: Json = change.after;
  // Single keys travel as texts, and the service gives typed settings their type back.
  return held === canonicalJson(json) || held === canonicalJson(String(json)) || unquoted(held) === json;
}

function unquoted(held: string | undefined): unknown {
  return held === undefined ? undefined : String(JSON.parse(held));
}

/** Whether a full replace only put back what the program was shown just before: the window that nothing closes. */
export function isCarriedOver(name: string, call: Call, request: RecordedRequest, served: string | undefined): boolean {
  if (call.kind !== 'replace-settings' && call.kind !== 'replace-client') return false;
  const shown = parsed(served);
  return memberText(shown, name) === memberText(parsed(request.text), name);
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function memberText(body: unknown, name: string): string | undefined {
  const [, section = '', key] = /^\S+ ([^.]+)(?:\.([\s\S]*))?$/u.exec(name) ?? [];
  if (!isJsonObject(body)) return undefined;
  const place = key === undefined || section === 'settings' ? body : own(body, 'custom');
  const value = isJsonObject(place) ? own(place, key ?? section) : undefined;
  // A null in a read counts as absent.
  return value === undefined || value === null ? undefined : canonicalJson(value as Json);
}

function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
