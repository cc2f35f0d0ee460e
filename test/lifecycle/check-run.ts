import { canonicalJson } from '../../src/leaf/json.ts';
import type { Scope } from '../../src/model/address.ts';
import type { Outcome, RecordedCall, RecordedChange, RunRecord } from '../../src/model/run.ts';
import { isSecret, Secret, type Value } from '../../src/model/value.ts';
import { planJson } from '../../src/render/machine/json.ts';
import { planText } from '../../src/render/text/plan-text.ts';
import { runText } from '../../src/render/text/run-text.ts';
import { callerId } from '../support/arbitrary-world.ts';
import { plainView } from '../support/plain-view.ts';
import { keyName, propertyText } from './flat-state.ts';
import type { RunStory } from './tell-story.ts';

/** What one run broke, whatever happened to it; empty: nothing. */
export function checkRun(told: RunStory): readonly string[] {
  return [...ownerLost(told), ...reportLies(told), ...recordLies(told), ...unexplained(told), ...leaks(told)];
}

function ownerLost({ after }: RunStory): readonly string[] {
  const features = after.get(`${callerId} features`)?.split(' ') ?? [];
  return features.includes('owner') ? [] : ['the caller is no owner any more'];
}

/** Codes of a failed call that did write: it was read back, and is not as it should be. */
const wroteAllTheSame: readonly (string | null)[] = ['type-changed', 'not-as-written'];

function reportLies({ ending, truth }: RunStory): readonly string[] {
  if (ending.kind === 'killed' || ending.report === null) return [];
  const { outcomes, result } = ending.report;
  const lies = outcomes.flatMap((outcome) => lieOf(outcome, truth.arrived.get(outcome.call)));
  const unclear = result === 'done' && outcomes.some(({ status, verified }) => status !== 'done' || !verified);
  return unclear ? [...lies, 'the result is done although a call is not'] : lies;
}

type Arrived = { readonly times: number; readonly changed: boolean } | undefined;

function lieOf({ call, status, code }: Outcome, arrived: Arrived): readonly string[] {
  const came = arrived !== undefined && arrived.times > 0;
  switch (status) {
    case 'done':
      return came ? [] : [`${call} is reported done, and never arrived`];
    case 'not-run':
      return came ? [`${call} is reported as not run, and arrived`] : [];
    case 'failed':
      return arrived?.changed === true && !wroteAllTheSame.includes(code)
        ? [`${call} is reported failed (${code}), and changed live`]
        : [];
    case 'unknown':
      return [];
  }
}

function recordLies({ record, truth }: RunStory): readonly string[] {
  const lies = (record?.calls ?? []).flatMap(({ shape, state }) =>
    stateLie(shape.id, state, truth.arrived.get(shape.id)),
  );
  const unwritten = record === undefined && truth.arrived.size > 0;
  return unwritten ? [...lies, 'a run that wrote left no journal'] : lies;
}

function stateLie(call: string, state: RecordedCall['state'], arrived: Arrived): readonly string[] {
  if (state === 'not-sent' && arrived !== undefined) return [`the journal says ${call} was not sent, and it arrived`];
  if (state === 'refused' && arrived?.changed === true)
    return [`the journal says ${call} was refused, and it changed live`];
  return state === 'done' && arrived === undefined ? [`the journal says ${call} is done, and it never arrived`] : [];
}

/** Every difference that the run made is in the journal, with what was there before. */
function unexplained({ record, truth }: RunStory): readonly string[] {
  const known = record === undefined ? new Map<string, RecordedChange>() : recordedChanges(record);
  // A stale reply tells the program another past.
  const isSure = !truth.faults.includes('stale');
  return [...truth.effects].flatMap(([name, effect]) => {
    const change = known.get(name);
    if (change === undefined) return [`${name} changed, and the journal does not say so`];
    return isSure && !truth.outside.has(name) && !isHeld(change, effect.before)
      ? [`the journal has another value for ${name} than was there before`]
      : [];
  });
}

/** By name in a flat state: the first before of all that was done, or may have been. */
function recordedChanges({ calls }: RunRecord): ReadonlyMap<string, RecordedChange> {
  const written = calls.filter(({ state }) => state === 'done' || state === 'unknown');
  const named = written.flatMap(({ scope, changes }) =>
    changes.map((change) => [recordedName(scope, change), change] as const),
  );
  // Backwards, so that the first has the last word.
  return new Map(named.reverse());
}

function recordedName(scope: Scope, change: RecordedChange): string {
  const owner = scope.kind === 'global' ? 'global' : scope.clientId;
  return change.kind === 'property' ? `${owner} ${change.property.member}` : keyName(owner, change.section, change.key);
}

function isHeld(change: RecordedChange, text: string | undefined): boolean {
  if (change.kind === 'property') return propertyText(change.before) === text;
  return isSameValue(change.before, text);
}

function isSameValue(value: Value | undefined, text: string | undefined): boolean {
  if (value === undefined || text === undefined) return (value ?? null) === (text ?? null);
  return isSecret(value) ? value.equals(new Secret(JSON.parse(text))) : canonicalJson(value) === text;
}

/** Secrets of live hold the word canary, and nothing else does. */
function leaks({ ending }: RunStory): readonly string[] {
  if (ending.kind === 'killed' || ending.planned.kind === 'failed') return [];
  const { planned, report } = ending;
  const texts = [
    planText(planned.plan, plainView),
    JSON.stringify(planJson(planned.plan)),
    report === null ? '' : runText(planned.plan, report, plainView.style) + JSON.stringify(report),
  ];
  return texts.some((text) => text.includes('canary')) ? ['a secret is in what the run printed'] : [];
}
