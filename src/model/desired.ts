import type { Json } from '../leaf/json.ts';
import type { Application } from './application.ts';
import type { Source } from './finding.ts';
import type { HostPattern } from './host-pattern.ts';
import type { Damage, SecretReason } from './secrecy.ts';
import {
  type CellOf,
  type ClientState,
  emptyScope,
  type PropertyCell,
  type ScopeState,
  type State,
  type ThingState,
} from './state.ts';
import type { TargetPattern } from './target-pattern.ts';
import type { Secret } from './value.ts';

/**
 * A value that stands in a file. `origin`: whether all of it does, or a part came from a variable; `journal`: it comes from
 * a journal and not from YAML, and live has to hold just this JSON, type included.
 */
export type DesiredPlain = CellOf<'value'> & {
  readonly origin: 'file' | 'variable' | 'journal';
  readonly source: Source;
};

/** `why`: what makes it a secret. `form`: a value of the file is a text as written until its type is known. */
export type DesiredSecret = CellOf<'secret'> & {
  readonly why: SecretReason;
  readonly form: 'as-written' | 'exact';
  /** What is wrong with what a variable gave; null: nothing that can be told. */
  readonly damage: Damage | null;
  readonly source: Source;
};

/** A key that must not exist. `until` is the last day (UTC, YYYY-MM-DD) on which that holds. */
export type Tombstone = CellOf<'absent'> & {
  readonly reason: string | null;
  readonly until: string | null;
  readonly source: Source;
};

/** What the file asks a key to be. A secret whose variable is not set, and a variable of a baseline, are not compared. */
export type DesiredValue = DesiredPlain | DesiredSecret | (CellOf<'not-comparable'> & { readonly source: Source });

/** What the file says of a key. */
export type DesiredCell = DesiredValue | Tombstone;

/** What the file asks a property to be, and where it is named. */
export type DesiredProperty = PropertyCell & { readonly source: Source };

/**
 * What the file asks of the application, or of a client. A section is whole where it is written in the merged file and
 * `unmentioned: remove` counts. A property that is left out is not managed.
 */
export type DesiredScope = ScopeState<DesiredCell, DesiredProperty>;

/** Cells of a file are values or tombstones. */
function isTombstone(cell: DesiredCell | undefined): cell is Tombstone {
  return cell?.kind === 'absent';
}

/** The keys of a section that the file gives a value, each with it. */
export function valuesAsked(
  section: ReadonlyMap<string, DesiredCell>,
): readonly (readonly [key: string, value: DesiredValue])[] {
  return [...section].flatMap(([key, cell]) => (isTombstone(cell) ? [] : [[key, cell] as const]));
}

/** The keys of a section that must not exist. */
export function tombstonesIn(
  section: ReadonlyMap<string, DesiredCell>,
): readonly (readonly [key: string, tombstone: Tombstone])[] {
  return [...section].flatMap(([key, cell]) => (isTombstone(cell) ? [[key, cell] as const] : []));
}

/** A client that the file declares: by its id, or by the name by which it is found. */
export type DesiredClient = ClientState<DesiredScope> & {
  readonly alias: string;
  readonly source: Source;
} & ({ readonly id: string; readonly name: null } | { readonly id: null; readonly name: string });

/** A thing of a kind without settings that the file declares, by its alias and its id. */
export type DesiredThing = ThingState<DesiredScope['properties']> & { readonly alias: string; readonly source: Source };

/** Known drift: left as it is until its day, as long as live still holds that value. */
export type Accept = {
  readonly target: TargetPattern;
  readonly live: Json | Secret;
  readonly until: string;
  readonly reason: string;
  readonly source: Source;
};

/** A narrow override of one guard. */
export type Allow = {
  readonly guard: string;
  /** The live value that may be overwritten; null: none is named, or live has none. */
  readonly live: Json | Secret | null;
  readonly target: TargetPattern;
  readonly until: string;
  readonly reason: string;
  readonly source: Source;
};

/** Above what a plan is refused: as a number and as a share of what there is, in percent; and how many owners must be left. */
export type Limits = {
  readonly removals: { readonly max: number; readonly percent: number };
  readonly updates: { readonly max: number; readonly percent: number };
  readonly minimumOwners: number;
};

/** One line of a capstan.protect.yaml. */
export type Protection = { readonly target: TargetPattern; readonly reason: string; readonly source: Source };

/** A target that a list names, where it is written. */
export type Mention = {
  readonly list: 'protect' | 'sensitive' | 'public' | 'ignore' | 'drop' | 'expected' | 'accept' | 'allow';
  readonly target: TargetPattern;
  readonly source: Source;
  /** `own`: the file itself, or the protect file beside it; `inherited`: a file that it extends, or a protect file elsewhere. */
  readonly from: 'own' | 'inherited';
  /** Whether a file declares it, though another one may take it out again. */
  readonly declared: boolean;
};

/** What all protect files together say. */
export type Protections = {
  readonly protect: readonly Protection[];
  /** Hosts that URL settings may lead to besides those in the live application; null: no file lists any. */
  readonly hosts: readonly HostPattern[] | null;
};

/** Which calls are chosen; docs/file.md tells them apart. */
export type Writes = 'safest' | 'fewest' | 'per-key' | 'replace';

/** What decides on the judgement itself: what guards let pass, and what is neither changed nor shown. */
export type Policy = Pick<Desired, 'accept' | 'allow' | 'limits' | 'mentions'> & Pick<Protections, 'hosts'>;

/** What the merged file declares. */
export type Desired = State<DesiredScope, DesiredClient, DesiredThing> & {
  /** The application, and where the file names it. */
  readonly application: Application & { readonly source: Source };
  /** Names of the environment variables that hold the caller's credentials. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** Which calls are chosen. */
  readonly writes: Writes;
  /** Who else is kept from writing meanwhile; left out: other runs of this machine. `git`: those of all clones. */
  readonly lock?: 'git';
  /** What is neither compared nor changed. */
  readonly ignore: readonly TargetPattern[];
  /** Differences that are expected, for comparisons; a plan does not look at them. */
  readonly expected: readonly TargetPattern[];
  /** What is a secret besides those that are known. */
  readonly sensitive: readonly TargetPattern[];
  /** What looks like a secret and is none. */
  readonly public: readonly TargetPattern[];
  /** Drift that is known. */
  readonly accept: readonly Accept[];
  /** Overrides of guards. */
  readonly allow: readonly Allow[];
  /** Above what a plan is refused. */
  readonly limits: Limits;
  /** What the lists of all files name, with its places. */
  readonly mentions: readonly Mention[];
} & Protections;

/** Whether the file says anything of the global scope, or of nothing at all: then live's global scope is looked at. */
export function managesGlobal({ clients, things = [], global }: Desired): boolean {
  return global !== null || (clients.size === 0 && things.length === 0);
}

/** What the file asks of a scope; undefined: the file does not declare the client. */
export function askedOf({ global, clients }: Desired, alias: string | null): DesiredScope | undefined {
  return alias === null ? (global ?? emptyScope) : clients.get(alias)?.scope;
}
