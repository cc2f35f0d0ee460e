import { isStructured, type Json } from '../../leaf/json.ts';
import { formatTarget, sections } from '../../model/address.ts';
import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { LiveState } from '../../model/live.ts';
import { type Exposing, type KeyAddress, onlyLooks, type Secrecy, type SecretReason } from '../../model/secrecy.ts';
import { heldValue, scopesOf } from '../../model/state.ts';
import { Secret, sealed } from '../../model/value.ts';
import { eachCellOfLive, globalValuesBeside, type LiveValue, scopesOfLive } from './held.ts';
import { type ClientNames, shownNames } from './secret-name.ts';
import { type SecrecyFacts, secretPartsOf, secretReason } from './secret-reason.ts';

/** The sources of secrets that no plain live value may show; `names`: the client names of the file. */
type Around = {
  readonly files: readonly Desired[];
  readonly baseline: Baseline | null;
  readonly live: LiveState;
  readonly names: ClientNames | null;
  /** Whether the file declares the key, and so shows its name itself. */
  readonly isDeclared: (address: KeyAddress) => boolean;
};

/**
 * The secrecy with the live state: a plain live value that contains another secret is secret too. Linear in the live
 * state.
 */
export function withExposed(facts: SecrecyFacts, { files, baseline, live, names, isDeclared }: Around): Secrecy {
  const hiding = secretsIn(live, facts);
  const ofLive = [...hiding.own, ...hiding.inherited].map((one) => wantedOf(one, names));
  const wanted = [...ofCaller(live), ...ofLive, ...inFiles(files), ...inBaseline(baseline)];
  const find = Secret.finder(wanted.map(({ secret, texts }) => [secret, texts] as const));
  const shownBy = (text: string): string | null => wanted[find(text) ?? -1]?.what ?? null;
  const contained = (texts: readonly string[]): string | null => {
    for (const text of texts) {
      const what = shownBy(text);
      if (what !== null) return what;
    }
    return null;
  };
  const exposed = (value: Json): SecretReason | null => {
    const what = isStructured(value) ? contained(textsIn(value)) : shownBy(String(value));
    return what === null ? null : { kind: 'contains', what };
  };
  const isInKeyName = (address: KeyAddress): boolean => shownBy(address.key) !== null && !isDeclared(address);
  const showing: Exposing[] = [];
  eachPlainValue(live, hiding, (address, value) => {
    const reason = isInKeyName(address) ? null : exposed(value);
    if (reason?.kind === 'contains') showing.push({ ...address, what: reason.what, part: 'value' });
  });
  const exposing = [...showing, ...namesThatShow(live, isInKeyName, shownBy)];
  const byName = new Map(exposing.map(({ what, part: _, ...address }) => [addressText(address), what]));
  const whatAt = (address: KeyAddress): string | undefined =>
    byName.size === 0
      ? undefined
      : (byName.get(addressText(address)) ?? byName.get(addressText(inOtherSection(address))));
  return {
    exposing,
    exposingClients: [...live.clients.values()].flatMap(({ id, name }) => {
      const what = shownBy(name);
      return what === null ? [] : [{ clientId: id, what }];
    }),
    isInKeyName,
    isInName: (name) => shownBy(name) !== null,
    reasonOf: (address, value) => {
      const reason = secretReason(facts, address, value);
      const what = whatAt(address);
      // That a value contains another secret counts more than its form.
      if (what !== undefined && (reason === null || onlyLooks(reason))) return { kind: 'contains', what };
      return reason ?? (value === undefined ? null : exposed(value));
    },
  };
}

function namesThatShow(
  live: LiveState,
  isInKeyName: (address: KeyAddress) => boolean,
  shownBy: (text: string) => string | null,
): readonly Exposing[] {
  return scopesOfLive(live).flatMap(({ clientId, scope }) =>
    sections.flatMap((section) => {
      const cells = scope.sections[section];
      // By its text first: hardly a name shows one, and an address for each would take memory.
      const shown = shownNames(cells, (key) => shownBy(key) !== null && isInKeyName({ clientId, section, key }));
      return [...shown].map(([key, label]): Exposing => {
        return { clientId, section, key: label, what: String(shownBy(key)), part: 'name' };
      });
    }),
  );
}

function addressText({ clientId, section, key }: KeyAddress): string {
  return `${clientId === null ? '' : `${clientId} `}${section}.${key}`;
}

function inOtherSection(address: KeyAddress): KeyAddress {
  return { ...address, section: address.section === 'settings' ? 'custom' : 'settings' };
}

/** A live value that is secret by its location or form. */
type Hiding = LiveValue & { readonly reason: SecretReason };

/** `at`: the index of each of `own` in live order. */
type SecretsOfLive = {
  readonly own: readonly Hiding[];
  readonly at: ReadonlySet<number>;
  readonly inherited: readonly Hiding[];
};

