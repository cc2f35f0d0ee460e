import type { SandboxClient, SandboxState } from '../../../src/sandbox/run-sandbox.ts';
import { setText } from '../flat-state.ts';
import { isWithin } from './covers.ts';
import { sections } from './story.ts';
import {
  acceptFor,
  isIgnored,
  isSecretKey,
  targetOfName,
  type Wanted,
  type WantedClient,
  type WantedKey,
  type WantedScope,
} from './wanted.ts';

/** A difference between the file and the live application. Texts are values by meaning; undefined: absent. */
export type ExpectedChange = {
  readonly target: string;
  readonly action: 'create' | 'update' | 'remove' | 'features';
  readonly alias: string | null;
  /** `global`, or the id of the client. */
  readonly owner: string;
  /** `settings.KEY`, `custom.KEY` or `features`. */
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isSecret: boolean;
  /** Removed because no one mentions it, and not by a tombstone. */
  readonly unmentioned: boolean;
};

/** Which live client an alias stands for. */
export type Resolved =
  | { readonly kind: 'found'; readonly client: WantedClient; readonly live: SandboxClient }
  /** `gone`: no live client; else several have the name. */
  | { readonly kind: 'lost'; readonly client: WantedClient; readonly gone: boolean };

export type Asked = {
  readonly wanted: Wanted;
  readonly live: SandboxState;
  readonly today: string;
  readonly only: readonly string[];
};

export function resolved({ wanted, live }: Pick<Asked, 'wanted' | 'live'>): readonly Resolved[] {
  return wanted.clients.map((client): Resolved => {
    const { identity } = client;
    const found = live.clients.filter((one) =>
      'id' in identity ? one.id === identity.id : one.name === identity.name,
    );
    const [own] = found;
    return own !== undefined && found.length === 1
      ? { kind: 'found', client, live: own }
      : { kind: 'lost', client, gone: found.length === 0 };
  });
}

/** Everything in which the live application is not what the file declares. `accepted`: known drift counts too. */
export function expectedChanges(asked: Asked, accepted: 'left alone' | 'counted'): readonly ExpectedChange[] {
  const { wanted, live, only } = asked;
  const input = { ...asked, accepted };
  const own = [
    ...scopeChanges(input, { alias: null, owner: 'global', wanted: wanted.global, live }),
    ...resolved(asked).flatMap((one) => (one.kind === 'found' ? clientChanges(input, one) : [])),
  ];
  return own.filter(({ target }) => isWithin(only, target));
}

type Input = Asked & { readonly accepted: 'left alone' | 'counted' };
type Place = {
  readonly alias: string | null;
  readonly owner: string;
  readonly wanted: WantedScope;
  readonly live: Pick<SandboxState, 'settings' | 'custom'>;
};

function clientChanges(
  input: Input,
  { client, live }: Extract<Resolved, { kind: 'found' }>,
): readonly ExpectedChange[] {
  const { alias, scope, features } = client;
  const keys = scopeChanges(input, { alias, owner: live.id, wanted: scope, live });
  const target = `clients.${alias}.features`;
  const [before, after] = [setText(live.features), setText(features ?? [])];
  const isSame = features === null || before === after || isIgnored(input.wanted, target);
  if (isSame || isAccepted(input, target, before)) return keys;
  const change = { target, action: 'features', alias, owner: live.id, name: 'features', before, after } as const;
  return [...keys, { ...change, isSecret: false, unmentioned: false }];
}

function scopeChanges(input: Input, place: Place): readonly ExpectedChange[] {
  const { wanted, live } = place;
  return [...new Set([...wanted.keys.keys(), ...keyNames(live)])].sort().flatMap((name) => {
    const target = targetOfName(place.alias, name);
    const change = changeOf(input, place, name, target);
    return change === null || isIgnored(input.wanted, target) ? [] : [change];
  });
}

function changeOf(input: Input, place: Place, name: string, target: string): ExpectedChange | null {
  const before = heldText(place.live, name);
  const said = place.wanted.keys.get(name) ?? unmentioned(input, place, name, target);
  if (said === null) return null;
  const after = said.kind === 'value' ? said.text : undefined;
  const isLeft = said !== mention && before !== undefined && isAccepted(input, target, before);
  if (before === after || isLeft) return null;
  const isSecret = isSecretKey(name);
  const { alias, owner } = place;
  return {
    target,
    action: actionOf(before, after),
    alias,
    owner,
    name,
    before,
    after,
    isSecret,
    unmentioned: said === mention,
  };
}

/** What becomes of a key because no one mentions it. */
const mention: WantedKey = { kind: 'absent' };

function unmentioned(input: Input, { wanted }: Place, name: string, target: string): WantedKey | null {
  const removes = name.startsWith('settings.') ? wanted.removes.settings : wanted.removes.custom;
  const isSpared = isSecretKey(name) || isKnownDrift(input, target);
  return removes && !isSpared ? mention : null;
}

function actionOf(before: string | undefined, after: string | undefined): ExpectedChange['action'] {
  if (before === undefined) return 'create';
  return after === undefined ? 'remove' : 'update';
}

/** Whatever its value is: what is accepted is no one's to take away as unmentioned. */
function isKnownDrift({ wanted, today, accepted }: Input, target: string): boolean {
  return accepted === 'left alone' && acceptFor(wanted, target, today) !== undefined;
}

function isAccepted(input: Input, target: string, held: string): boolean {
  if (input.accepted === 'counted') return false;
  const live = acceptFor(input.wanted, target, input.today)?.live;
  if (live === undefined) return false;
  return (typeof live === 'object' ? setText(live) : String(live)) === held;
}

/** The keys of a scope, each with its section. */
export function keyNames(scope: Pick<SandboxState, 'settings' | 'custom'>): readonly string[] {
  return sections.flatMap((section) => Object.keys(scope[section]).map((key) => `${section}.${key}`));
}

/** What a scope holds under a name, by meaning. */
export function heldText(scope: Pick<SandboxState, 'settings' | 'custom'>, name: string): string | undefined {
  const [section = '', ...key] = name.split('.');
  const values = scope[section as 'settings' | 'custom'];
  const value = Object.hasOwn(values, key.join('.')) ? values[key.join('.')] : undefined;
  return value === undefined || value === null ? undefined : String(value);
}
