import { hostOf, parseUrl } from '../leaf/addresses.ts';
import type { Json } from '../leaf/json.ts';
import type { Source } from './finding.ts';
import type { Damage, SecretReason } from './secrecy.ts';
import {
  type CellOf,
  type ClientState,
  emptyScope,
  type PropertyCell,
  type ScopeState,
  type State,
  type ThingState,
  thingsOf,
} from './state.ts';
import type { TargetPattern } from './target-pattern.ts';
import type { Secret } from './value.ts';

/** The application, and the addresses of its two APIs. */
export type Application = {
  /** As the service names it in its addresses. */
  readonly id: string;
  /** null when `configUrl` is given instead. */
  readonly region: string | null;
  /** Origin of the Configuration API, without a slash at the end. */
  readonly configUrl: string;
  /** Origin of the registration domain; null: single keys cannot be written. */
  readonly captureUrl: string | null;
  /**
   * The authentication of requests to the registration domain; left out: basic. The Configuration API accepts only
   * Basic.
   */
  readonly auth?: 'basic' | 'signed';
};

const serviceHost = /^(?:v1\.api\.[a-z0-9-]+\.janrain\.com|(?:[a-z0-9_-]+\.)+janraincapture\.com)$/u;

/** Whether a host name, as `URL.hostname` gives it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(hostname);
}

/** Reads the value of CAPSTAN_ALLOWED_HOSTS: hosts, each with a port where it is not the usual one, between commas. */
export function parseAllowedHosts(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
}

/**
 * Whether credentials may go to this origin: the service's own hosts on their usual port, this machine, and the hosts
 * in CAPSTAN_ALLOWED_HOSTS.
 */
export function isAllowedHost(url: URL, extra: readonly string[]): boolean {
  if (isLoopback(url.hostname)) return true;
  return (url.port === '' && serviceHost.test(url.hostname)) || extra.includes(url.host);
}

/**
 * A value of a file. `origin`: whether all of it is literal, or a part came from a variable; `journal`: it comes from a
 * journal and not from YAML, and the live value must be exactly this JSON, type included.
 */
export type DesiredPlain = CellOf<'value'> & {
  readonly origin: 'file' | 'variable' | 'journal';
  readonly source: Source;
};

/** `why`: what makes it a secret. `form`: a value of the file is a text as written until its type is known. */
export type DesiredSecret = CellOf<'secret'> & {
  readonly why: SecretReason;
  readonly form: 'as-written' | 'exact';
  /** What makes the text of a variable unusable as a secret, such as a mask or a placeholder; null: nothing that is known. */
  readonly damage: Damage | null;
  readonly source: Source;
};

/** A key that must not exist. `until` is the last day (UTC, YYYY-MM-DD) on which the entry is valid. */
export type Tombstone = CellOf<'absent'> & {
  readonly reason: string | null;
  readonly until: string | null;
  readonly source: Source;
};

/** The declared cell of a key. A secret whose variable is not set, and a variable of a baseline, are not compared. */
export type DesiredValue = DesiredPlain | DesiredSecret | (CellOf<'not-comparable'> & { readonly source: Source });

/** The declaration of a key in the file. */
export type DesiredCell = DesiredValue | Tombstone;

/** The declared value of a property, and its location. */
export type DesiredProperty = PropertyCell & { readonly source: Source };

/**
 * The desired state of the application, or of a client. A section is complete if it is in the merged file and
 * `unmentioned: remove` applies. A property that is left out is not managed.
 */
export type DesiredScope = ScopeState<DesiredCell, DesiredProperty>;

/** Cells of a file are values or entries of `absent`. */
function isTombstone(cell: DesiredCell | undefined): cell is Tombstone {
  return cell?.kind === 'absent';
}

/** The keys of a section with their declared values. */
export function valuesAsked(
  section: ReadonlyMap<string, DesiredCell>,
): readonly (readonly [key: string, value: DesiredValue])[] {
  return [...section].filter((entry): entry is [string, DesiredValue] => !isTombstone(entry[1]));
}

/** The keys of a section that must not exist. */
export function tombstonesIn(
  section: ReadonlyMap<string, DesiredCell>,
): readonly (readonly [key: string, tombstone: Tombstone])[] {
  return [...section].filter((entry): entry is [string, Tombstone] => isTombstone(entry[1]));
}

