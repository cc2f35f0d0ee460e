import { entriesOf } from '../../kinds/kind.ts';
import { remembered } from '../../leaf/work.ts';
import type { Section } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired, DesiredCell, DesiredClient, DesiredPlain, DesiredSecret } from '../../model/desired.ts';
import { clientScopeOf, type LiveClient, type LiveScope, type LiveState, withNameHidden } from '../../model/live.ts';
import type { Undo } from '../../model/run.ts';
import {
  type Damage,
  hiddenClientName,
  type KeyAddress,
  type Secrecy,
  type SecretReason,
} from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import {
  type Cell,
  type Cells,
  type ClientState,
  type HeldCell,
  hiddenCell,
  type Scoped,
  type ScopeState,
  withScopes,
} from '../../model/state.ts';
import { Secret } from '../../model/value.ts';
import { idInFile, idOf } from './held.ts';
import { type KnownAddresses, secrecyOf } from './secrecy-of.ts';
import { type ClientNames, namesInBaseline, namesInFile, shownNames } from './secret-name.ts';
import { secretDamage } from './secret-text.ts';

/** The desired state, the baseline and the live state, with secrets in plain text. */
export type Unsettled = {
  readonly desired: Desired;
  readonly baseline: Baseline | null;
  readonly live: LiveState;
  readonly catalogue: Catalogue;
  /** The run to undo, whose journal knows secrets too. */
  readonly undo: Undo | null;
  /** The secrets of a snapshot that replaces the live application. */
  readonly known: readonly KnownAddresses[];
};

/** The same with every secret sealed: what one source knows as one is one in all of them. */
export function settle<T extends Unsettled>(states: T): T & { readonly secrecy: Secrecy } {
  const { desired, baseline, live, catalogue, undo } = states;
  const ofRun = undo === null ? [] : [{ source: `the journal of run ${undo.run}`, addresses: undo.secrets }];
  const files = [desired, ...(undo?.files ?? [])];
  const secrecy = secrecyOf({ catalogue, files, baseline, live, known: [...states.known, ...ofRun] });
  return {
    ...states,
    secrecy,
    desired: settleState(
      withHiddenNames(desired, live, secrecy),
      namesInFile(desired, live.clients),
      sealingOfFile(secrecy),
    ),
    baseline:
      baseline && settleState(baseline, namesInBaseline(baseline, live.clients), sealingOfBaseline(live, secrecy)),
    live: sealLive(live, secrecy),
  };
}

/** A live state with its secrets sealed. */
export function sealLive(live: LiveState, secrecy: Secrecy): LiveState {
  const clients = new Map([...live.clients].map(([id, client]) => [id, sealClient(client, secrecy)]));
  return withScopes({ ...live, clients }, (scope, client) => sealScope(scope, client?.id ?? null, secrecy));
}

/** A client whose name shows a secret goes by its id. */
export function sealClient(client: LiveClient, secrecy: Secrecy): LiveClient {
  return secrecy.isInName(client.name) ? withNameHidden(client) : client;
}

/** A file that finds a client by such a name finds it by its id; several clients with the name match none. */
export function withHiddenNames(desired: Desired, { clients }: LiveState, secrecy: Secrecy): Desired {
  const shown = new Map<string, string>();
  for (const { id, name } of clients.values()) {
    if (secrecy.isInName(name)) shown.set(name, shown.has(name) ? severalClients : hiddenClientName(id));
  }
  const hidden = [...desired.clients].map(([alias, client]): readonly [string, DesiredClient] => {
    const name = client.id === null ? shown.get(client.name) : undefined;
    const known = withoutSecretName(client, secrecy);
    return [alias, name === undefined ? known : { ...known, id: null, name }] as const;
  });
  return { ...desired, clients: new Map(hidden) };
}

// A guard refuses the replacement name.
function withoutSecretName(client: DesiredClient, secrecy: Secrecy): DesiredClient {
  const { scope } = client;
  const asked = scope.properties.get('name');
  if (asked === undefined || !secrecy.isInName(entriesOf(asked.value).join())) return client;
  const hidden = { ...asked, value: hiddenClientName(client.alias) };
  return { ...client, scope: { ...scope, properties: new Map(scope.properties).set('name', hidden) } };
}

const severalClients = '(secret) of several clients';

/** One scope as it was read with its secrets sealed. What a client inherits is judged as global keys. */
export function sealScope(scope: LiveScope, clientId: string | null, secrecy: Secrecy): LiveScope {
  const sections = sealCells(scope.sections, clientId, sealingOfLive(secrecy));
  const inherited = scope.inherited && inheritedSealer(secrecy)(scope.inherited);
  return sections === scope.sections && inherited === scope.inherited ? scope : { ...scope, sections, inherited };
}

// All clients share what they inherit, so that it is sealed once.
const inheritedSealer = remembered((secrecy: Secrecy) =>
  remembered((inherited: Cells<HeldCell>) => sealCells(inherited, null, sealingOfLive(secrecy))),
);

/** The same with real names: for replacing bodies, never shown. */
export function sealValuesOf(scope: LiveScope, clientId: string | null, secrecy: Secrecy): LiveScope {
  return sealScope(scope, clientId, { ...secrecy, isInKeyName: () => false });
}

/** A file with its secrets sealed, as far as that is possible without a live state and a baseline. */
export function settleFile(desired: Desired, catalogue: Catalogue): SettledFile {
  const secrecy = secrecyOf({ catalogue, files: [desired], baseline: null, live: null, known: [] });
  const names = namesInFile(desired, new Map());
  return {
    desired: settleState(desired, names, sealingOfFile(secrecy)),
    reasonOf: (alias, section, key) => {
      return secrecy.reasonOf({ clientId: alias === null ? null : idInFile(alias, names), section, key });
    },
  };
}

