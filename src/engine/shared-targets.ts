import { clientProperties } from '../kinds/index.ts';
import { type Property, type PropertyValue, sameProperty } from '../kinds/kind.ts';
import { formatTarget, type Section, sections, type Target } from '../model/address.ts';
import {
  type Desired,
  type DesiredClient,
  type DesiredPlain,
  type DesiredScope,
  type DesiredSecret,
  type DesiredValue,
  tombstonesIn,
  valuesAsked,
} from '../model/desired.ts';
import type { Problem, Source } from '../model/finding.ts';
import { liveIdFinder, type NamedClients } from '../model/live.ts';
import type { Catalogue } from '../model/setting.ts';
import { emptyScope } from '../model/state.ts';
import { coerceKey, typeOfKey } from './compare/compare-cells.ts';
import { acceptsFor, isIgnored } from './compare/exemptions.ts';
import { equivalent, sameJson } from './compare/normalize-value.ts';

/** What files of one run both manage. */
export type SharedTargets = {
  /** Where one file would undo what another one does. */
  readonly conflicts: readonly Problem[];
  /** The addresses where both files declare the same, or may do so: a value of one of them is not available. */
  readonly equal: readonly EqualTargets[];
};

type EqualTargets = {
  readonly files: readonly [string, string];
  readonly values: 'equal' | 'unknown';
  readonly targets: readonly string[];
};

/** The declaration of one target in a file. */
type Wish =
  | { readonly kind: 'value'; readonly section: Section; readonly key: string; readonly value: DesiredValue }
  | { readonly kind: 'absent' }
  | { readonly kind: 'property'; readonly property: Property; readonly value: PropertyValue };

type Claim = {
  readonly file: string;
  /** The thing in the service, whatever alias a file gives its client. */
  readonly place: string;
  /** The section that the thing is in; null: a property of a client. */
  readonly sectionPlace: string | null;
  readonly target: Target;
  readonly source: Source;
  readonly wish: Wish;
};

/** A section of which a file removes all that it does not mention. */
type Sweep = {
  readonly file: string;
  readonly sectionPlace: string;
  readonly spares: (claim: Claim) => boolean;
};

/** Compares the files of a run with each other, before any request. `today`: the day by which entries expire. */
export function sharedTargets(all: readonly RunFile[], catalogue: Catalogue, today: string): SharedTargets {
  const files = withOthers(all);
  const conflicts: Problem[] = [];
  const equal = new Map<string, EqualTargets & { targets: string[] }>();
  const claims = files.flatMap((each) => claimsOf(each, today));
  for (const [other, claim] of pairsOf(claims)) {
    if (isOpposed(other, claim, catalogue)) conflicts.push(conflict(other, claim));
    else addEqual(equal, other, claim);
  }
  return { conflicts: [...conflicts, ...sweptClaims(files, claims, today)], equal: [...equal.values()] };
}

/** Each claim with an earlier one of another file on the same thing. */
function pairsOf(claims: readonly Claim[]): readonly (readonly [Claim, Claim])[] {
  const first = firstOf(claims);
  // What cannot be compared may be equal to each of two values that differ, so it does not stand for them.
  const available = firstOf(claims.filter(isAvailable));
  const met = new Set<Claim>();
  return claims.flatMap((claim) => {
    const earlier = [available, first].map((kept) => kept.get(claim.place)).find((each) => each && met.has(each));
    met.add(claim);
    return earlier === undefined || earlier.file === claim.file ? [] : [[earlier, claim] as const];
  });
}

/** By place, the first claim on it. */
function firstOf(claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const first = new Map<string, Claim>();
  for (const claim of claims) if (!first.has(claim.place)) first.set(claim.place, claim);
  return first;
}

function addEqual(equal: Map<string, EqualTargets & { targets: string[] }>, other: Claim, claim: Claim): void {
  const values = isAvailable(other) && isAvailable(claim) ? 'equal' : 'unknown';
  const pair = `${other.file}\n${claim.file}\n${values}`;
  const known = equal.get(pair) ?? { files: [other.file, claim.file], values, targets: [] };
  known.targets.push(formatTarget(claim.target));
  equal.set(pair, known);
}

function isAvailable({ wish }: Claim): boolean {
  if (wish.kind !== 'value') return true;
  return wish.value.kind === 'value' || (wish.value.kind === 'secret' && wish.value.secret !== null);
}

