import { byName } from '../../leaf/json.ts';
import { formatTarget, sections, type Target } from '../../model/address.ts';
import { type Desired, tombstonesIn } from '../../model/desired.ts';
import type { Finding, Source } from '../../model/finding.ts';
import { emptyScope } from '../../model/state.ts';
import type { FileInput, Guard } from './guard.ts';

/** An entry of allow, accept or absent that has expired or soon will. */
export const expired: Guard = {
  code: 'expired',
  override: 'none',
  rank: 420,
  needs: 'file',
  check,
};

type Dated = { readonly what: string; readonly until: string; readonly source: Source; readonly target: Target };

function check({ desired, today, warnUntil }: FileInput): readonly Finding[] {
  return datedEntries(desired)
    .filter(({ until }) => until <= warnUntil)
    .map(({ what, until, source, target }) => {
      const past = until < today;
      const fact = past ? `${what} ended after ${until} and has no effect` : `${what} ends after ${until}`;
      const cure = past ? 'remove it from the file, or set a later day' : '';
      return { code: 'expired', severity: past ? 'warning' : 'info', fact, cure, target, source };
    });
}

function datedEntries(desired: Desired): readonly Dated[] {
  const global: Target = { kind: 'global' };
  const allows = desired.allow.map((entry) => {
    return { ...entry, what: `the allow entry of ${entry.guard} for ${entry.target.text}`, target: global };
  });
  const accepts = desired.accept.map((entry) => {
    return { ...entry, what: `the accept entry of ${entry.target.text}`, target: global };
  });
  return [...allows, ...accepts, ...tombstones(desired)];
}

function tombstones(desired: Desired): readonly Dated[] {
  const clients = byName(desired.clients).map(([alias, { scope }]) => ({ alias, scope }));
  const scopes = [{ alias: null, scope: desired.global ?? emptyScope }, ...clients];
  return scopes.flatMap(({ alias, scope }) =>
    sections.flatMap((section) =>
      byName(new Map(tombstonesIn(scope.sections[section]))).flatMap(([key, { until, source }]) => {
        if (until === null) return [];
        const target: Target = { kind: 'key', alias, section, key };
        return [{ what: `the absent entry of ${formatTarget(target)}`, until, source, target }];
      }),
    ),
  );
}
