import type { Damage } from '../core/model/secrecy.ts';
import type { Source } from '../core/model/source.ts';
import { secretDamage } from '../core/secrecy/secret-damage.ts';
import type { Decoding } from './decoding.ts';
import type { LocatedScalar } from './located.ts';
import { parseReferences, type Reference, type TextPart } from './references.ts';

/** A text with its references followed. */
export type Resolved =
  /** `origin`: whether all of the text stands in the file, or a part came from a variable. */
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
export function resolveText(node: LocatedScalar, decoding: Decoding): Resolved {
  if (!node.text.includes('${')) return { kind: 'plain', text: node.text, origin: 'file' };
  const parsed = parseReferences(node.text);
  if (parsed.kind === 'bad') return { kind: 'bad' };
  const pieces = parsed.parts.map((part) => resolvePart(part, node.source, decoding));
  const trouble = pieces.find((piece) => piece.kind === 'bad') ?? pieces.find((piece) => piece.kind === 'not-compared');
  const isSecret = parsed.parts.some((part) => part.kind === 'secret');
  if (trouble?.kind === 'bad') return { kind: 'bad' };
  if (trouble !== undefined) return { kind: 'not-compared', of: isSecret ? 'secret' : 'env' };
  const text = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  if (isSecret) return { kind: 'secret', text, damage: damageIn(parsed.parts, decoding) };
  decoding.resolved.push({ text, source: node.source });
  const fromVariable = parsed.parts.some(
    (part) => part.kind === 'env' && decoding.variables.valueOf(part) !== undefined,
  );
  return { kind: 'plain', text, origin: fromVariable ? 'variable' : 'file' };
}

function damageIn(parts: readonly TextPart[], { variables }: Decoding): Damage | null {
  for (const part of parts) {
    const value = part.kind === 'secret' ? variables.valueOf(part) : undefined;
    const kind = value === undefined ? null : secretDamage(value);
    if (part.kind === 'secret' && kind !== null) return { variable: part.name, kind };
  }
  return null;
}

function resolvePart(part: TextPart, source: Source, decoding: Decoding): Piece {
  if (part.kind === 'text') return part;
  const { variables, secrets, problems } = decoding;
  const value = variables.valueOf(part);
  if (part.kind === 'secret' && value !== undefined) secrets.set(part.name, value);
  const refusals = variables.refusals(part);
  // The default stands in for a variable that is unset, and not for one that may not be read.
  const text = value ?? (part.kind === 'env' && refusals.length === 0 ? part.fallback : null);
  if (text !== null) return { kind: 'text', text };
  if (decoding.unset[part.kind] === 'not-compared') return notCompared(part, source, decoding);
  for (const { code, message, cure } of refusals) problems.add(code, source, message, cure);
  if (refusals.length === 0)
    problems.add('unset-variable', source, `the variable ${part.name} is not set, or empty`, cureOfUnset(part));
  return { kind: 'bad' };
}

function notCompared({ kind, name }: Reference, source: Source, { notes }: Decoding): Piece {
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