/** Only files that share an application: the others cannot conflict. */
function withOthers(files: readonly RunFile[]): readonly RunFile[] {
  const counts = new Map<string, number>();
  for (const each of files) counts.set(applicationOf(each), (counts.get(applicationOf(each)) ?? 0) + 1);
  return files.filter((each) => counts.get(applicationOf(each)) !== 1);
}

function claimsOf(each: RunFile, today: string): readonly Claim[] {
  const { file } = each;
  return scopesOf(each).flatMap(({ scope, alias, scopePlace }) => {
    const keys = sections.flatMap((section) => keyClaims({ file, section, alias, scopePlace, today }, scope));
    return alias === null ? keys : [...keys, ...propertyClaims({ file, scopePlace, alias }, scope)];
  });
}

function propertyClaims(
  { file, scopePlace, alias }: { readonly file: string; readonly scopePlace: string; readonly alias: string },
  { properties }: DesiredScope,
): readonly Claim[] {
  return clientProperties().flatMap((property): readonly Claim[] => {
    const { name } = property;
    const asked = properties.get(name);
    if (asked === undefined) return [];
    const target: Target = { kind: 'property', of: 'client', alias, property: name };
    const wish: Wish = { kind: 'property', property, value: asked.value };
    return [{ file, place: `${scopePlace}\n${name}`, sectionPlace: null, target, source: asked.source, wish }];
  });
}

type ScopeOfFile = {
  readonly scope: DesiredScope;
  readonly alias: string | null;
  readonly scopePlace: string;
};

/** The scopes of a file. A name and an id count as two clients: `withIds` says which are one. */
function scopesOf(file: RunFile): readonly ScopeOfFile[] {
  const { global, clients } = file.desired;
  const app = applicationOf(file);
  return [
    { scope: global ?? emptyScope, alias: null, scopePlace: `${app}\nglobal` },
    ...[...clients.values()].map(({ id, name, alias, scope }) => {
      const who = id === null ? `name ${name}` : `id ${id}`;
      return { scope, alias, scopePlace: `${app}\n${who}` };
    }),
  ];
}

type KeysOfFile = Pick<ScopeOfFile, 'alias' | 'scopePlace'> & {
  readonly file: string;
  readonly section: Section;
  readonly today: string;
};

function keyClaims({ file, section, alias, scopePlace, today }: KeysOfFile, scope: DesiredScope): readonly Claim[] {
  const cells = scope.sections[section];
  const sectionPlace = `${scopePlace}\n${section}`;
  const claim = (key: string, source: Source, wish: Wish): Claim => {
    const target: Target = { kind: 'key', alias, section, key };
    return { file, place: `${sectionPlace}\n${key}`, sectionPlace, target, source, wish };
  };
  const held = tombstonesIn(cells).filter(([, { until }]) => until === null || until >= today);
  return [
    ...valuesAsked(cells).map(([key, value]) => claim(key, value.source, { kind: 'value', section, key, value })),
    ...held.map(([key, { source }]) => claim(key, source, { kind: 'absent' })),
  ];
}

function isOpposed({ wish: a }: Claim, { wish: b }: Claim, catalogue: Catalogue): boolean {
  if (a.kind === 'property' && b.kind === 'property') return !sameProperty(a.property, a.value, b.value);
  if (a.kind === 'value' && b.kind === 'value') return !mayBeEqual(a, b.value, catalogue);
  return a.kind !== b.kind;
}

type ValueWish = Extract<Wish, { kind: 'value' }>;

// A secret that is not available may be any value.
function mayBeEqual({ section, key, value: a }: ValueWish, b: DesiredValue, catalogue: Catalogue): boolean {
  if (a.kind === 'not-comparable' || b.kind === 'not-comparable') return true;
  if (a.kind === 'secret' || b.kind === 'secret') return mayBeEqualSecrets(a, b);
  const type = typeOfKey({ options: null, catalogue }, section, key, a, undefined);
  const [sent, sentByOther] = [a, b].map((asked) => coerceKey(section, type, asked, undefined));
  if (sent?.kind !== 'fits' || sentByOther?.kind !== 'fits') return sameJson(a.json, b.json);
  return equivalent(type, sent.value, sentByOther.value);
}

function mayBeEqualSecrets(a: DesiredPlain | DesiredSecret, b: DesiredPlain | DesiredSecret): boolean {
  if (a.kind !== 'secret') return b.kind === 'secret' && mayBeEqualSecrets(b, a);
  if (b.kind !== 'secret') return a.secret === null || a.secret.is((json) => sameJson(json, b.json));
  return a.secret === null || b.secret === null || a.secret.sameAs(b.secret) !== false;
}

