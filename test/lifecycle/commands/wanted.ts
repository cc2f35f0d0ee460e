import { secretText } from './arbitrary-values.ts';
import { covers, targetOf } from './covers.ts';
import {
  type Accept,
  type ClientLayer,
  type Files,
  type Layer,
  type Plain,
  type ScopeLayer,
  type Section,
  sections,
} from './story.ts';

// What a configuration asks for, read by rules of its own: the merge and the rest are written here a second time, and short.

/** What is asked of one key. `text`: the value by meaning, in which 5 and "5" are one. */
export type WantedKey =
  | { readonly kind: 'value'; readonly text: string; readonly value: Plain; readonly isSecret: boolean }
  | { readonly kind: 'absent' };

export type WantedScope = {
  /** By `settings.KEY` or `custom.KEY`, the key as it is. */
  readonly keys: ReadonlyMap<string, WantedKey>;
  /** Whether what is not mentioned in the section is to go. */
  readonly removes: Readonly<Record<Section, boolean>>;
};

export type WantedClient = {
  readonly alias: string;
  readonly identity: { readonly id: string } | { readonly name: string };
  readonly scope: WantedScope;
  readonly features: readonly string[] | null;
};

export type Wanted = {
  readonly global: WantedScope;
  readonly clients: readonly WantedClient[];
  readonly ignore: readonly string[];
  readonly accept: readonly Accept[];
};

/** What a configuration asks for. */
export function wantedOf({ base, top }: Files): Wanted {
  const layers: readonly Layer[] = base === null ? [top] : [base, top];
  const aliases = [...new Set(layers.flatMap(({ clients = {} }) => Object.keys(clients)))];
  const inherited = lastOf(layers, (layer) => layer.unmentioned) ?? 'keep';
  return {
    global: scopeOf(layers, 'keep'),
    clients: aliases.sort().map((alias) => {
      const own = layers.flatMap(({ clients = {} }) => clients[alias] ?? []);
      const scope = scopeOf(own, inherited);
      return { alias, identity: identityOf(own), scope, features: lastOf(own, ({ features }) => features) ?? null };
    }),
    ignore: layers.flatMap(({ ignore = [] }) => ignore),
    accept: layers.flatMap(({ accept = [] }) => accept),
  };
}

function identityOf(layers: readonly ClientLayer[]): WantedClient['identity'] {
  const id = lastOf(layers, (layer) => layer.id);
  return id === undefined ? { name: lastOf(layers, (layer) => layer.find)?.name ?? '' } : { id };
}

function scopeOf(layers: readonly ScopeLayer[], inherited: 'keep' | 'remove'): WantedScope {
  // Later ones win.
  const keys = new Map(layers.flatMap((layer) => sections.flatMap((section) => saidIn(layer, section))));
  const removes = (lastOf(layers, ({ unmentioned }) => unmentioned) ?? inherited) === 'remove';
  const isWritten = (section: Section) => layers.some((layer) => layer[section] !== undefined);
  return {
    keys,
    removes: { settings: removes && isWritten('settings'), custom: removes && isWritten('custom') },
  };
}

function saidIn(layer: ScopeLayer, section: Section): readonly (readonly [string, WantedKey])[] {
  const gone = (layer.absent?.[section] ?? []).map((key) => [`${section}.${key}`, { kind: 'absent' }] as const);
  const values = Object.entries(layer[section] ?? {});
  return [...gone, ...values.map(([key, value]) => [`${section}.${key}`, wantedValue(value)] as const)];
}

function wantedValue(value: Plain): WantedKey {
  const isSecret = String(value).startsWith('${secret:');
  return { kind: 'value', text: isSecret ? secretText() : String(value), value, isSecret };
}

function lastOf<L, T>(layers: readonly L[], pick: (layer: L) => T | undefined): T | undefined {
  return layers.map(pick).findLast((picked) => picked !== undefined);
}

/** Settings that are secrets, whatever a file says of them. */
export function isSecretKey(name: string): boolean {
  return name === 'settings.rpx_key';
}

/** Whether known drift is left alone on a day: the entry for the target, if one still holds. */
export function acceptFor({ accept }: Wanted, target: string, today: string): Accept | undefined {
  return accept.find((entry) => entry.target === target && entry.until >= today);
}

/** Whether a file leaves a target alone for good. */
export function isIgnored({ ignore }: Wanted, target: string): boolean {
  return ignore.some((pattern) => !/^clients\.[^.]+$/u.test(pattern) && covers(pattern, target));
}

/** The target of a key that is named with its section. */
export function targetOfName(alias: string | null, name: string): string {
  const [section = '', ...key] = name.split('.');
  return targetOf(alias, section as Section, key.join('.'));
}
