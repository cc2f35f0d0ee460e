import { secretDamage } from '../../engine/secrecy/secret-text.ts';
import { type Json, objectFrom } from '../../leaf/json.ts';
import type { Source } from '../../model/finding.ts';
import type { Damage } from '../../model/secrecy.ts';
import { Secret } from '../../model/value.ts';
import { maxValueDepth } from '../check/problems-and-limits.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import type { Located, LocatedMap, LocatedScalar } from '../yaml/located.ts';
import { isPlainlyWritten } from '../yaml/located.ts';
import { parseReferences, type Reference, type TextPart } from './references.ts';

/** A value with its references followed. One secret in it makes all of it secret. */
export type ResolvedValue =
  | { readonly kind: 'plain'; readonly json: Json; readonly text: string | null; readonly origin: 'file' | 'variable' }
  | { readonly kind: 'secret'; readonly secret: Secret; readonly damage: Damage | null }
  | { readonly kind: 'not-compared'; readonly of: 'secret' | 'env' }
  | { readonly kind: 'bad' };

/** Follows the references in a value of any shape. */
export function resolveValue(node: Located, context: DecodeContext): ResolvedValue {
  if (node.kind === 'scalar') return resolveScalar(node, context);
  const seen: Seen = { secret: false, notCompared: null, bad: false, variable: false, damage: null };
  const json = structured(node, 1, seen, context);
  if (seen.bad) return { kind: 'bad' };
  if (seen.notCompared !== null) return { kind: 'not-compared', of: seen.secret ? 'secret' : seen.notCompared };
  if (seen.secret) return { kind: 'secret', secret: new Secret(json), damage: seen.damage };
  return { kind: 'plain', json, text: null, origin: seen.variable ? 'variable' : 'file' };
}

function resolveScalar(node: LocatedScalar, context: DecodeContext): ResolvedValue {
  const resolved = resolveText(node, context);
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

function structured(node: Located, depth: number, seen: Seen, context: DecodeContext): Json {
  if (depth > maxValueDepth) return tooDeep(node, seen, context);
  switch (node.kind) {
    case 'scalar':
      return part(node, seen, context);
    case 'list':
      return node.items.map((item) => structured(item, depth + 1, seen, context));
    case 'map':
      return objectFrom(members(node, depth, seen, context));
  }
}

function members(
  node: LocatedMap,
  depth: number,
  seen: Seen,
  context: DecodeContext,
): readonly (readonly [string, Json])[] {
  return [...node.entries].map(([key, entry]) => [key, structured(entry.value, depth + 1, seen, context)]);
}

function tooDeep(node: Located, seen: Seen, { problems }: DecodeContext): null {
  seen.bad = true;
  problems.add('too-deep', node.source, `this value nests deeper than ${maxValueDepth} levels`, 'Use fewer levels.');
  return null;
}

function part(node: LocatedScalar, seen: Seen, context: DecodeContext): Json {
  reportInexact(node, seen, context);
  const resolved = resolveText(node, context);
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
function reportInexact(node: LocatedScalar, seen: Seen, { problems }: DecodeContext): void {
  const { json, text, exact } = node;
  const survives = exact && (typeof json !== 'number' || isPlainlyWritten(text, json));
  if (survives) return;
  seen.bad = true;
  problems.add(
    'number-not-exact',
    node.source,
    'this number would change its spelling',
    'Put it in quotes to keep it as text, or write it as JSON does, such as 16 or 0.5, without leading and trailing zeros.',
  );
}

/** A text with its references followed. */
export type Resolved =
  /** `origin`: whether all of the text is in the file, or a part came from a variable. */
  | { readonly kind: 'plain'; readonly text: string; readonly origin: 'file' | 'variable' }
  /** `damage`: of the first secret in it that has any. */
  | { readonly kind: 'secret'; readonly text: string; readonly damage: Damage | null }
  /** An unset secret, or a variable of a baseline, where that is allowed. */
  | { readonly kind: 'not-compared'; readonly of: 'secret' | 'env' }
  /** Reported already. */
  | { readonly kind: 'bad' };

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bad' }
  | { readonly kind: 'not-compared' };

/** Follows the references in a scalar. Malformed ones were reported when the file was read. */
export function resolveText(node: LocatedScalar, context: DecodeContext): Resolved {
  if (!node.text.includes('${')) return { kind: 'plain', text: node.text, origin: 'file' };
  const parsed = parseReferences(node.text);
  if (parsed.kind === 'bad') return { kind: 'bad' };
  const pieces = parsed.parts.map((part) => resolvePart(part, node.source, context));
  const error = pieces.find((piece) => piece.kind === 'bad') ?? pieces.find((piece) => piece.kind === 'not-compared');
  const isSecret = parsed.parts.some((part) => part.kind === 'secret');
  if (error?.kind === 'bad') return { kind: 'bad' };
  if (error !== undefined) return { kind: 'not-compared', of: isSecret ? 'secret' : 'env' };
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  if (isSecret) return { kind: 'secret', text, damage: damageIn(parsed.parts, context) };
  context.resolved.push({ text, source: node.source });
  const fromVariable = parsed.parts.some(
    (part) => part.kind === 'env' && context.variables.valueOf(part) !== undefined,
  );
  return { kind: 'plain', text, origin: fromVariable ? 'variable' : 'file' };
}

function damageIn(parts: readonly TextPart[], { variables }: DecodeContext): Damage | null {
  for (const part of parts) {
    const value = part.kind === 'secret' ? variables.valueOf(part) : undefined;
    const kind = value === undefined ? null : secretDamage(value);
    if (part.kind === 'secret' && kind !== null) return { variable: part.name, kind };
  }
  return null;
}

function resolvePart(part: TextPart, source: Source, context: DecodeContext): Piece {
  if (part.kind === 'text') return part;
  const { variables, secrets, problems } = context;
  const value = variables.valueOf(part);
  if (part.kind === 'secret' && value !== undefined) secrets.set(part.name, value);
  const refusals = variables.refusals(part);
  // The default stands in for a variable that is unset, and not for one that may not be read.
  const text = value ?? (part.kind === 'env' && refusals.length === 0 ? part.fallback : null);
  if (text !== null) return { kind: 'text', text };
  if (context.unset[part.kind] === 'not-compared') return notCompared(part, source, context);
  for (const { code, message, cure } of refusals) problems.add(code, source, message, cure);
  if (refusals.length === 0)
    problems.add('unset-variable', source, `the variable ${part.name} is not set, or empty`, cureOfUnset(part));
  return { kind: 'bad' };
}

function notCompared({ kind, name }: Reference, source: Source, { notes }: DecodeContext): Piece {
  const what = kind === 'secret' ? 'secret' : 'variable';
  notes.add(
    'not-compared',
    source,
    `the ${what} ${name} is not set, so this value is not compared`,
    `Set ${name} to compare it.`,
  );
  return { kind: 'not-compared' };
}

function cureOfUnset(part: Reference): string {
  return part.kind === 'env'
    ? `Set ${part.name}, or give a default: \${env:${part.name}:-default}.`
    : `Set ${part.name}, or leave secrets out with --without-secrets.`;
}