/** Keys that one file declares and another removes because it does not mention them. */
function sweptClaims(files: readonly RunFile[], claims: readonly Claim[], today: string): readonly Problem[] {
  const sweeps = new Map<string, Sweep[]>();
  for (const sweep of files.flatMap((each) => sweepsOf(each, today))) {
    sweeps.set(sweep.sectionPlace, [...(sweeps.get(sweep.sectionPlace) ?? []), sweep]);
  }
  const sweepOf = (claim: Claim): Sweep | undefined =>
    claim.wish.kind === 'value' && claim.sectionPlace !== null
      ? sweeps.get(claim.sectionPlace)?.find((each) => each.file !== claim.file && !each.spares(claim))
      : undefined;
  const swept = new Map<string, Problem>();
  for (const claim of claims) {
    const sweep = swept.has(claim.place) ? undefined : sweepOf(claim);
    if (sweep !== undefined) swept.set(claim.place, sweptAway(claim, sweep.file));
  }
  return [...swept.values()];
}

function sweepsOf(each: RunFile, today: string): readonly Sweep[] {
  const { file, desired } = each;
  const { ignore, accept } = desired;
  return scopesOf(each).flatMap(({ scope, alias, scopePlace }) =>
    sections.flatMap((section) => {
      const cells = scope.sections[section];
      if (!scope.whole[section]) return [];
      const spares = ({ target, wish }: Claim): boolean => {
        if (target.kind !== 'key' || cells.has(target.key)) return true;
        const own: Target = { ...target, alias };
        const isSecret = wish.kind === 'value' && wish.value.kind !== 'value';
        return isSecret || isIgnored({ ignore }, own) || acceptsFor({ ignore, accept, today }, own).length > 0;
      };
      return [{ file, sectionPlace: `${scopePlace}\n${section}`, spares }];
    }),
  );
}

const cure = 'Let one of the files manage it; or have both extend one file that does.';

function conflict(first: Claim, second: Claim): Problem {
  const what =
    first.wish.kind === 'absent' || second.wish.kind === 'absent'
      ? `is declared in one of ${first.file} and ${second.file}, and removed in the other`
      : `is not the same in ${first.file} and ${second.file}`;
  return opposed(second, `${formatTarget(second.target)}${otherName(first, second)} ${what}`);
}

// Two aliases of one client look like two clients to readers.
function otherName(first: Claim, second: Claim): string {
  const [one, other] = [formatTarget(first.target), formatTarget(second.target)];
  return one === other ? '' : `, the ${one} of ${first.file},`;
}

function sweptAway(claim: Claim, by: string): Problem {
  const reason = `${by} does not mention it, and removes what it does not mention (unmentioned: remove)`;
  return opposed(claim, `${formatTarget(claim.target)} is declared in ${claim.file}, and ${reason}`);
}

function opposed({ source }: Claim, fact: string): Problem {
  const message = `${fact}: each file would undo what the other one does`;
  return { code: 'same-target-twice', message, cure, source };
}

/** One of the files of a run. */
export type RunFile = { readonly file: string; readonly desired: Desired };

/**
 * For each application where one file names clients by id and another by name: a file that finds them by name. Only the
 * service knows whether they are the same client.
 */
export function unclearFiles(files: readonly RunFile[]): readonly RunFile[] {
  const byApplication = new Map<string, RunFile[]>();
  for (const file of files) {
    const application = applicationOf(file);
    byApplication.set(application, [...(byApplication.get(application) ?? []), file]);
  }
  return [...byApplication.values()].flatMap((together) => {
    const finding = together.find((file) =>
      together.some((other) => other !== file && names(file, 'name') && names(other, 'id')),
    );
    return finding === undefined ? [] : [finding];
  });
}

/** The application that a file names, as one text. */
export function applicationOf({ desired: { application } }: RunFile): string {
  return `${application.configUrl}\n${application.id}`;
}

function names({ desired }: RunFile, by: 'id' | 'name'): boolean {
  return [...desired.clients.values()].some((client) => client[by] !== null);
}

/** The file with the ids of the clients that it finds by name; a name of no client or several is left unchanged. */
export function withIds({ file, desired }: RunFile, live: NamedClients): RunFile {
  const idsOf = liveIdFinder(live);
  const clients = [...desired.clients].map(([alias, client]): [string, DesiredClient] => {
    const [id, ...others] = idsOf(client);
    const isClear = id !== undefined && others.length === 0;
    return [alias, isClear ? { ...client, id, name: null } : client];
  });
  return { file, desired: { ...desired, clients: new Map(clients) } };
}
