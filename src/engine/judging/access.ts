import { setOf } from '../../kinds/kind.ts';
import { type AddressRange, addressesBeyond, parseRange } from '../../leaf/addresses.ts';
import { type Call, featureChangesOf, type ListChange } from '../../model/change.ts';
import { type LiveClient, type LiveState, liveListOf } from '../../model/live.ts';
import type { GuardInput } from '../guards/guard.ts';

/** A change that would remove the caller's own access, and the cure. */
type CallerLoss = { readonly change: ListChange; readonly reason: string; readonly cure: string };

/** Who may read and write the configuration before the plan and after it. */
export type Access = {
  /** Ids of the clients that may. */
  readonly ownersBefore: ReadonlySet<string>;
  readonly ownersAfter: ReadonlySet<string>;
  readonly callerLosses: readonly CallerLoss[];
};

/**
 * Simulates the plan. Every read and every write of the configuration needs owner, both on the Configuration API and on
 * the registration domain, and an address that the client's allow list admits. Settings do not matter;
 * `shuts-caller-out` judges changes of an allow list.
 */
export function simulateAccess({ changes, calls, live }: Pick<GuardInput, 'changes' | 'calls' | 'live'>): Access {
  const featureChanges = featureChangesOf(changes);
  const after = new Map(featureChanges.map((change) => [change.scope.clientId, change.after]));
  return {
    ownersBefore: ownersAmong(live, featuresOf),
    ownersAfter: ownersAmong(live, (client) => after.get(client.id) ?? featuresOf(client)),
    callerLosses: featureChanges
      .filter((change) => change.scope.clientId === live.caller)
      .flatMap((change) => callerLoss(change, calls, live.clients.get(change.scope.clientId))),
  };
}

function featuresOf(client: LiveClient): readonly string[] | null {
  return liveListOf(client, 'features');
}

function ownersAmong(live: LiveState, featuresThen: typeof featuresOf): ReadonlySet<string> {
  const owners = [...live.clients.values()].filter((client) => mayConfigure(featuresThen(client)));
  return new Set(owners.map((client) => client.id));
}

/** login_client excludes every other feature, so owner has no effect beside it. */
function mayConfigure(features: readonly string[] | null): boolean {
  return features?.includes('owner') === true && !features.includes('login_client');
}

function callerLoss(change: ListChange, calls: readonly Call[], client: LiveClient | undefined): readonly CallerLoss[] {
  if (!change.after.includes('owner')) {
    const cure = 'keep owner in its features, or run with the credentials of another owner';
    return [{ change, reason: 'it would lose owner', cure }];
  }
  if (!mayConfigure(change.after)) {
    const cure = 'remove login_client from its features';
    return [{ change, reason: 'login_client excludes owner, so it would lose its access', cure }];
  }
  if (isReplaced(calls, change) && liveListOf(client, 'ipAllowList')?.length === 0) {
    const reason =
      'its allow list was read as empty, and a full replace would write that list back, which may block everyone';
    return [
      {
        change,
        reason,
        cure: 'write the features by a separate request, with application.captureUrl and without writes: replace',
      },
    ];
  }
  return [];
}

function isReplaced(calls: readonly Call[], { scope }: ListChange): boolean {
  return calls.some((call) => call.kind === 'replace-client' && call.scope.clientId === scope.clientId);
}

/** The rights of each feature that allows more than signing users in. */
const powers: ReadonlyMap<string, string> = new Map([
  ['owner', 'change every setting, client and record of the application'],
  ['direct_access', 'read and write all user records'],
  ['direct_read_access', 'read all user records'],
  ['access_issuer', 'issue access tokens for other clients'],
]);

/** Granted, these are refused unless the file allows it; the others are only mentioned. */
const strong: ReadonlySet<string> = new Set(['owner', 'direct_access']);

export type GrantedPower = { readonly feature: string; readonly power: string; readonly strong: boolean };

/**
 * The rights that the second list gives and the first does not. An owner has complete access, and direct_access
 * includes direct_read_access (documentation of clients/set_features).
 */
export function grantedPowers(before: readonly string[], after: readonly string[]): readonly GrantedPower[] {
  const held = withIncluded(before);
  const implied = new Set(after.flatMap(includedIn));
  return setOf(after)
    .filter((feature) => !held.has(feature) && !implied.has(feature))
    .flatMap((feature) => {
      const power = powers.get(feature);
      return power === undefined ? [] : [{ feature, power, strong: strong.has(feature) }];
    });
}

function withIncluded(features: readonly string[]): ReadonlySet<string> {
  return new Set(features.flatMap((feature) => [feature, ...includedIn(feature)]));
}

function includedIn(feature: string): readonly string[] {
  if (feature === 'owner') return ['direct_access', 'direct_read_access', 'access_issuer'];
  return feature === 'direct_access' ? ['direct_read_access'] : [];
}

/** A parsed list of ranges: the addresses of each family, and whether an entry cannot be read. */
export type Admitted = {
  readonly 4: readonly AddressRange[];
  readonly 6: readonly AddressRange[];
  readonly isUnderstood: boolean;
};

const families = [4, 6] as const;

export function admittedBy(entries: readonly string[]): Admitted {
  const ranges = entries.map(parseRange);
  const of = (family: 4 | 6) =>
    ranges.filter((range) => range?.family === family).filter((range) => range !== undefined);
  return { 4: of(4), 6: of(6), isUnderstood: !ranges.includes(undefined) };
}

/**
 * The number of addresses from which a list counts as open; our own choice: a sixty-fourth of all that IPv4 has, which
 * is four times the largest networks that belong to one owner; of IPv6, a sixteen-bit prefix, wider than any of those.
 */
const world = { 4: 1n << 26n, 6: 1n << 112n } as const;

/** Whether a list newly admits so many addresses that it is open, however they are cut into ranges. */
export function opensToWorld(before: Admitted, after: Admitted): boolean {
  return families.some((family) => addressesBeyond(after[family], before[family]) >= world[family]);
}

/** Whether every address of the first is in the second. */
export function isWithin(some: Admitted, all: Admitted): boolean {
  return families.every((family) => addressesBeyond(some[family], all[family]) === 0n);
}

/** Whether no address of the first is in the second. */
export function isApart(some: Admitted, all: Admitted): boolean {
  return families.every((family) => addressesBeyond(some[family], all[family]) === addressesBeyond(some[family], []));
}
