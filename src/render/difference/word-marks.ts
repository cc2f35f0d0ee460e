import { type DiffStep, isMostlyDifferent, wordSteps } from './steps.ts';

/** A piece of a text, and whether the other text has it too. */
export type MarkedPart = { readonly text: string; readonly changed: boolean };

type MarkedPair = { readonly before: readonly MarkedPart[]; readonly after: readonly MarkedPart[] };

/** Two texts with the words marked that only one of them has. */
export function markedParts(before: string, after: string, by: 'words' | 'whole' = 'words'): MarkedPair {
  const found = by === 'whole' ? [] : wordSteps(before, after);
  if (by === 'whole' || isMostlyDifferent(found)) return { before: whole(before), after: whole(after) };
  const steps = withoutLoneSpaces(found);
  return { before: partsOf(steps, 'removed'), after: partsOf(steps, 'added') };
}

function whole(text: string): readonly MarkedPart[] {
  return text === '' ? [] : [{ text, changed: true }];
}

// A space between two changed words is marked with them, so that one change is one mark.
function withoutLoneSpaces(steps: readonly DiffStep<string>[]): readonly DiffStep<string>[] {
  return steps.flatMap((step, index): readonly DiffStep<string>[] => {
    const [last, next] = [steps[index - 1], steps[index + 1]];
    const isLone = last !== undefined && next !== undefined && last.kind !== 'same' && next.kind !== 'same';
    if (step.kind !== 'same' || !isLone || !/^\s+$/u.test(step.item)) return [step];
    return [
      { kind: 'removed', item: step.item },
      { kind: 'added', item: step.item },
    ];
  });
}

function partsOf(steps: readonly DiffStep<string>[], kind: 'removed' | 'added'): readonly MarkedPart[] {
  const parts: { text: string; changed: boolean }[] = [];
  for (const step of steps.filter((one) => one.kind === 'same' || one.kind === kind)) {
    const changed = step.kind !== 'same';
    const last = parts.at(-1);
    if (last?.changed === changed) last.text += step.item;
    else parts.push({ text: step.item, changed });
  }
  return parts;
}
