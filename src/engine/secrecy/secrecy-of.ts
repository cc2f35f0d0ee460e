import type { Baseline } from '../../model/baseline.ts';
import type { Desired } from '../../model/desired.ts';
import type { LiveState } from '../../model/live.ts';
import type { KeyAddress, Secrecy } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { plainIn, withExposed } from './exposed-values.ts';
import { declaredBy, heldByBaseline, heldByFile, heldByLive, seenAt } from './held.ts';
import { knownSecrets, namedBy, secretsAt, secretsOfBaseline, secretsOfFile } from './known-secrets.ts';
import { namesInBaseline, namesInFile } from './secret-name.ts';
import { type SecrecyFacts, secretReason } from './secret-reason.ts';

/** All sources that may know a secret. */
export type SecrecySources = {
  readonly catalogue: Catalogue;
  /** Files of the application; the first is the one in use, and only its `public` counts. */
  readonly files: readonly Desired[];
  readonly baseline: Baseline | null;
  /** What the live application holds, as it was read. */
  readonly live: LiveState | null;
  /** What snapshots and journals know. */
  readonly known: readonly KnownAddresses[];
};

/** Keys that a source knows as secrets; `source` is a phrase such as "the journal of run 7". */
export type KnownAddresses = { readonly source: string; readonly addresses: readonly KeyAddress[] };

const noClients: LiveState['clients'] = new Map();

/** What is a secret, by all sources together: a key that one source knows as secret is secret in all. */
export function secrecyOf(sources: SecrecySources): Secrecy {
  const { files, baseline, live, known, catalogue } = sources;
  const clients = live?.clients ?? noClients;
  const named = files.map((file) => ({ file, names: namesInFile(file, clients) }));
  const ofBaseline = baseline === null ? [] : [{ baseline, names: namesInBaseline(baseline, clients) }];
  const held = [
    ...named.map(({ file, names }) => heldByFile(file, names)),
    ...ofBaseline.map((one) => heldByBaseline(one.baseline, one.names)),
    ...(live === null ? [] : [heldByLive(live)]),
  ];
  const [followed] = named;
  const facts: SecrecyFacts = {
    catalogue,
    known: knownSecrets(
      [
        ...named.map(({ file, names }) => secretsOfFile(file, names)),
        ...ofBaseline.map((one) => secretsOfBaseline(one.baseline, one.names)),
        ...known.map(({ addresses, source }) => secretsAt(addresses, source)),
      ],
      held,
    ),
    isPublic: followed === undefined ? () => false : namedBy(followed.file.public, followed.names),
    seen: seenAt(held),
  };
  if (live === null) {
    return {
      reasonOf: (address, value) => secretReason(facts, address, plainIn(value)),
      exposing: [],
      exposingClients: [],
      isInKeyName: () => false,
      isInClientName: () => false,
    };
  }
  const isDeclared = followed === undefined ? () => false : declaredBy(followed.file, followed.names);
  return withExposed(facts, { files, baseline, live, names: followed?.names ?? null, isDeclared });
}
