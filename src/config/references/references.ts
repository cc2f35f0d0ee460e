import { clientKind } from '../../kinds/client.ts';
import { plainKinds } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { Source } from '../../model/finding.ts';
import type { Located, LocatedScalar } from '../yaml/located.ts';

/** Variables by name; one that is empty counts as unset. */
export type Variables = { readonly [name: string]: string | undefined };

/** A variable that a text refers to. */
export type Reference =
  | { readonly kind: 'env'; readonly name: string; readonly fallback: string | null }
  | { readonly kind: 'secret'; readonly name: string };

/** One part of a text with references. */
export type TextPart = { readonly kind: 'text'; readonly text: string } | Reference;

/** What is wrong with a reference; the message may name the variable, never the text around it. */
type BadReference = { readonly code: string; readonly message: string; readonly cure: string };

export type ParsedText =
  | { readonly kind: 'parts'; readonly parts: readonly TextPart[] }
  | { readonly kind: 'bad'; readonly error: BadReference };

const token = /\$\$\{|\$\{([^}]*)(\}?)/gu;
const form = /^(env|secret):([A-Za-z_][A-Za-z0-9_]{0,254})(?::-(.*))?$/su;

/** Reads a text with `${env:NAME}`, `${env:NAME:-default}`, `${secret:NAME}` and `$${`. */
export function parseReferences(text: string): ParsedText {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const part = readToken(match[0], match[1] ?? '', match[2] ?? '');
    if ('error' in part) return { kind: 'bad', error: part.error };
    parts.push(part);
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return { kind: 'parts', parts };
}

/** Whether a text holds something that looks like a reference of capstan. */
export function looksLikeReference(text: string): boolean {
  return /(?<!\$)\$\{(?:env|secret):/u.test(text);
}

type Token = TextPart | { readonly error: BadReference };

function readToken(whole: string, inner: string, close: string): Token {
  if (whole === '$${') return { kind: 'text', text: '${' };
  if (close === '') return bad('a reference is not closed', 'Close it with "}", or write $${ for a literal ${.');
  const match = form.exec(inner);
  if (match === null) {
    return bad(
      '${ begins a reference of an unknown form',
      'Use ${env:NAME}, ${env:NAME:-default} or ${secret:NAME}, or write $${ for a literal ${.',
    );
  }
  const [, kind, name = '', fallback] = match;
  if (fallback?.includes('${') === true)
    return bad('a default contains another reference', 'Write the default itself.');
  return kind === 'secret' ? secretToken(name, fallback) : { kind: 'env', name, fallback: fallback ?? null };
}

function bad(message: string, cure: string): Token {
  return { error: { code: 'bad-reference', message, cure } };
}

function secretToken(name: string, fallback: string | undefined): Token {
  if (fallback === undefined) return { kind: 'secret', name };
  return bad(`the secret ${name} has a default, so the file would contain a secret`, `Write \${secret:${name}} alone.`);
}

/** What references may be at a place. */
export type Allowed = 'all' | 'env' | 'none';

export type TextVisitor = {
  readonly scalar: (node: LocatedScalar, allowed: Allowed) => void;
  readonly key: (key: string, source: Source, role: KeyRole) => void;
};

/** What a key is: a name that the format or capstan reads, or a member of a map that is a value, where every text is literal. */
type KeyRole = 'name' | 'member';

// A tree of places: which references are in the text here, and what comes below. `*` is any key or index.
type Places = { readonly allowed: Allowed; readonly below: ReadonlyMap<string, Places> };

const none: Places = { allowed: 'none', below: new Map() };
const env: Places = { allowed: 'env', below: new Map() };
const all: Places = { allowed: 'all', below: new Map() };

function places(below: Readonly<Record<string, Places>>): Places {
  return { allowed: 'none', below: new Map(Object.entries(below)) };
}

const section: Places = { allowed: 'all', below: new Map([['*', all]]) };
const settings = { settings: section, custom: section };
// Words are names that the service knows; whether a client may do something does not hang on a variable.
function placesOf({ properties }: Kind): Readonly<Record<string, Places>> {
  const byType = { text: env, ranges: places({ '*': env }), words: none };
  return { id: env, ...Object.fromEntries(properties.map(({ name, type }) => [name, byType[type]])) };
}
const things = plainKinds().map((kind) => [kind.place.member, places({ '*': places(placesOf(kind)) })] as const);
const configPlaces = places({
  ...settings,
  ...Object.fromEntries(things),
  application: places({ '*': env }),
  clients: places({ '*': places({ ...settings, ...placesOf(clientKind), find: places({ name: env }) }) }),
  accept: places({ '*': places({ live: all }) }),
  allow: places({ '*': places({ live: all }) }),
});

/** Visits every scalar and key of a file, with the references that are allowed there. */
export function visitTexts(root: Located, visitor: TextVisitor): void {
  visit(root, configPlaces, visitor);
}

function visit(node: Located, here: Places, visitor: TextVisitor): void {
  switch (node.kind) {
    case 'scalar':
      visitor.scalar(node, here.allowed);
      return;
    case 'list':
      for (const item of node.items) visit(item, below(here, '*'), visitor);
      return;
    case 'map':
      for (const [key, entry] of node.entries) {
        visitor.key(key, entry.keySource, here === all ? 'member' : 'name');
        visit(entry.value, below(here, key), visitor);
      }
  }
}

function below(here: Places, key: string): Places {
  // Inside a value everything is part of the value.
  if (here === all) return all;
  return here.below.get(key) ?? here.below.get('*') ?? none;
}
