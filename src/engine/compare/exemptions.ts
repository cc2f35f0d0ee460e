import { aliasOf, globalScope, type Scope, type Section, scopeId, sections, type Target } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import { type Accept, askedOf, type Desired, type Tombstone, tombstonesIn } from '../../model/desired.ts';
import { type LiveClient, type LiveScope, type LiveState, liveScopeOf, resolveClients } from '../../model/live.ts';
import type { Secrecy } from '../../model/secrecy.ts';
import type { SettingType } from '../../model/setting.ts';
import { absentCell, type HeldCell, valueAt } from '../../model/state.ts';
import type { TargetPattern } from '../../model/target-pattern.ts';
import { patternIndex, targetIndex } from '../../model/target-pattern.ts';
import { isSecret, sealed, type Value } from '../../model/value.ts';
import { equivalent } from './normalize-value.ts';

/** What the file leaves unchanged, and the day (UTC, YYYY-MM-DD) by which entries are judged. */
export type Untouched = {
  readonly ignore: readonly TargetPattern[];
  readonly accept: readonly Accept[];
  readonly today: string;
};

export function isIgnored(rules: Pick<Untouched, 'ignore'>, target: Target): boolean {
  return rules.ignore.length > 0 && patternIndex(rules.ignore).matching(target).length > 0;
}

/** The accept entries for this target that are valid today; the last day is included. */
export function acceptsFor(rules: Untouched, target: Target): readonly Accept[] {
  return targetIndex(rules.accept)
    .matching(target)
    .filter((accept) => accept.until >= rules.today);
}

/** Whether this live value is accepted drift. */
export function isAccepted(rules: Untouched, target: Target, live: Value, type: SettingType): boolean {
  return acceptsFor(rules, target).some((accept) => {
    // A value accepted as plain may be a secret now.
    return equivalent(type, isSecret(live) ? sealed(accept.live) : accept.live, live);
  });
}

const oidcClient = 'janrainOidcClientId';

/**
 * Whether a key ties a client to its Hosted Login, so that only an entry of `absent` may remove it. `holds`: whether
 * the same scope has a setting.
 */
export function tiesHostedLogin(section: Section, key: string, holds: (setting: string) => boolean): boolean {
  if (section === 'custom') return false;
  return key === oidcClient || (key === 'verify_email_url' && holds(oidcClient));
}

type Known = {
  readonly baseline: Baseline | null;
  readonly live: LiveState;
  readonly secrecy: Secrecy;
};

/** The baseline, completed with which unlisted keys it never managed. */
export function baselineInReach({ baseline, live, secrecy }: Known): Baseline | null {
  if (baseline === null || baseline.accepted === null) return baseline;
  const isSpared: Baseline['isSpared'] = (scope, section, key) => {
    const own = liveScopeOf(live, scope)?.sections;
    if (isSecret(valueAt(own, section, key)) || secrecy.reasonOf({ clientId: scopeId(scope), section, key }) !== null)
      return true;
    return tiesHostedLogin(section, key, (name) => valueAt(own, 'settings', name) !== undefined);
  };
  return { ...baseline, isSpared };
}

/**
 * The live state without deleted secrets: if the file says that a secret must not exist, and the service shows an empty
 * text or a mask for it, the key counts as absent, as after a removal. Deleting it again would change nothing, and a
 * replacing body leaves it out.
 */
export function withoutGoneSecrets(live: LiveState, desired: Desired, today: string): LiveState {
  const global = live.global && scopeWithoutGoneSecrets(live.global, globalScope, desired, today);
  const found = new Map(
    resolveClients(desired, live).flatMap((client) =>
      client.kind === 'found' ? [[client.scope.clientId, client.scope]] : [],
    ),
  );
  const clients = [...live.clients].map(([id, client]): readonly [string, LiveClient] => {
    const scope = found.get(id);
    if (scope === undefined) return [id, client];
    return [id, { ...client, scope: scopeWithoutGoneSecrets(client.scope, scope, desired, today) }];
  });
  return { ...live, global, clients: new Map(clients) };
}

/** The same for one scope. */
export function scopeWithoutGoneSecrets(live: LiveScope, scope: Scope, desired: Desired, today: string): LiveScope {
  const wanted = askedOf(desired, aliasOf(scope));
  if (wanted === undefined) return live;
  const gone = (section: Section): readonly string[] =>
    tombstonesIn(wanted.sections[section]).flatMap(([key, tombstone]) => {
      const value = valueAt(live.sections, section, key);
      const target = { kind: 'key', alias: aliasOf(scope), section, key } as const;
      return isShownAsGone(value) && holds(tombstone, today) && !isIgnored(desired, target) ? [key] : [];
    });
  const keys = { settings: gone('settings'), custom: gone('custom') };
  if (sections.every((section) => keys[section].length === 0)) return live;
  const without = (section: Section): ReadonlyMap<string, HeldCell> =>
    new Map([...live.sections[section], ...keys[section].map((key) => [key, absentCell] as const)]);
  return {
    ...live,
    sections: { settings: without('settings'), custom: without('custom') },
  };
}

function isShownAsGone(value: Value | undefined): boolean {
  return value !== undefined && isSecret(value) && value.isMasked();
}

function holds({ until }: Tombstone, today: string): boolean {
  return until === null || until >= today;
}
