import { type Section, scopeId } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import { type LiveState, liveScopeOf } from '../../model/live.ts';
import type { Secrecy } from '../../model/secrecy.ts';
import { valueAt } from '../../model/state.ts';
import { isSecret } from '../../model/value.ts';

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
  readonly live: LiveState;
  readonly secrecy: Secrecy;
};

/** The baseline with what is known today of the keys that it does not list: which of them it never reached. */
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
