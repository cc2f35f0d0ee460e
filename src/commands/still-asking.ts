import { catalogue } from '../catalogue/catalogue.ts';
import { changeName } from '../core/model/change.ts';
import type { Desired } from '../core/model/desired.ts';
import { byText } from '../core/model/json.ts';
import { patternIndex } from '../core/model/pattern-index.ts';
import type { TargetPattern } from '../core/model/target-pattern.ts';

import { stillAsked } from '../core/still-asked.ts';
import { type Touched, touchedTarget } from '../core/undo/run-changes.ts';
import { judgementDays } from '../judgement-days.ts';
import type { StillAsked } from '../render/still-asked-text.ts';
import type { CarriedOut } from './carry-out.ts';
import type { Session } from './session.ts';

export type TakenBack = {
  readonly touched: ReadonlyMap<string, Touched>;
  readonly only: readonly TargetPattern[];
  /** The files that are about the application. */
  readonly files: readonly Desired[];
};

/** What the files would change again of that which an undo has just brought back. */
export function stillAsking(
  done: CarriedOut,
  { touched, only, files }: TakenBack,
  session: Session,
): readonly StillAsked[] {
  if (done.planned.kind !== 'ready') return [];
  const { live } = done.planned.work.input;
  const planned = new Map(done.planned.plan.changes.map(({ target, call }) => [target, call]));
  const carried = new Set(done.report.outcomes.filter(({ status }) => status === 'done').map(({ call }) => call));
  // What was back before the undo counts as well: the file brings it back just so.
  const restored = [...touched].filter(([name, row]) => {
    const call = planned.get(name);
    if (call !== undefined) return call !== null && carried.has(call);
    return only.length === 0 || patternIndex(only).covering(touchedTarget(row)).length > 0;
  });
  const rows = restored.map(([, row]) => row);
  const { today } = judgementDays(session.now());
  return files
    .flatMap((file) => stillAsked({ file, restored: rows, live, catalogue, today }))
    .map((change) => ({ target: changeName(change), source: change.source }))
    .sort(byPlace);
}

function byPlace({ source: a }: StillAsked, { source: b }: StillAsked): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return byText(a.file, b.file) || a.line - b.line || a.column - b.column;
}
