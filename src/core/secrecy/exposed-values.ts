import type { Baseline } from '../model/baseline.ts';
import type { Desired } from '../model/desired.ts';
import type { Json } from '../model/json.ts';
import type { LiveState } from '../model/live.ts';
import { type KeyAddress, onlyLooks, type Secrecy, type SecretReason } from '../model/secrecy.ts';
import { Secret } from '../model/secret.ts';
import { formatTarget } from '../model/target.ts';
import { isSecret, sealed, type Value } from '../model/value.ts';
import type { ClientNames } from './client-names.ts';
import { valuesOfLive } from './held.ts';
import { needlesOf, needlesOfNamed, textsIn } from './needles.ts';
import { type SecrecyFacts, secretReason } from './secret-reason.ts';

/** Where secrets come from that no plain live value may show; `names`: what the file calls its clients. */
type Around = {
  readonly files: readonly Desired[];
  readonly baseline: Baseline | null;
  readonly live: LiveState;
  readonly names: ClientNames | null;
};

/** The answer with live at hand: a plain live value that contains another secret is one too. Linear in what live holds. */
export function withExposed(facts: SecrecyFacts, { files, baseline, live, names }: Around): Secrecy {
  const wanted = [...ofCaller(live), ...inLive(live, facts, names), ...inFiles(files), ...inBaseline(baseline)];
  const find = Secret.finder(wanted.map(({ secret, texts }) => [secret, texts] as const));
  const exposed = (value: Json): SecretReason | null => {
    for (const text of textsIn(value)) {
      const found = find(text);
      const what = found === null ? undefined : wanted[found]?.what;
      if (what !== undefined) return { kind: 'contains', what };
    }
    return null;
  };
  const exposing = plainValues(live, facts).flatMap(({ address, value }) => {
    const reason = exposed(value);
    return reason?.kind === 'contains' ? [{ ...address, what: reason.what }] : [];
  });
  const byName = new Map(exposing.map(({ what, ...address }) => [addressText(address), what]));
  return {
    exposing,
    reasonOf: (address, value) => {
      const reason = secretReason(facts, address, plainIn(value));
      const what = byName.get(addressText(address)) ?? byName.get(addressText(inOtherSection(address)));
      // That a value shows another secret is more than its looks.
      if (what !== undefined && (reason === null || onlyLooks(reason))) return { kind: 'contains', what };
      return reason ?? (value === undefined || isSecret(value) ? null : exposed(value));
    },
  };
}

function addressText({ clientId, section, key }: KeyAddress): string {
  return `${clientId === null ? '' : `${clientId} `}${section}.${key}`;
}

function inOtherSection(address: KeyAddress): KeyAddress {
  return { ...address, section: address.section === 'settings' ? 'custom' : 'settings' };
}

type PlainValue = { readonly address: KeyAddress; readonly value: Json };

function plainValues(live: LiveState, facts: SecrecyFacts): readonly PlainValue[] {
  return valuesOfLive(live).flatMap(({ address, value }) =>
    isSecret(value) || value === null || secretReason(facts, address, []) !== null ? [] : [{ address, value }],
  );
}

/** A secret that no plain value may show, and what to call it. */
type Wanted = { readonly secret: Secret; readonly texts: (value: Json) => readonly string[]; readonly what: string };

function ofCaller({ caller, callerSecret }: LiveState): readonly Wanted[] {
  if (callerSecret === null) return [];
  const texts = (value: Json): readonly string[] => [...needlesOf(value), ...needlesOf(`${caller}:${String(value)}`)];
  return [{ secret: callerSecret, texts, what: "the caller's own secret" }];
}

function inLive(live: LiveState, facts: SecrecyFacts, names: ClientNames | null): readonly Wanted[] {
  return valuesOfLive(live).flatMap(({ address, value }) => {
    const reason = value === null ? null : secretReason(facts, address, []);
    if (reason === null) return [];
    const texts = reason.kind === 'name' ? needlesOfNamed : needlesOf;
    return [{ secret: sealed(value), texts, what: `the secret ${nameOf(address, names)}` }];
  });
}

function nameOf({ clientId, section, key }: KeyAddress, names: ClientNames | null): string {
  const alias = clientId === null ? null : (names?.aliasesOf(clientId)[0] ?? `@${clientId}`);
  return formatTarget({ kind: 'key', alias, section, key });
}

function inFiles(files: readonly Desired[]): readonly Wanted[] {
  return files.flatMap(({ global, clients }) =>
    [global, ...clients.values()].flatMap(({ sections: { settings, custom } }) =>
      [...settings.values, ...custom.values].flatMap(([key, value]) =>
        value.kind === 'secret' && value.why.kind === 'reference'
          ? [{ secret: value.secret, texts: needlesOf, what: `the secret that the file has for ${key}` }]
          : [],
      ),
    ),
  );
}

function inBaseline(baseline: Baseline | null): readonly Wanted[] {
  if (baseline === null) return [];
  const scopes = [
    ...(baseline.global === null ? [] : [baseline.global]),
    ...baseline.clients.map(({ scope }) => scope),
  ];
  return scopes.flatMap(({ sections: { settings, custom } }) =>
    [...settings, ...custom].flatMap(([key, value]) =>
      value.kind === 'secret' && value.secret !== null && value.by === 'reference'
        ? [{ secret: value.secret, texts: needlesOf, what: `the secret that the baseline has for ${key}` }]
        : [],
    ),
  );
}

/** A value as something that can be looked at. */
export function plainIn(value: Value | undefined): readonly Json[] {
  return value === undefined || isSecret(value) ? [] : [value];
}
