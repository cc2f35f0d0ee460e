import type { Baseline } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import { liveScopeOf } from '../model/end-state.ts';
import type { LiveState } from '../model/live.ts';
import { aliasOf, type Section } from '../model/scope.ts';
import type { Catalogue } from '../model/setting.ts';
import { isSecret } from '../model/value.ts';
import { secretKeys } from './secret-keys.ts';

const oidcClient = 'janrainOidcClientId';

/**
 * Whether a key ties a client to its Hosted Login, so that only a tombstone may remove it. `holds`: whether the same
 * scope has a setting.
 */
export function tiesHostedLogin(section: Section, key: string, holds: (setting: string) => boolean): boolean {
  if (section === 'custom') return false;
  return key === oidcClient || (key === 'verify_email_url' && holds(oidcClient));
}

type Known = {
  readonly baseline: Baseline | null;
  readonly desired: Desired;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
};

/** The baseline with what is known today of the keys that it does not list: which of them it never reached. */
export function baselineInReach({ baseline, desired, live, catalogue }: Known): Baseline | null {
  if (baseline === null || baseline.accepted === null) return baseline;
  const isSecretKey = secretKeys(desired, catalogue);
  const isSpared: Baseline['isSpared'] = (scope, section, key) => {
    const own = liveScopeOf(live, scope)?.sections;
    if (isSecret(own?.[section].get(key)) || isSecretKey(aliasOf(scope), section, key)) return true;
    return tiesHostedLogin(section, key, (name) => (own?.settings.get(name) ?? null) !== null);
  };
  return { ...baseline, isSpared };
}
