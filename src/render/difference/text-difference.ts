import { visibleJson } from '../escape/visible-text.ts';
import type { Style } from '../text/style.ts';
import { type DiffStep, wordSteps } from './steps.ts';

// How many words stay visible on either side of a change.
const context = 3;
// Shorter parts are not worth leaving out.
const shortRunLength = 40;

/** Two texts in one: `"a [-quick-]{+slow+} fox"`. Long parts that stay are left out, unless `elide` keeps them. */
export function wordDifference(before: string, after: string, style: Style, elide: 'long-parts' | 'nothing'): string {
  const steps = wordSteps(before, after);
  const runs = joined(steps);
  const texts = runs.map((run, index) => {
    if (run.kind === 'removed') return style.red(`[-${quotable(run.words.join(''))}-]`);
    if (run.kind === 'added') return style.green(`{+${quotable(run.words.join(''))}+}`);
    const place = { first: index === 0, last: index === runs.length - 1 };
    return quotable(elide === 'nothing' ? run.words.join('') : shortRun(run.words, place));
  });
  return `"${texts.join('')}"`;
}

type Run = { readonly kind: DiffStep<string>['kind']; readonly words: readonly string[] };

function joined(steps: readonly DiffStep<string>[]): readonly Run[] {
  const runs: { kind: Run['kind']; words: string[] }[] = [];
  for (const { kind, item } of withoutLoneSpaces(steps)) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(item);
    else runs.push({ kind, words: [item] });
  }
  return runs;
}

// Between two changes a space that stays only tears them apart: it goes and comes with them. Then what goes stands first.
function withoutLoneSpaces(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  const changed = (step: DiffStep<string> | undefined): boolean => step !== undefined && step.kind !== 'same';
  const spread = steps.flatMap((step, index): readonly DiffStep<string>[] => {
    const lone = /^\s+$/u.test(step.item) && changed(steps[index - 1]) && changed(steps[index + 1]);
    if (changed(step) || !lone) return [step];
    return [
      { kind: 'removed', item: step.item },
      { kind: 'added', item: step.item },
    ];
  });
  return removedFirst(spread);
}

function removedFirst(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  const ordered: DiffStep<string>[] = [];
  let added: DiffStep<string>[] = [];
  for (const step of steps) {
    if (step.kind === 'added') added.push(step);
    else if (step.kind === 'removed') ordered.push(step);
    else {
      for (const one of added) ordered.push(one);
      ordered.push(step);
      added = [];
    }
  }
  return [...ordered, ...added];
}

function shortRun(run: readonly string[], place: { readonly first: boolean; readonly last: boolean }): string {
  const head = place.first ? 0 : context;
  const tail = place.last ? 0 : context;
  if (run.length <= head + tail + 2 || run.join('').length <= shortRunLength) return run.join('');
  return `${run.slice(0, head).join('')}…${run.slice(run.length - tail).join('')}`;
}

// As in JSON, without the quotes around it.
function quotable(text: string): string {
  return visibleJson(JSON.stringify(text).slice(1, -1)).replaceAll('\n', '\\n');
}