/** A client that the file declares: by its id, or by the name by which it is found. */
export type DesiredClient = ClientState<DesiredScope> & {
  readonly alias: string;
  readonly source: Source;
} & ({ readonly id: string; readonly name: null } | { readonly id: null; readonly name: string });

/** A thing of a kind without settings that the file declares, by its alias and its id. */
export type DesiredThing = ThingState<DesiredScope['properties']> & { readonly alias: string; readonly source: Source };

/** Accepted drift: left unchanged until its day, while the live application has exactly that value. */
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
  /** The live value that may be overwritten; null: none is named, or there is no live value. */
  readonly live: Json | Secret | null;
  readonly target: TargetPattern;
  readonly until: string;
  readonly reason: string;
  readonly source: Source;
};

/**
 * The limits above which a plan is refused: a number, and a percentage of the existing keys; and the least number of
 * owners.
 */
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
  /** Whether a file declares it, even if another one removes it. */
  readonly declared: boolean;
};

/** The content of all protect files together. */
export type Protections = {
  readonly protect: readonly Protection[];
  /** Hosts that URL settings may point to besides those in the live application; null: no file lists any. */
  readonly hosts: readonly HostPattern[] | null;
};

/** How calls are chosen; see docs/file.md. */
export type Writes = 'safest' | 'fewest' | 'per-key' | 'replace';

/** The policy of a file: what guards allow, and what is not changed or not shown. */
export type Policy = Pick<Desired, 'accept' | 'allow' | 'limits' | 'mentions'> & Pick<Protections, 'hosts'>;

/** What the merged file declares. */
export type Desired = State<DesiredScope, DesiredClient, DesiredThing> & {
  /** The application, and where the file names it. */
  readonly application: Application & { readonly source: Source };
  /** Names of the environment variables that hold the caller's credentials. */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** How calls are chosen. */
  readonly writes: Writes;
  /** The runs that the lock excludes; left out: those of this machine. `git`: those of all clones. */
  readonly lock?: 'git';
  /** What is neither compared nor changed. */
  readonly ignore: readonly TargetPattern[];
  /** Expected differences, for comparisons; plans ignore them. */
  readonly expected: readonly TargetPattern[];
  /** Additional secrets. */
  readonly sensitive: readonly TargetPattern[];
  /** Values that only look like secrets. */
  readonly public: readonly TargetPattern[];
  /** Accepted drift. */
  readonly accept: readonly Accept[];
  /** Overrides of guards. */
  readonly allow: readonly Allow[];
  /** The limits above which a plan is refused. */
  readonly limits: Limits;
  /** The targets in the lists of all files, with their locations. */
  readonly mentions: readonly Mention[];
} & Protections;

/** Whether the file declares anything in the global scope, or nothing at all: then the live global scope is read. */
export function managesGlobal(desired: Desired): boolean {
  return desired.global !== null || (desired.clients.size === 0 && thingsOf(desired).length === 0);
}

/** The desired state of a scope; undefined: the file does not declare the client. */
export function askedOf({ global, clients }: Desired, alias: string | null): DesiredScope | undefined {
  return alias === null ? (global ?? emptyScope) : clients.get(alias)?.scope;
}

/** A host that URL settings may point to: a host, or with `*.` in front of it all hosts below it. */
export type HostPattern = {
  /** In the form for comparisons: lower case and punycode. */
  readonly host: string;
  readonly reach: 'itself' | 'below';
  readonly source: Source;
};

const below = '*.';

/** Parses a host, in any spelling that URLs allow. undefined: it is not one host, or it is too wide a pattern. */
export function parseHostPattern(text: string, source: Source): HostPattern | undefined {
  const reach = text.startsWith(below) ? 'below' : 'itself';
  const written = `https://${reach === 'below' ? text.slice(below.length) : text}`;
  const url = parseUrl(written);
  if (url === undefined || url.href !== `https://${url.hostname}/` || url.hostname.includes('*')) return undefined;
  const host = hostOf(url);
  if (host.startsWith('.') || host === '' || (reach === 'below' && !host.includes('.'))) return undefined;
  return { host, reach, source };
}

/** Whether the pattern names the host, as `hostOf` gives it. */
export function namesHost(pattern: HostPattern, host: string): boolean {
  if (pattern.reach === 'itself') return host === pattern.host;
  return host.endsWith(`.${pattern.host}`) && host.length > pattern.host.length + 1;
}

/** The pattern as people write it. */
export function formatHostPattern({ host, reach }: HostPattern): string {
  return reach === 'below' ? `${below}${host}` : host;
}
