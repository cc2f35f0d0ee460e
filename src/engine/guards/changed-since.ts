import { sameProperty } from '../../kinds/kind.ts';
import { inShell } from '../../leaf/system-text.ts';
import { type Change, changeName, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { RecordedChange } from '../../model/run.ts';
import type { SettingType } from '../../model/setting.ts';
import { sealed, type Value } from '../../model/value.ts';
import { type Guard, type GuardInput, meansTheSame } from './guard.ts';

/** An undo would overwrite a change made after the run. A target that `--only` names literally is allowed. */
export const changedSince: Guard = { code: 'changed-since', override: 'none', rank: 40, check };

function check({ undo, changes, only }: GuardInput): readonly Finding[] {
  if (undo === null) return [];
  const named = new Set(only.map(({ text }) => text));
  return changes
    .filter((change) => !isAsTheRunLeftIt(change, undo.expected.get(changeName(change))))
    .map((change) => {
      const name = changeName(change);
      const since = `${name} was changed since run ${undo.run}`;
      const target = targetOf(change);
      const place = { code: 'changed-since', target, source: change.source };
      return named.has(name)
        ? {
            ...place,
            severity: 'warning',
            fact: `${since}; --only names it, so the undo overwrites that change`,
            cure: '',
          }
        : {
            ...place,
            severity: 'refuse',
            fact: `${since}, and an undo would overwrite that change`,
            cure: `undo the rest with --only, or this as well by naming just it: --only ${inShell(name)}`,
          };
    });
}

function isAsTheRunLeftIt(change: Change, expected: RecordedChange | undefined): boolean {
  if (change.action === 'property') {
    return expected?.kind === 'property' && sameProperty(change.property, change.before, expected.after);
  }
  if (expected?.kind !== 'key') return false;
  const live = change.action === 'create' ? undefined : change.before;
  // If only the JSON type differs from the earlier value, no work is lost.
  return means(expected.type, live, expected.after) || means(expected.type, live, expected.before);
}

// Integer 5 and "5" mean the same, as secrets compare; an empty text is what some removals leave behind.
function means(type: SettingType, live: Value | undefined, recorded: Value | undefined): boolean {
  const absent = recorded === undefined || recorded === null;
  if (live === undefined || absent) return absent && isGone(live);
  return meansTheSame(type, live, recorded);
}

function isGone(live: Value | undefined): boolean {
  return live === undefined || sealed(live).equals(sealed(''));
}
