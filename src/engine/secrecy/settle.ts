import { entriesOf } from '../../kinds/kind.ts';
import { remembered } from '../../leaf/work.ts';
import type { Section } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired, DesiredClient } from '../../model/desired.ts';
import { type LiveClient, type LiveScope, type LiveState, withNameHidden } from '../../model/live.ts';
import type { Undo } from '../../model/run.ts';
import type { Secrecy, SecretReason } from '../../model/secrecy.ts';
import { hiddenClientName } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import {
  type Cell,
  type Cells,
  type ClientState,
  type HeldCell,
  type Scoped,
  type ScopeState,
  withScopes,
} from '../../model/state.ts';
import { idInFile, idOf } from './held.ts';
import { type Sealing, sealCells, sealingOfBaseline, sealingOfFile, sealingOfLive } from './sealing.ts';
import { type KnownAddresses, secrecyOf } from './secrecy-of.ts';
import { type ClientNames, namesInBaseline, namesInFile } from './secret-name.ts';

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
  return secrecy.isInClientName(client.name) ? withNameHidden(client) : client;
}

/** A file that finds a client by such a name finds it by its id; several clients with the name match none. */
export function withHiddenNames(desired: Desired, { clients }: LiveState, secrecy: Secrecy): Desired {
  const shown = new Map<string, string>();
  for (const { id, name } of clients.values()) {
    if (secrecy.isInClientName(name)) shown.set(name, shown.has(name) ? severalClients : hiddenClientName(id));
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
  if (asked === undefined || !secrecy.isInClientName(entriesOf(asked.value).join())) return client;
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
