import { canonicalJson } from '../../src/leaf/json.ts';
import { differingNames } from './flat-state.ts';
import type { RunStory } from './tell-story.ts';

/** What an undo broke: everything that its run did is as it was, or the undo said why not. */
export function checkUndo(told: RunStory): readonly string[] {
  if (told.undoes === null) return [];
  return [...notTakenBack(told, told.undoes), ...notExact(told, told.undoes), ...wronglyRefused(told, told.undoes)];
}

function isComplete({ ending }: RunStory): boolean {
  if (ending.kind === 'killed' || ending.planned.kind === 'failed') return false;
  return ending.planned.kind === 'in-sync' || ending.report?.result === 'done';
}

function isSure({ truth }: RunStory): boolean {
  return !truth.faults.includes('stale');
}

function notTakenBack(undo: RunStory, undone: RunStory): readonly string[] {
  if (!isComplete(undo) || !isSure(undo) || !isSure(undone)) return [];
  return [...undone.truth.effects].flatMap(([name, { before }]) => {
    if (undo.truth.outside.has(name) || undone.truth.outside.has(name)) return [];
    return undo.after.get(name) === before ? [] : [`${name} is ${held(undo, name)} after the undo, and was ${before}`];
  });
}

function held({ after }: RunStory, name: string): string {
  return after.get(name) ?? 'absent';
}

/** No one touched anything between the run, the undo and their ends. */
function isUndisturbed(undo: RunStory, undone: RunStory): boolean {
  return (
    isSure(undo) &&
    isSure(undone) &&
    undo.truth.outside.size === 0 &&
    undone.truth.outside.size === 0 &&
    differingNames(undone.after, undo.before).length === 0
  );
}

function notExact(undo: RunStory, undone: RunStory): readonly string[] {
  if (!isComplete(undo) || !isUndisturbed(undo, undone)) return [];
  const names = differingNames(undone.before, undo.after);
  return names.length === 0 ? [] : [`after the undo live is not what it was before the run: ${names.join(', ')}`];
}

/** An undo that nothing disturbs goes through, whatever became of its run. */
function wronglyRefused(undo: RunStory, undone: RunStory): readonly string[] {
  const { ending } = undo;
  if (!undo.calm || ending.kind === 'killed' || !isUndisturbed(undo, undone)) return [];
  if (ending.planned.kind === 'failed')
    return [`the undo could not read live: ${canonicalJson(codes(ending.planned))}`];
  if (ending.planned.kind === 'blocked') {
    const refusals = ending.planned.plan.findings.filter(({ severity }) => severity === 'refuse');
    return refusals.map(({ code, target }) => `the undo was refused by ${code} (${target})`);
  }
  const result = ending.report?.result ?? 'in-sync';
  return result === 'done' || result === 'in-sync' ? [] : [`the undo ended as ${result}`];
}

function codes({ failures }: { readonly failures: readonly { readonly code: string }[] }): readonly string[] {
  return failures.map(({ code }) => code);
}
