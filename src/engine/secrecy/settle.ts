import { entriesOf } from '../../kinds/property-value.ts';
import type { Json } from '../../leaf/json.ts';
import type { Section } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type {
  Desired,
  DesiredCell,
  DesiredClient,
  DesiredPlain,
  DesiredScope,
  DesiredSecret,
} from '../../model/desired.ts';
import { hiddenClientName } from '../../model/hidden-client-name.ts';
import { clientScopeOf, type LiveClient, type LiveScope, type LiveState, withProperties } from '../../model/live.ts';
import type { Undo } from '../../model/run.ts';
import type { Damage, KeyAddress, Secrecy, SecretReason } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { type Cell, type HeldCell, hiddenCell, type ScopeState } from '../../model/state.ts';
import { Secret } from '../../model/value.ts';
import { idInBaseline, idInFile } from './held.ts';
import { type KnownAddresses, secrecyOf } from './secrecy-of.ts';
import { secretDamage } from './secret-damage.ts';
import { type ClientNames, namesInBaseline, namesInFile, shownNames } from './secret-name.ts';

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
    desired: sealDesired(withHiddenNames(desired, live, secrecy), namesInFile(desired, live.clients), secrecy),
    baseline: baseline && sealBaseline(baseline, live, secrecy),
    live: sealLive(live, secrecy),
  };
}

/** A live state with its secrets sealed. */
export function sealLive(live: LiveState, secrecy: Secrecy): LiveState {
  return {
    ...live,
    clients: new Map(
      [...live.clients].map(([id, client]) => {
        const named = sealClient(client, secrecy);
        return [id, { ...named, scope: sealScope(named.scope, id, secrecy) }];
      }),
    ),
    global: live.global && sealScope(live.global, null, secrecy),
  };
}

/** A client whose name shows a secret goes by its id. */
export function sealClient(client: LiveClient, secrecy: Secrecy): LiveClient {
  if (!secrecy.isInClientName(client.name)) return client;
  const properties = new Map([...client.scope.properties].filter(([name]) => name !== 'name'));
  return { ...client, name: hiddenClientName(client.id), scope: withProperties(client.scope, properties) };
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
  let inherited: LiveScope['inherited'] | undefined;
  return {
    application: scope.application,
    sections: sealSections(scope.sections, clientId, secrecy),
    whole: scope.whole,
    properties: scope.properties,
    // Computed on demand: each client's response repeats all global keys, and the result is rarely needed.
    get inherited() {
      inherited ??= scope.inherited && sealSections(scope.inherited, null, secrecy);
      return inherited;
    },
  };
}

// A value under a name that contains a secret is hidden too, so only an entry of `absent` could remove it.
function sealSections(from: LiveScope['sections'], clientId: string | null, secrecy: Secrecy): LiveScope['sections'] {
  const sealSection = (section: Section): ReadonlyMap<string, HeldCell> => {
    const shown = shownIn(from, { clientId, section }, secrecy);
    const isSecretHere = (key: string, json: Json): boolean =>
      shown.has(key) || secrecy.reasonOf({ clientId, section, key }, json) !== null;
    const hidden = hiddenCells(from[section], isSecretHere);
    // Most sections hold no secret, and stay the map that they are.
    if (hidden.size === 0 && shown.size === 0) return from[section];
    return new Map([...from[section]].map(([key, cell]) => [shown.get(key) ?? key, hidden.get(key) ?? cell]));
  };
  return { settings: sealSection('settings'), custom: sealSection('custom') };
}

/** The cells to hide, sealed. */
function hiddenCells(
  cells: ReadonlyMap<string, HeldCell>,
  isSecretHere: (key: string, json: Json) => boolean,
): ReadonlyMap<string, HeldCell> {
  const hidden = new Map<string, HeldCell>();
  for (const [key, cell] of cells) {
    if (cell.kind === 'value' && isSecretHere(key, cell.json)) hidden.set(key, hiddenCell(cell));
  }
  return hidden;
}

