import { type Json, objectFrom } from '../core/model/json.ts';
import type { Damage } from '../core/model/secrecy.ts';
import { Secret } from '../core/model/secret.ts';
import { maxValueDepth } from './bounds.ts';
import type { Decoding } from './decoding.ts';
import type { Located, LocatedMap, LocatedScalar } from './located.ts';
import { resolveText } from './resolve-text.ts';
import { isPlainlyWritten } from './scalar.ts';

/** A value with its references followed. One secret in it makes all of it secret. */
export type ResolvedValue =
  | { readonly kind: 'plain'; readonly json: Json; readonly text: string | null; readonly origin: 'file' | 'variable' }
  | { readonly kind: 'secret'; readonly secret: Secret; readonly damage: Damage | null }
  | { readonly kind: 'not-compared'; readonly of: 'secret' | 'env' }
  | { readonly kind: 'bad' };

/** Follows the references in a value of any shape. */
export function resolveValue(node: Located, decoding: Decoding): ResolvedValue {
  if (node.kind === 'scalar') return resolveScalar(node, decoding);
  const seen: Seen = { secret: false, notCompared: null, bad: false, variable: false, damage: null };
  const json = structured(node, 1, seen, decoding);
  if (seen.bad) return { kind: 'bad' };
  if (seen.notCompared !== null) return { kind: 'not-compared', of: seen.secret ? 'secret' : seen.notCompared };
  if (seen.secret) return { kind: 'secret', secret: new Secret(json), damage: seen.damage };
  return { kind: 'plain', json, text: null, origin: seen.variable ? 'variable' : 'file' };
}

function resolveScalar(node: LocatedScalar, decoding: Decoding): ResolvedValue {
  const resolved = resolveText(node, decoding);
  switch (resolved.kind) {
    case 'plain':
      // Text that a reference changed is text, even if it looks like a number.
      return { ...resolved, json: resolved.text === node.text ? node.json : resolved.text };
    case 'secret':
      return { kind: 'secret', secret: new Secret(resolved.text), damage: resolved.damage };
    case 'not-compared':
    case 'bad':
      return resolved;
  }
}

/** What was met on the way through a structured value. */
type Seen = {
  secret: boolean;
  notCompared: 'secret' | 'env' | null;
  bad: boolean;
  variable: boolean;
  damage: Damage | null;
};

function structured(node: Located, depth: number, seen: Seen, decoding: Decoding): Json {
  if (depth > maxValueDepth) return tooDeep(node, seen, decoding);
  switch (node.kind) {
    case 'scalar':
      return part(node, seen, decoding);
    case 'list':
      return node.items.map((item) => structured(item, depth + 1, seen, decoding));
    case 'map':
      return objectFrom(members(node, depth, seen, decoding));
  }
}

function members(
  node: LocatedMap,
  depth: number,
  seen: Seen,
  decoding: Decoding,
): readonly (readonly [string, Json])[] {
  return [...node.entries].map(([key, entry]) => [key, structured(entry.value, depth + 1, seen, decoding)]);
}

function tooDeep(node: Located, seen: Seen, { problems }: Decoding): null {
  seen.bad = true;
  problems.add('too-deep', node.source, `this value nests deeper than ${maxValueDepth} levels`, 'Use fewer levels.');
  return null;
}

function part(node: LocatedScalar, seen: Seen, decoding: Decoding): Json {
  reportInexact(node, seen, decoding);
  const resolved = resolveText(node, decoding);
  switch (resolved.kind) {
    case 'plain':
      if (resolved.origin === 'variable') seen.variable = true;
      return resolved.text === node.text ? node.json : resolved.text;
    case 'secret':
      seen.secret = true;
      seen.damage ??= resolved.damage;
      return resolved.text;
    case 'not-compared':
      if (seen.notCompared !== 'secret') seen.notCompared = resolved.of;
      return null;
    case 'bad':
      seen.bad = true;
      return null;
  }
}

// Inside a map or list only the JSON number travels, so what it does not hold would be lost without a word.
function reportInexact(node: LocatedScalar, seen: Seen, { problems }: Decoding): void {
  const { json, text, exact } = node;
  const survives = exact && (typeof json !== 'number' || isPlainlyWritten(text, json));
  if (survives) return;
  seen.bad = true;
  problems.add(
    'number-not-exact',
    node.source,
    'this number would not stay as it is written',
    'Put it in quotes to keep it as text, or write it without zeros that do not count.',
  );
}
