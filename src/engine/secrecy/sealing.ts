import type { Section } from '../../model/address.ts';
import type { DesiredCell, DesiredPlain, DesiredSecret } from '../../model/desired.ts';
import { clientScopeOf, type LiveScope, type LiveState } from '../../model/live.ts';
import type { Damage, KeyAddress, Secrecy, SecretReason } from '../../model/secrecy.ts';
import { type Cell, type Cells, type HeldCell, hiddenCell } from '../../model/state.ts';
import { Secret } from '../../model/value.ts';
import { shownNames } from './secret-name.ts';
import { secretDamage } from './secret-text.ts';

/** The keys of a section whose names show a secret, each with the name to show instead. */
type ShownNames = ReadonlyMap<string, string>;

type SectionPlace = Omit<KeyAddress, 'key'>;

/** What differs between the states in which secrets are sealed. */
export type Sealing<C extends Cell> = {
  readonly namesIn: (place: SectionPlace, cells: ReadonlyMap<string, C>) => ShownNames;
  /** The same cell, with its value hidden if it is a secret. `shown`: the name to show instead of its key. */
  readonly seal: (cell: C, address: KeyAddress, shown: string | undefined) => C;
};

/** The cells of a scope, each secret sealed. What holds no secret stays as it is, as most sections and scopes do. */
export function sealCells<C extends Cell>(
  from: Cells<C>,
  clientId: string | null,
  { namesIn, seal }: Sealing<C>,
): Cells<C> {
  const sealSection = (section: Section): ReadonlyMap<string, C> => {
    const cells = from[section];
    const names = namesIn({ clientId, section }, cells);
    const hidden = new Map<string, C>();
    for (const [key, cell] of cells) {
      const sealed = seal(cell, { clientId, section, key }, names.get(key));
      if (sealed !== cell) hidden.set(key, sealed);
    }
    if (hidden.size === 0 && names.size === 0) return cells;
    return new Map([...cells].map(([key, cell]) => [names.get(key) ?? key, hidden.get(key) ?? cell]));
  };
  const [settings, custom] = [sealSection('settings'), sealSection('custom')];
  return settings === from.settings && custom === from.custom ? from : { settings, custom };
}

const noNames: ShownNames = new Map();

/** A file: each secret says why it is one. */
export function sealingOfFile(secrecy: Secrecy): Sealing<DesiredCell> {
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
export function sealingOfLive(secrecy: Secrecy): Sealing<HeldCell> {
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
  return shownNames(cells, (key) => secrecy.isInKeyName({ clientId, section, key }));
}

/**
 * A baseline. It is not searched for live secrets, and names that are not live are skipped: a baseline full of guesses
 * would tell which of them is right.
 */
export function sealingOfBaseline(live: LiveState, secrecy: Secrecy): Sealing<Cell> {
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
