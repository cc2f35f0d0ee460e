import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { type Call, featureChangesOf, isKeyChange } from '../../src/model/change.ts';
import { decideInput } from '../support/arbitraries.ts';
import { callerId } from '../support/builders.ts';
import { lawRuns } from '../support/law-runs.ts';

/** What matters of a call for its place. */
type Traits = {
  readonly client: string | null;
  readonly isCaller: boolean;
  readonly grantsOwner: boolean;
  readonly losesOwner: boolean;
  readonly gains: boolean;
  readonly loses: boolean;
  readonly sets: boolean;
  readonly removes: boolean;
};

function traitsOf(call: Call): Traits {
  const client = call.scope.kind === 'client' ? call.scope.clientId : null;
  const features = featureChangesOf(call.changes);
  const gained = features.flatMap(({ before, after }) => after.filter((name) => !before.includes(name)));
  const lost = features.flatMap(({ before, after }) => before.filter((name) => !after.includes(name)));
  const keys = call.changes.flatMap((change) => (isKeyChange(change) ? [change.action] : []));
  return {
    client,
    isCaller: client === callerId,
    grantsOwner: gained.includes('owner'),
    losesOwner: lost.includes('owner'),
    gains: gained.length > 0 && lost.length === 0,
    loses: lost.length > 0,
    sets: keys.some((action) => action !== 'remove'),
    removes: keys.includes('remove'),
  };
}

type Reason = string | undefined;

/** Why the first call has to come before the second; undefined: the order does not matter. */
function reasonFor(first: Traits, second: Traits): Reason {
  if (first.isCaller !== second.isCaller) return first.isCaller ? undefined : 'the caller comes last';
  const ownWay = first.client === second.client ? reasonWithinClient(first, second) : undefined;
  return first.isCaller ? ownWay : reasonOfOwners(first, second, ownWay);
}

function reasonOfOwners(first: Traits, second: Traits, ownWay: Reason): Reason {
  if (first.grantsOwner !== second.grantsOwner) return first.grantsOwner ? 'grants of owner come first' : undefined;
  if (first.losesOwner !== second.losesOwner) return second.losesOwner ? 'losses of owner come last' : undefined;
  return reasonAcrossScopes(first, second) ?? ownWay;
}

function reasonAcrossScopes(first: Traits, second: Traits): Reason {
  if (first.sets && !first.removes && second.removes) return 'what is set is set before anything is removed';
  if (first.sets && second.removes && !second.sets) return 'what only removes comes after what sets';
  const alike = first.sets === second.sets && first.removes === second.removes && (first.sets || first.removes);
  return alike && first.client === null && second.client !== null ? 'global comes before clients' : undefined;
}

function reasonWithinClient(first: Traits, second: Traits): Reason {
  const isKeys = (traits: Traits): boolean => traits.sets || traits.removes;
  if (first.gains && isKeys(second)) return 'a feature is gained before the settings of its client change';
  if (isKeys(first) && second.loses && !second.grantsOwner)
    return 'a feature is lost after the settings of its client change';
  return undefined;
}

/** In fewer, as `CAPSTAN_LAW_RUNS` may ask for, some rule may be met by no example. */
const fewestRuns = 100;

describe('the order of calls', () => {
  it('obeys every rule, for each pair of calls', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(decideInput, (input) => {
        const traits = decide(input).calls.map(traitsOf);
        const broken = traits.flatMap((later, index) =>
          traits.slice(0, index).flatMap((earlier) => {
            const forward = reasonFor(earlier, later);
            if (forward !== undefined) seen.add(forward);
            return reasonFor(later, earlier) ?? [];
          }),
        );
        expect(broken).toEqual([]);
      }),
      { ...lawRuns, numRuns: Math.max(fewestRuns, lawRuns.numRuns) },
    );
    // A rule that no example reached would hold of anything.
    expect(seen.size).toBe(8);
  });
});
