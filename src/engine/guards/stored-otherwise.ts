import { formatTarget } from '../../model/address.ts';
import { type Change, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { adviceFor } from '../../model/setting.ts';
import type { Guard } from './guard.ts';

/**
 * The file differs from the live application in form alone: blanks, case, order. If that is intended, the write makes
 * it so. If the service converts each value to this form, the plan will never be in sync. Not reported for secrets: it
 * would tell how close a guess is.
 */
export const storedOtherwise: Guard = {
  code: 'stored-otherwise',
  override: 'none',
  rank: 400,
  check: ({ changes }) => changes.flatMap(findingOf),
};

function findingOf(change: Change): readonly Finding[] {
  if (change.action !== 'update' || change.formOnly === undefined) return [];
  const { key, before, source } = change;
  const target = targetOf(change);
  const name = formatTarget(target);
  const fact = `${name} differs from the live value only in blanks, case or order, and the plan writes it`;
  const cure = `if the service keeps it as it is now, ${adviceFor(name, key, before)}`;
  return [{ code: 'stored-otherwise', severity: 'info', fact, cure, target, source }];
}
