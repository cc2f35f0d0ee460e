import type { Json } from '../leaf/json.ts';
import type { Origin } from './baseline.ts';
import type { CallShape } from './change.ts';
import type { Severity, Source } from './finding.ts';

/** A value as a plan shows it: a secret is a keyed fingerprint; null: it has none, since it is in the file in clear. */
export type PlanValue = Json | { readonly secret: true; readonly fingerprint: string | null };

/** One difference between the file and the live application that the plan would remove. */
export type PlanChange = {
  /** `features`: the list of features of a client; `update` for its other properties. */
  readonly action: 'create' | 'update' | 'remove' | 'features';
  /** What is changed: `settings.KEY`, `custom.KEY`, `clients.ALIAS.settings.KEY`, `clients.ALIAS.features`. */
  readonly target: string;
  /** The id of the client; left out: the change is about the application. */
  readonly clientId?: string;
  /** The id of the thing, for kinds other than client; left out: there is none. */
  readonly id?: string;
  /** What the live application has; left out: nothing. */
  readonly before?: PlanValue;
  /** What the file declares; left out: nothing, since the change removes it. */
  readonly after?: PlanValue;
  /** Always `unknown` without a baseline. */
  readonly origin: Origin;
  /** null if nothing will be sent because the plan is blocked. */
  readonly call: string | null;
  /** Its location in the file; null: none, such as for removals by `unmentioned: remove`. */
  readonly source: Source | null;
};

/** A finding of a guard on a plan. */
export type PlanFinding = {
  /** The name of the guard, with a page under docs/guards. */
  readonly code: string;
  /** `refuse` blocks the plan. */
  readonly severity: Severity;
  /** What is wrong and what to do, in a sentence for people. Names no secret. */
  readonly message: string;
  /** What it is about, as in `PlanChange.target`; also `global`, `clients.ALIAS` or the application. */
  readonly target: string;
  /** The location in a file; null: none. */
  readonly source: Source | null;
  /** false: no entry of `allow` can allow it, although other findings of its guard can be allowed. */
  readonly overridable?: false;
};

/** How many of each. */
export type Summary = {
  /** Values to create. */
  readonly create: number;
  /** Values to change. */
  readonly update: number;
  /** Values to remove. */
  readonly remove: number;
  /** Lists of features to change. */
  readonly features: number;
  /** What the live application has and the file does not manage. */
  readonly unmanaged: number;
  /** Secrets whose value is not available; they are neither compared nor changed. */
  readonly notCompared: number;
};

/**
 * What the live application has and the file does not manage: the target of a key or a list, or a client that the file
 * does not declare.
 */
export type Unmanaged = string | UndeclaredClient;

/** A client of the live application that the file does not declare, by id and name. */
export type UndeclaredClient = {
  /** Its id. */
  readonly client: string;
  readonly name: string;
};

/** The plan as people review it and as `--out` saves it: canonical and without a single secret. */
export type Plan = {
  /** The format of a saved plan. One of another format is refused. */
  readonly formatVersion: 1;
  /** `in-sync`: nothing to do. `ready`: may be applied. `blocked`: a guard refuses it; nothing can be applied. */
  readonly status: 'in-sync' | 'ready' | 'blocked';
  /** The program that made it, and its version. Only that version applies a saved plan. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Id, and the region in the file; null: the file names addresses instead. */
  readonly application: { readonly id: string; readonly region: string | null };
  /** The client id whose credentials were used to read; null: none, as for a snapshot. */
  readonly caller: string | null;
  /** The source of the live state. A plan over a snapshot cannot be applied. */
  readonly source: 'live' | 'snapshot';
  /** When the live application was read: by the plan, or by the snapshot. */
  readonly readAt: string;
  /** When the plan was made. ISO 8601, UTC. */
  readonly createdAt: string;
  /** The plan expires at this moment. ISO 8601, UTC. */
  readonly expiresAt: string;
  /** What was last applied; null: none was given. */
  readonly baseline: { readonly name: string; readonly commit: string | null } | null;
  /** A keyed digest of what the file declares, with all that it extends. */
  readonly configDigest: string;
  /** A digest of the changes, for `expectDigest`: hexadecimal, the same for the same plan. */
  readonly digest: string;
  /** A keyed digest of the plain-text secrets in the file, which have no fingerprints; left out: there are none. */
  readonly literals?: string;
  /** A keyed digest over the whole document, to detect a plan file that was edited. */
  readonly seal: string;
  /** The targets that `--only` narrowed the plan to, in order; empty: everything. */
  readonly only: readonly string[];
  /** Whether drift since the baseline may be overwritten: `--overwrite-drift`. */
  readonly overwriteDrift: boolean;
  /** How many of each kind. */
  readonly summary: Summary;
  /** What an apply would do; empty: nothing. */
  readonly changes: readonly PlanChange[];
  /** The findings of the guards. */
  readonly findings: readonly PlanFinding[];
  /** The requests that an apply sends, in order; empty: the plan is blocked or in sync. */
  readonly calls: readonly CallShape[];
  /** By scope (`global`, `clients.ALIAS`): keyed digests of what the live application held. */
  readonly fingerprints: { readonly [scope: string]: string };
  /** What the file does not manage: it is left unchanged. */
  readonly unmanaged: readonly Unmanaged[];
};

/** The part of a plan that an approval covers: the changes, the file, and the findings of the guards. */
export type Decision = Pick<
  Plan,
  'formatVersion' | 'application' | 'changes' | 'calls' | 'literals' | 'configDigest' | 'findings'
>;