export type SettledFile = {
  readonly desired: Desired;
  /** Why a key of the file is secret; null: it is not. `alias` null: the global scope. */
  readonly reasonOf: (alias: string | null, section: Section, key: string) => SecretReason | null;
};

/** The same state with the secrets of every scope sealed; `names`: the ids of its clients, where it does not say them. */
function settleState<C extends Cell, P extends ScopeState<C>, K extends ClientState<P>, S>(
  state: S & Scoped<P, K>,
  names: ClientNames,
  sealing: Sealing<C>,
): S {
  return withScopes(state, (scope, client) => {
    const clientId = client && idOf(client, names);
    const sections = sealCells(scope.sections, clientId, sealing);
    return sections === scope.sections ? scope : { ...scope, sections };
  });
}

/** The keys of a section whose names show a secret, each with the name to show instead. */
type ShownNames = ReadonlyMap<string, string>;

type SectionPlace = Omit<KeyAddress, 'key'>;

/** What differs between the states in which secrets are sealed. */
type Sealing<C extends Cell> = {
  readonly namesIn: (place: SectionPlace, cells: ReadonlyMap<string, C>) => ShownNames;
  /** The same cell, with its value hidden if it is a secret. `shown`: the name to show instead of its key. */
  readonly seal: (cell: C, address: KeyAddress, shown: string | undefined) => C;
};

/** The cells of a scope, each secret sealed. What holds no secret stays as it is, as most sections and scopes do. */
function sealCells<C extends Cell>(from: Cells<C>, clientId: string | null, { namesIn, seal }: Sealing<C>): Cells<C> {
  const sealSection = (section: Section): ReadonlyMap<string, C> => {
    const cells = from[section];
    const names = namesIn({ clientId, section }, cells);
    const hidden = new Map<string, C>();
    cells.forEach((cell, key) => {
      const sealed = seal(cell, { clientId, section, key }, names.get(key));
      if (sealed !== cell) hidden.set(key, sealed);
    });
    if (hidden.size === 0 && names.size === 0) return cells;
    return new Map([...cells].map(([key, cell]) => [names.get(key) ?? key, hidden.get(key) ?? cell]));
  };
  const [settings, custom] = [sealSection('settings'), sealSection('custom')];
  return settings === from.settings && custom === from.custom ? from : { settings, custom };
}

const noNames: ShownNames = new Map();

/** A file: each secret says why it is one. */
function sealingOfFile(secrecy: Secrecy): Sealing<DesiredCell> {
  const seal = (cell: DesiredCell, address: KeyAddress): DesiredCell => {
    if (cell.kind !== 'value') return cell;
    const why = secrecy.reasonOf(address);
    return why === null ? cell : sealPlain(cell, why);
  };
  return { namesIn: () => noNames, seal };
}

function sealPlain(cell: DesiredPlain, why: SecretReason): DesiredSecret {
  const { source } = cell;
  const common = { kind: 'secret', by: 'reference', why, source } as const;
  return cell.origin === 'journal'
    ? { ...common, secret: new Secret(cell.json), form: 'exact', damage: null }
    : { ...common, secret: secretOf(cell, why), form: 'as-written', damage: damageOf(cell) };
}

// A secret is text as written: it cannot be looked at later, when its type is known.
function secretOf({ json, text, origin }: DesiredPlain, why: SecretReason): Secret {
  if (origin === 'variable') return new Secret(text ?? json);
  return isRefused(why) ? Secret.unread() : Secret.ofFile(text ?? json);
}

// Plain-text secrets are reported by another finding.
function damageOf({ text, origin }: DesiredPlain): Damage | null {
  const kind = origin === 'variable' && text !== null ? secretDamage(text) : null;
  return kind && { variable: null, kind };
}

/** Whether a literal for such a secret is refused, so that its value is not needed. */
export function isRefused({ kind }: SecretReason): boolean {
  return kind === 'catalogue' || kind === 'sensitive';
}

/**
 * A read: its values are judged by their form too. A value under a name that shows a secret is hidden with it, so only
 * an entry of `absent` could remove it.
 */
function sealingOfLive(secrecy: Secrecy): Sealing<HeldCell> {
  return {
    namesIn: (place, cells) => namesOfLive(cells, place, secrecy),
    seal: (cell, address, shown) => {
      if (cell.kind !== 'value') return cell;
      return shown !== undefined || secrecy.reasonOf(address, cell.json) !== null ? hiddenCell(cell) : cell;
    },
  };
}

function namesOfLive(
  cells: ReadonlyMap<string, unknown>,
  { clientId, section }: SectionPlace,
  secrecy: Secrecy,
): ShownNames {
  return shownNames(cells, (key) => secrecy.isInName(key) && secrecy.isInKeyName({ clientId, section, key }));
}

/**
 * A baseline. It is not searched for live secrets, and names that are not live are skipped: a baseline full of guesses
 * would tell which of them is right.
 */
function sealingOfBaseline(live: LiveState, secrecy: Secrecy): Sealing<Cell> {
  const liveScope = (clientId: string | null): LiveScope | null | undefined =>
    clientId === null ? live.global : clientScopeOf(live, clientId);
  return {
    namesIn: (place) => {
      const own = liveScope(place.clientId);
      return own ? namesOfLive(own.sections[place.section], place, secrecy) : noNames;
    },
    seal: (cell, address, shown) => {
      if (cell.kind !== 'value') return cell;
      const why = secrecy.reasonOf(shown === undefined ? address : { ...address, key: shown });
      return why === null ? cell : { kind: 'secret', secret: Secret.ofFile(cell.text ?? cell.json), by: 'value' };
    },
  };
}