/** The same with real names: for replacing bodies, never shown. */
export function sealValuesOf(scope: LiveScope, clientId: string | null, secrecy: Secrecy): LiveScope {
  return sealScope(scope, clientId, { ...secrecy, isInKeyName: () => false });
}

type SectionPlace = Omit<KeyAddress, 'key'>;

function shownIn(from: LiveScope['sections'], place: SectionPlace, secrecy: Secrecy): ReadonlyMap<string, string> {
  const { clientId, section } = place;
  return shownNames(from[section], (key) => secrecy.isInKeyName({ clientId, section, key }));
}

/** A file with its secrets sealed, as far as that is possible without a live state and a baseline. */
export function settleFile(desired: Desired, catalogue: Catalogue): SettledFile {
  const secrecy = secrecyOf({ catalogue, files: [desired], baseline: null, live: null, known: [] });
  const names = namesInFile(desired, new Map());
  return {
    desired: sealDesired(desired, names, secrecy),
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

function sealDesired(desired: Desired, names: ClientNames, secrecy: Secrecy): Desired {
  return {
    ...desired,
    global: desired.global && sealDesiredScope(desired.global, null, secrecy),
    clients: new Map(
      [...desired.clients].map(([alias, client]) => {
        return [alias, { ...client, scope: sealDesiredScope(client.scope, idInFile(alias, names), secrecy) }];
      }),
    ),
  };
}

function sealDesiredScope(scope: DesiredScope, clientId: string | null, secrecy: Secrecy): DesiredScope {
  const sealSection = (section: Section): ReadonlyMap<string, DesiredCell> => {
    const cells = scope.sections[section];
    const hidden = new Map<string, DesiredCell>();
    for (const [key, cell] of cells) {
      if (cell.kind !== 'value') continue;
      const why = secrecy.reasonOf({ clientId, section, key });
      if (why !== null) hidden.set(key, sealPlain(cell, why));
    }
    return hidden.size === 0 ? cells : new Map([...cells].map(([key, cell]) => [key, hidden.get(key) ?? cell]));
  };
  return { ...scope, sections: { settings: sealSection('settings'), custom: sealSection('custom') } };
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

function sealBaseline(baseline: Baseline, live: LiveState, secrecy: Secrecy): Baseline {
  const names = namesInBaseline(baseline, live.clients);
  const sealOne = (scope: ScopeState, clientId: string | null): ScopeState => {
    const ofLive = clientId === null ? live.global : clientScopeOf(live, clientId);
    const sealSection = (section: Section): ReadonlyMap<string, Cell> => {
      const place = { clientId, section };
      // Names that are not live are skipped: a baseline full of guesses would tell which of them is right.
      const shown = ofLive ? shownIn(ofLive.sections, place, secrecy) : noNames;
      return new Map(
        [...scope.sections[section]].map(([key, value]) => {
          const label = shown.get(key) ?? key;
          return [label, sealCell(value, { ...place, key: label }, secrecy)];
        }),
      );
    };
    return { ...scope, sections: { settings: sealSection('settings'), custom: sealSection('custom') } };
  };
  return {
    ...baseline,
    global: baseline.global && sealOne(baseline.global, null),
    clients: new Map(
      [...baseline.clients].map(([name, client]) => {
        return [name, { ...client, scope: sealOne(client.scope, idInBaseline(client, names)) }];
      }),
    ),
  };
}

const noNames: ReadonlyMap<string, string> = new Map();

function sealCell(value: Cell, address: KeyAddress, secrecy: Secrecy): Cell {
  // It is not searched for live secrets: a baseline full of guesses would tell which of them is right.
  if (value.kind !== 'value' || secrecy.reasonOf(address) === null) return value;
  return { kind: 'secret', secret: Secret.ofFile(value.text ?? value.json), by: 'value' };
}
