import type { Json } from '../leaf/json.ts';
import type { Origin } from './baseline.ts';
import type { CallShape } from './call.ts';
import type { Severity } from './finding.ts';
import type { Source } from './source.ts';

/** A value as a plan shows it: a secret is a keyed fingerprint; null: it has none, since it stands in the file in clear. */
export type PlanValue = Json | { readonly secret: true; readonly fingerprint: string | null };

export type PlanChange = {
  readonly action: 'create' | 'update' | 'remove' | 'features';
  readonly target: string;
  readonly clientId?: string;
  readonly before?: PlanValue;
  readonly after?: PlanValue;
  /** Always `unknown` without a baseline. */
  readonly origin: Origin;
  /** null when nothing will be sent, since the plan is blocked. */
  readonly call: string | null;
  readonly source: Source | null;
};

export type PlanFinding = {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly target: string;
  readonly source: Source | null;
  /** false: no entry of `allow` lets it pass, though its guard has one for other findings. */
  readonly overridable?: false;
};

export type Summary = {
  readonly create: number;
  readonly update: number;
  readonly remove: number;
  readonly features: number;
  readonly unmanaged: number;
  readonly notCompared: number;
};

/** What live has and the file does not manage: the target of a key or a list, or a client that the file does not declare. */
export type Unmanaged = string | UndeclaredClient;

export type UndeclaredClient = { readonly client: string; readonly name: string };

/** The plan as people review it and as `--out` saves it: canonical and without a single secret. */
export type Plan = {
  readonly formatVersion: 1;
  readonly status: 'in-sync' | 'ready' | 'blocked';
  readonly tool: { readonly name: string; readonly version: string };
  readonly application: { readonly id: string; readonly region: string | null };
  readonly caller: string | null;
  /** What the plan was made over. One that was made over a snapshot cannot be applied. */
  readonly source: 'live' | 'snapshot';
  /** When live was read: by the plan, or by the snapshot. */
  readonly readAt: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** What was last applied; null: none was given. */
  readonly baseline: { readonly name: string; readonly commit: string | null } | null;
  readonly configDigest: string;
  readonly digest: string;
  /** A keyed digest of the secrets that stand in the file in clear, which have no fingerprints; left out: there are none. */
  readonly literals?: string;
  /** A keyed digest over the whole document, so that a file that was changed by hand is told from the one that was saved. */
  readonly seal: string;
  /** The targets that `--only` narrowed the plan to, in order; empty: everything. */
  readonly only: readonly string[];
  /** Whether drift since the baseline may be overwritten: `--overwrite-drift`. */
  readonly overwriteDrift: boolean;
  readonly summary: Summary;
  readonly changes: readonly PlanChange[];
  readonly findings: readonly PlanFinding[];
  readonly calls: readonly CallShape[];
  /** By scope (`global`, `clients.ALIAS`): keyed digests of what live held. */
  readonly fingerprints: { readonly [scope: string]: string };
  readonly unmanaged: readonly Unmanaged[];
};

/** What an approval binds: the part of a plan that says what would be done, for which file, and what the guards said of it. */
export type Decision = Pick<
  Plan,
  'formatVersion' | 'application' | 'changes' | 'calls' | 'literals' | 'configDigest' | 'findings'
>;
