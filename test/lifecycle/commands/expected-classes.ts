import type { SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { setText } from '../flat-state.ts';
import { isWithin } from './covers.ts';
import { type Asked, type ExpectedChange, expectedChanges, heldText, resolved } from './expected-changes.ts';
import type { Files } from './story.ts';
import {
  acceptFor,
  isIgnored,
  isSecretKey,
  targetOfName,
  type Wanted,
  type WantedClient,
  type WantedScope,
  wantedOf,
} from './wanted.ts';

export type Class = 'pending' | 'drift' | 'both' | 'converged' | 'unknown';

/** What was last applied: a configuration, or the live application as it was. null: nothing is said to have been. */
export type Known =
  | { readonly kind: 'files'; readonly files: Files }
  | { readonly kind: 'live'; readonly live: SandboxState }
  | null;

/** What the baseline says of a thing, by meaning. `silent`: it did not manage it. */
type Said = { readonly kind: 'value'; readonly text: string } | { readonly kind: 'absent' | 'silent' };

export type ExpectedRow = {
  readonly target: string;
  /** Several where the documents leave it open. */
  readonly classes: readonly Class[];
  readonly isAccepted: boolean;
};

/** Why live and file differ, for each thing in which they do. */
export function classOf(change: ExpectedChange, known: Known): Class {
  if (known === null) return 'unknown';
  const said = saidOf(known, change);
  if (said.kind === 'silent') return 'pending';
  const then = said.kind === 'value' ? said.text : undefined;
  const [fileChanged, liveChanged] = [then !== change.after, then !== change.before];
  if (!fileChanged) return 'drift';
  return liveChanged ? 'both' : 'pending';
}

/** The rows that drift has to show. */
export function expectedRows(asked: Asked, known: Known): readonly ExpectedRow[] {
  const open = new Set(expectedChanges(asked, 'left alone').map(({ target }) => target));
  const rows = expectedChanges(asked, 'counted').map((change) => ({
    target: change.target,
    classes: [classOf(change, known)],
    isAccepted: !open.has(change.target),
  }));
  const missing = resolved(asked).flatMap((one) => (one.kind === 'lost' && one.gone ? [one.client] : []));
  return [
    ...rows,
    ...convergedRows(asked, known),
    ...missing
      .map(({ alias, identity }) => ({
        target: `clients.${alias}`,
        classes: missingClasses(known, alias, identity),
        isAccepted: false,
      }))
      .filter(({ target }) => asked.only.length === 0 || asked.only.some((text) => text.startsWith(target))),
  ];
}

function missingClasses(known: Known, alias: string, identity: { id: string } | { name: string }): readonly Class[] {
  if (known === null) return ['unknown'];
  if ('id' in identity) return [hasId(known, identity.id) ? 'drift' : 'pending'];
  if (known.kind === 'live') return ['drift', 'pending', 'unknown'];
  return [wantedOf(known.files).clients.some((client) => client.alias === alias) ? 'drift' : 'pending'];
}

function hasId(known: NonNullable<Known>, id: string): boolean {
  return known.kind === 'live'
    ? known.live.clients.some((client) => client.id === id)
    : wantedOf(known.files).clients.some(({ identity }) => 'id' in identity && identity.id === id);
}

/** What is declared, is so, and was otherwise. */
function convergedRows(asked: Asked, known: Known): readonly ExpectedRow[] {
  if (known === null) return [];
  const { wanted, live } = asked;
  const differing = new Set(expectedChanges({ ...asked, only: [] }, 'counted').map(({ target }) => target));
  const global = agreed({ alias: null, owner: 'global' }, wanted.global, live);
  const clients = resolved(asked).flatMap((one) => {
    if (one.kind !== 'found') return [];
    const { alias, scope, features } = one.client;
    const place = { alias, owner: one.live.id };
    const own = setText(one.live.features);
    const row = { ...place, target: `clients.${alias}.features`, name: 'features', before: own, after: own };
    return [...agreed(place, scope, one.live), ...(features === null ? [] : [row])];
  });
  return [...global, ...clients]
    .filter(({ target }) => !differing.has(target) && isWithin(asked.only, target) && !isIgnored(wanted, target))
    .flatMap((row): readonly ExpectedRow[] => {
      const said = saidOf(known, row);
      const { target, before } = row;
      const then = said.kind === 'value' ? said.text : undefined;
      if (said.kind === 'silent' || then === before) return [];
      return [{ target, classes: ['converged'], isAccepted: false }];
    });
}

type Place = { readonly alias: string | null; readonly owner: string };
type Agreed = Place & Pick<ExpectedChange, 'target' | 'name' | 'before' | 'after'>;

function agreed(
  place: Place,
  { keys }: WantedScope,
  live: Pick<SandboxState, 'settings' | 'custom'>,
): readonly Agreed[] {
  return [...keys.keys()].map((name) => {
    const held = heldText(live, name);
    return { ...place, target: targetOfName(place.alias, name), name, before: held, after: held };
  });
}

function saidOf(known: NonNullable<Known>, thing: Place & Pick<ExpectedChange, 'name'>): Said {
  return known.kind === 'live' ? saidByLive(known.live, thing) : saidByFiles(wantedOf(known.files), thing);
}

function saidByLive(live: SandboxState, { owner, name }: Place & { readonly name: string }): Said {
  const scope = owner === 'global' ? live : live.clients.find(({ id }) => id === owner);
  if (scope === undefined) return { kind: 'silent' };
  if (name === 'features')
    return 'features' in scope ? { kind: 'value', text: setText(scope.features) } : { kind: 'silent' };
  const held = heldText(scope, name);
  if (held === undefined) return { kind: 'absent' };
  return { kind: 'value', text: held };
}

function saidByFiles(then: Wanted, { alias, owner, name }: Place & { readonly name: string }): Said {
  // By id, then by alias where that has none.
  const client =
    then.clients.find(({ identity }) => 'id' in identity && identity.id === owner) ??
    then.clients.find((one) => one.alias === alias && !('id' in one.identity));
  if (alias !== null && client === undefined) return { kind: 'silent' };
  const isFeatures = name === 'features' && client !== undefined;
  const target = isFeatures ? `clients.${client.alias}.features` : targetOfName(client?.alias ?? null, name);
  if (isIgnored(then, target)) return { kind: 'silent' };
  return isFeatures ? saidOfFeatures(client) : saidOfKey(then, client?.scope ?? then.global, name, target);
}

function saidOfFeatures({ features }: Pick<WantedClient, 'features'>): Said {
  return features === null ? { kind: 'silent' } : { kind: 'value', text: setText(features) };
}

function saidOfKey(then: Wanted, scope: WantedScope, name: string, target: string): Said {
  const said = scope.keys.get(name);
  // Secrets too: what a variable holds is known, and a snapshot has fingerprints.
  if (said !== undefined) return said;
  const removes = name.startsWith('settings.') ? scope.removes.settings : scope.removes.custom;
  // What it could not reach it says nothing of; the days of its accepts do not count.
  const reached = removes && !isSecretKey(name) && acceptFor(then, target, '') === undefined;
  return { kind: reached ? 'absent' : 'silent' };
}
