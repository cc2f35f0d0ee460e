import { scopeTarget } from '../../model/address.ts';
import type { Finding } from '../../model/finding.ts';
import { isCached } from '../../model/reads.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A full replace writes back what was read, and on this application a read may be stale. */
export const cachedReads: Guard = { code: 'cached-reads', override: 'none', rank: 380, check };

function check({ calls, live }: GuardInput): readonly Finding[] {
  const replacing = calls.filter((call) => call.kind === 'replace-settings' || call.kind === 'replace-client');
  if (replacing.length === 0 || !isCached(live)) return [];
  return replacing.map((call) => ({
    code: 'cached-reads',
    severity: 'warning',
    fact: `request ${call.id} replaces a whole scope, and the application caches its settings (cache_settings is not 0): a very recent change by someone else may be missing from the read and would be undone`,
    cure: '',
    target: scopeTarget(call.scope),
    source: null,
  }));
}
