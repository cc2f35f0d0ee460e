import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { differingNames, setText } from '../flat-state.ts';
import type { Done } from './desk.ts';
import { type ExpectedChange, heldText } from './expected-changes.ts';
import type { Meanwhile } from './story.ts';

/** What a run changed that its plan does not have, or otherwise than it says. */
export function beyondPlan({ ledger, before, after }: Done, changes: readonly ExpectedChange[]): readonly string[] {
  const planned = new Map(changes.map((change) => [`${change.owner} ${change.name}`, change]));
  const strange = [...ledger.effects].filter(([name]) => !planned.has(name) && !ledger.outside.has(name));
  const wrong = [...ledger.effects].flatMap(([name, effect]) => {
    const change = planned.get(name);
    return change === undefined || meaning(effect.after) === change.after || ledger.outside.has(name) ? [] : [name];
  });
  const others = differingNames(before, after).filter((name) => !ledger.effects.has(name) && !ledger.outside.has(name));
  return [
    ...strange.map(([name]) => `changed ${name}, which the plan does not touch`),
    ...wrong.map((name) => `gave ${name} another value than was planned`),
    ...others.map((name) => `${name} is another, and no write did that`),
  ];
}

/** A value of a flat state, by meaning. */
function meaning(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** After a signal the call in flight is the last one. */
export function beyondSignal({ ledger }: Done, meanwhile: Meanwhile | null): readonly string[] {
  if (meanwhile?.what !== 'SIGINT' && meanwhile?.what !== 'SIGTERM') return [];
  const { writes } = ledger.counts;
  return writes > meanwhile.number + 1 ? [`${writes} writes, and a signal came at number ${meanwhile.number + 1}`] : [];
}

/** What a run that says it is done has not done. */
export function undone(state: SandboxState, changes: readonly ExpectedChange[], { ledger }: Done): readonly string[] {
  return changes
    .filter(({ owner, name }) => !ledger.outside.has(`${owner} ${name}`))
    .flatMap(({ owner, name, after }) => {
      const held = heldNow(state, owner, name);
      return held === after ? [] : [`said it was done, and ${owner} ${name} is ${held} and not ${after}`];
    });
}

function heldNow(state: SandboxState, owner: string, name: string): string | undefined {
  const scope = owner === 'global' ? state : state.clients.find(({ id }) => id === owner);
  if (scope === undefined) return undefined;
  return name === 'features' && 'features' in scope ? setText(scope.features) : heldText(scope, name);
}
