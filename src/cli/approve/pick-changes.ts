import { splitThing } from '../../model/address.ts';
import type { PlanChange } from '../../model/plan.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import { changeText } from '../../render/text/change-text.ts';
import { plainStyle } from '../../render/text/style.ts';
import { shortened } from '../../render/text/value-text.ts';
import { textWidth } from '../../render/text/wrap-text.ts';
import type { Choice } from '../terminal/session.ts';
import type { Picking } from './pick.ts';

/**
 * How changes of a plan are selected: a target selects its own change, changes below it, and changes that end with it.
 */
export const pickingChanges: Pick<Picking<PlanChange>, 'isNamed' | 'optionOf' | 'strange'> = {
  isNamed,
  optionOf,
  strange: (words) => `No change of this plan is named ${words}. Write targets as the plan does.`,
};

// By target, by scope, or by the last part, such as `login_attempts`.
function isNamed({ target }: PlanChange, name: string): boolean {
  if (name === 'global') return splitThing(target) === undefined;
  return target === name || target.startsWith(`${name}.`) || target.endsWith(`.${name}`);
}

// Everything else in a line of the list: its sign, blanks, and the brackets around what changes.
const frame = 8;

function optionOf(change: PlanChange, width: number): Choice['options'][number] {
  const label = visibleText(change.target);
  const [first = ''] = changeText(change, '', plainStyle(), 'short');
  const values = `${first.slice(0, 1)} ${first.slice(1).trimStart()}`;
  return { value: change.target, label, hint: shortened(values, Math.max(frame, width - frame - textWidth(label))) };
}
