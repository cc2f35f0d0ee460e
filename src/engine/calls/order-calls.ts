import { entriesOf } from '../../kinds/property-value.ts';
import { byText } from '../../leaf/json.ts';
import { aliasOf } from '../../model/address.ts';
import type { Call } from '../../model/call.ts';
import type { PropertyChange } from '../../model/change.ts';
import type { UnorderedCall } from './choose-calls.ts';

/**
 * The one order of calls. Grants of owner come first and losses of it last, so that there is always someone who can
 * repair. Creates and updates come before removals, so that a value moved from one scope to another is never missing.
 * Global comes before clients. A power is gained before its client's settings change and lost after. The caller's own
 * client comes last of all. A call that both sets and removes stands between the two, for the same reason.
 */
export function orderCalls(calls: readonly UnorderedCall[], caller: string | null): readonly Call[] {
  return calls
    .map((call) => ({ call, rank: rankOf(call, caller) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ call }, at) => ({ ...call, id: `c${at + 1}` }));
}

type Rank = readonly [phase: number, alias: string, step: number, name: string];

const phases = { grantOwner: 0, write: 1, both: 2, remove: 3, losePower: 4, loseOwner: 5, caller: 6 };
const steps = { gainPower: 0, settings: 1, removal: 2, losePower: 3 };

function rankOf(call: UnorderedCall, caller: string | null): Rank {
  const alias = aliasOf(call.scope) ?? ''; // the empty text sorts first: global before clients
  const [phase, step, name] = phaseOf(call);
  const isCaller = call.scope.kind === 'client' && call.scope.clientId === caller;
  return [isCaller ? phases.caller : phase, alias, step, name];
}

function phaseOf(call: UnorderedCall): readonly [number, number, string] {
  switch (call.kind) {
    case 'set-keys':
      return [phases.write, steps.settings, ''];
    case 'delete-key':
      return [phases.remove, steps.removal, call.changes[0].section + call.changes[0].key];
    case 'replace-settings': {
      const removals = call.changes.filter((change) => change.action === 'remove').length;
      if (removals === call.changes.length) return [phases.remove, steps.removal, ''];
      return [removals === 0 ? phases.write : phases.both, steps.settings, ''];
    }
    case 'set-property':
    case 'replace-client':
      return phaseOfProperties(call.changes);
  }
}

function phaseOfProperties(changes: readonly PropertyChange[]): readonly [number, number, string] {
  const power = changes.find(({ property }) => property.rank === 'power');
  // After the settings, and each in its own place: the empty name is that of the settings.
  if (power === undefined) return [phases.write, steps.settings, changes.map(({ property }) => property.name).join()];
  const [before, after] = [entriesOf(power.before), entriesOf(power.after)];
  const gained = after.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  if (gained.includes('owner')) return [phases.grantOwner, steps.gainPower, ''];
  if (lost.includes('owner')) return [phases.loseOwner, steps.losePower, ''];
  // A list that both gains and loses counts as a loss: the settings are in place before anything is taken away.
  return lost.length > 0 ? [phases.losePower, steps.losePower, ''] : [phases.write, steps.gainPower, ''];
}

function compareRanks(a: Rank, b: Rank): number {
  return a[0] - b[0] || byText(a[1], b[1]) || a[2] - b[2] || byText(a[3], b[3]);
}