function secretsIn(live: LiveState, facts: SecrecyFacts): SecretsOfLive {
  const own: Hiding[] = [];
  const at = new Set<number>();
  let next = 0;
  eachCellOfLive(live, (address, cell) => {
    const value = heldValue(cell);
    const reason = value === undefined ? null : secretReason(facts, address, undefined);
    if (value !== undefined && reason !== null) {
      own.push({ address, value, reason });
      at.add(next);
    }
    next += 1;
  });
  const inherited = globalValuesBeside(live).flatMap(({ address, value }) => {
    const reason = secretReason(facts, address, undefined);
    return reason === null ? [] : [{ address, value, reason }];
  });
  return { own, at, inherited };
}

function eachPlainValue(
  live: LiveState,
  { at }: SecretsOfLive,
  take: (address: KeyAddress, value: Json) => void,
): void {
  let next = 0;
  eachCellOfLive(live, (address, cell) => {
    if (cell.kind === 'value' && !at.has(next)) take(address, cell.json);
    next += 1;
  });
}

/** A secret that no plain value may show, and what to call it. */
type Wanted = { readonly secret: Secret; readonly texts: (value: Json) => readonly string[]; readonly what: string };

function ofCaller({ caller, callerSecret }: LiveState): readonly Wanted[] {
  if (callerSecret === null) return [];
  const texts = (value: Json): readonly string[] => [...needlesOf(value), ...needlesOf(`${caller}:${String(value)}`)];
  return [{ secret: callerSecret, texts, what: "the caller's own secret" }];
}

function wantedOf({ address, value, reason }: Hiding, names: ClientNames | null): Wanted {
  const texts = reason.kind === 'name' ? needlesOfNamed : needlesOf;
  return { secret: sealed(value), texts, what: `the secret ${nameOf(address, names)}` };
}

function nameOf({ clientId, section, key }: KeyAddress, names: ClientNames | null): string {
  const alias = clientId === null ? null : (names?.aliasesOf(clientId)[0] ?? `@${clientId}`);
  return formatTarget({ kind: 'key', alias, section, key });
}

function inFiles(files: readonly Desired[]): readonly Wanted[] {
  return files.flatMap((file) =>
    scopesOf(file).flatMap(({ sections: { settings, custom } }) =>
      [...settings, ...custom].flatMap(([key, value]) =>
        value.kind === 'secret' && value.secret !== null && value.why.kind === 'reference'
          ? [{ secret: value.secret, texts: needlesOf, what: `the secret that the file has for ${key}` }]
          : [],
      ),
    ),
  );
}

function inBaseline(baseline: Baseline | null): readonly Wanted[] {
  if (baseline === null) return [];
  return scopesOf(baseline).flatMap(({ sections: { settings, custom } }) =>
    [...settings, ...custom].flatMap(([key, value]) =>
      value.kind === 'secret' && value.secret !== null && value.by === 'reference'
        ? [{ secret: value.secret, texts: needlesOf, what: `the secret that the baseline has for ${key}` }]
        : [],
    ),
  );
}

/** Shorter secrets are not searched for in other values: they would match by chance. */
export const leastNeedle = 8;

/** The texts to search for in other values: the secret, and its secret parts, in all their encodings. */
export function needlesOf(value: Json): readonly string[] {
  return spelled([...wholeOf(value), ...secretPartsOf(value).map(({ text }) => text)]);
}

/**
 * The same of a value that only looks like a secret by the name of its key. A few ordinary words, such as the label of
 * a password field, are skipped: every text that contains them would be hidden.
 */
function needlesOfNamed(value: Json): readonly string[] {
  return needlesOf(value).filter((text) => !isOrdinary(text));
}

/** Whether a text is at most three words as people write them, such as a label. */
export function isOrdinary(text: string): boolean {
  if (text.length > 60 || !/^[\p{Lu}\p{Ll}][\p{Lu}\p{Ll}\s.,:;!?'’…-]*$/u.test(text)) return false;
  return [...text.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+/gu)].length <= 3;
}

function wholeOf(value: Json): readonly string[] {
  if (!isStructured(value)) return [String(value)];
  // If a map or a list is secret as a whole, its secret part is unknown.
  return Object.values(value)
    .flatMap(wholeOf)
    .filter((text) => !isOrdinary(text));
}

function spelled(texts: readonly string[]): readonly string[] {
  return texts
    .filter((text) => text.length >= leastNeedle)
    .flatMap((text) => [
      text,
      percentEncoded(text),
      JSON.stringify(text).slice(1, -1),
      Buffer.from(text).toString('base64'),
    ]);
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** The texts that may contain a secret: all texts and numbers of a value, and the names of its members. */
export function textsIn(value: Json): readonly string[] {
  if (!isStructured(value)) return [String(value)];
  const found: string[] = [];
  const open: Json[] = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (!isStructured(part)) found.push(String(part));
    else {
      for (const [name, member] of Object.entries(part)) {
        found.push(name);
        open.push(member);
      }
    }
  }
  return found;
}
