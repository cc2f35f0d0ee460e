import type { Json } from './json.ts';
import type { Section } from './scope.ts';
import type { KeyedDigest, Secret } from './secret.ts';
import type { SettingOption } from './setting.ts';
import type { TargetPattern } from './target-pattern.ts';

/** What one side of a comparison says of a key. */
export type SideValue =
  /** `text` is the source text of a scalar of a file; null for maps, lists and what did not come from YAML. */
  | { readonly kind: 'value'; readonly json: Json; readonly text: string | null }
  /** `fingerprint`: to be shown; null: it has none. */
  | { readonly kind: 'secret'; readonly fingerprint: string | null; readonly secret: Secret }
  /** The side says that the key must not exist. */
  | { readonly kind: 'absent' }
  /** A secret of which this side knows nothing. */
  | { readonly kind: 'not-comparable' };

export type SideScope = {
  readonly sections: Readonly<Record<Section, ReadonlyMap<string, SideValue>>>;
  /** Whether a key of the section that is not listed does not exist; otherwise the side says nothing of it. */
  readonly whole: Readonly<Record<Section, boolean>>;
  /** null: the side says nothing of the features. */
  readonly features: readonly string[] | null;
};

/** A client as a side knows it. Each of the three names may be missing. */
export type SideClient = {
  readonly alias: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly scope: SideScope;
};

/** One of the two things that are compared: a file, a snapshot, or a live application. */
export type Side = {
  /** As it was asked for. */
  readonly name: string;
  readonly kind: 'file' | 'snapshot' | 'live';
  readonly application: { readonly id: string; readonly region: string | null };
  /** When live was read; null for a file. */
  readonly readAt: string | null;
  /** null: the side says nothing of the global scope. */
  readonly global: SideScope | null;
  readonly clients: readonly SideClient[];
  /** Whether clients that are not listed do not exist. */
  readonly allClients: boolean;
  /** Differences that are meant. */
  readonly expected: readonly TargetPattern[];
  readonly options: ReadonlyMap<string, SettingOption> | null;
  /** By which the fingerprints of this application are made; null: its key is not at hand. */
  readonly digest: KeyedDigest | null;
};
