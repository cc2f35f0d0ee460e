import type { Source } from '../core/model/source.ts';
import type { Located, LocatedScalar } from './located.ts';

/** What references may stand at a place. */
export type Allowed = 'all' | 'env' | 'none';

export type TextVisitor = {
  readonly scalar: (node: LocatedScalar, allowed: Allowed) => void;
  readonly key: (key: string, source: Source) => void;
};

// A tree of places: which references stand in the text here, and what comes below. `*` is any key or index.
type Places = { readonly allowed: Allowed; readonly below: ReadonlyMap<string, Places> };

const none: Places = { allowed: 'none', below: new Map() };
const env: Places = { allowed: 'env', below: new Map() };
const all: Places = { allowed: 'all', below: new Map() };

function places(below: Readonly<Record<string, Places>>): Places {
  return { allowed: 'none', below: new Map(Object.entries(below)) };
}

const settings = { settings: all, custom: all };
const configPlaces = places({
  ...settings,
  application: places({ '*': env }),
  clients: places({ '*': places({ ...settings, id: env, find: places({ name: env }) }) }),
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
        visitor.key(key, entry.keySource);
        visit(entry.value, below(here, key), visitor);
      }
  }
}

function below(here: Places, key: string): Places {
  // Inside a value everything is part of the value.
  if (here === all) return all;
  return here.below.get(key) ?? here.below.get('*') ?? none;
}
