import { adviceFor, differsInForm } from '../diff/stored-form.ts';
import { type Change, isKeyChange, targetOf } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { formatTarget } from '../model/target.ts';
import { isSecret } from '../model/value.ts';
import type { Guard } from './guard.ts';

/**
 * The file differs from live in form alone: blanks, case, order. That may be wanted, and is written. Or the service
 * gives each value this form, and the plan will never be in sync. Of secrets it says nothing: whoever guesses one
 * would learn how near the guess is.
 */
export const storedOtherwise: Guard = {
  code: 'stored-otherwise',
  override: 'none',
  check: ({ changes }) => changes.flatMap(findingOf),
};

function findingOf(change: Change): readonly Finding[] {
  if (!isKeyChange(change) || change.action !== 'update') return [];
  const { key, type, before, after, source } = change;
  if (isSecret(before) || isSecret(after) || !differsInForm(type, after, before)) return [];
  const target = targetOf(change);
  const name = formatTarget(target);
  const message = `${name} differs from the live value only in blanks, case or order. The plan writes it. If the service keeps it as it is now, ${adviceFor(name, key, before)}`;
  return [{ code: 'stored-otherwise', severity: 'info', message, target, source }];
}
