import { sameProperty } from '../../kinds/kind.ts';
import { inShell } from '../../leaf/system-text.ts';
import { remembered } from '../../leaf/work.ts';
import { formatTarget } from '../../model/address.ts';
import type { Origin } from '../../model/baseline.ts';
import { type Change, changeName, targetOf } from '../../model/change.ts';
import type { Allow } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { namedPropertyValue } from '../../model/live.ts';
import { type Guard, type GuardInput, meansTheSame } from './guard.ts';

/** A change would undo what was changed in the live application since the baseline. */
export const overwritesDrift: Guard = { code: 'overwrites-drift', override: 'allow', rank: 110, check, allows };

function check(input: GuardInput): readonly Finding[] {
  if (input.liveEdits === 'shown') return [];
  return input.changes
    .filter((change) => isOverwriting(input.origins.get(change)))
    .map((change) => ({
      code: 'overwrites-drift',
      severity: input.liveEdits === 'kept' ? 'refuse' : 'warning',
      fact: factOf(changeName(change), change, input.origins.get(change)),
      cure: cureOf(changeName(change), input),
      target: targetOf(change),
      source: change.source,
    }));
}

function isOverwriting(origin: Origin | undefined): boolean {
  return origin === 'drift' || origin === 'both';
}

function cureOf(name: string, { liveEdits }: GuardInput): string {
  return liveEdits === 'overwritten'
    ? '--overwrite-drift overwrites it'
    : `keep it (capstan absorb --only ${inShell(name)}), accept it for a while (accept), or overwrite it (--overwrite-drift)`;
}

// A file that still says what the baseline does may differ from the live application because of what the service makes
// of each value.
function factOf(name: string, change: Change, origin: Origin | undefined): string {
  const changed = `${name} was changed in the live application since the baseline`;
  if (origin === 'both') return `${changed}, and to another value in the file`;
  const isForm = change.action === 'update' && change.formOnly === true;
  return isForm
    ? `${changed}, in blanks, case or order alone: by a person, or by the service, which keeps it so`
    : changed;
}

const byName = remembered((changes: readonly Change[]) => {
  return new Map(changes.map((change) => [changeName(change), change]));
});

// An entry applies to the one live value that it names; without a value, to a key that is no longer live.
function allows({ live }: Allow, { target }: Finding, { changes }: GuardInput): boolean {
  const change = byName(changes).get(formatTarget(target));
  if (change === undefined || change.action === 'create') return live === null;
  if (live === null) return false;
  if (change.action !== 'property') return meansTheSame(change.type, change.before, live);
  const named = namedPropertyValue(change.property, live);
  return named !== undefined && sameProperty(change.property, named, change.before);
}
