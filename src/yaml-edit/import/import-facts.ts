import { clientProperties } from '../../kinds/index.ts';
import { entriesOf } from '../../kinds/kind.ts';
import type { LiveState } from '../../model/live.ts';
import type { Secrecy } from '../../model/secrecy.ts';
import { chooseAliases, type ImportChoice, type ImportSource } from './choose-clients.ts';
import { plainTextsOf, showsSecretOf } from './live-secrets.ts';

/** The input of every decision on a key. */
export type ImportFacts = {
  readonly live: LiveState;
  readonly choice: ImportChoice;
  readonly secrecy: Secrecy;
  /** Whether a name shows the value of a secret. */
  readonly showsSecret: (text: string) => boolean;
  /** What is in the file besides keys and values. */
  readonly frame: readonly string[];
  /** The texts of all values that are no secrets. */
  readonly plainTexts: () => readonly string[];
};

const words = [
  'version',
  'application',
  'region',
  'configUrl',
  'captureUrl',
  'settings',
  'custom',
  'clients',
  ...clientProperties().map(({ name }) => name),
  // How references to secrets begin.
  '${secret:CAPSTAN_VAR_',
];

/** The input of decisions on this application. */
export function importFacts({ live, secrecy }: ImportSource, choice: ImportChoice): ImportFacts {
  const clients = [...live.clients.values()].flatMap((client) => [
    client.id,
    ...[...client.scope.properties.values()].flatMap(({ value }) => entriesOf(value)),
  ]);
  const { id, configUrl, captureUrl } = choice.application;
  const frame = [
    ...words,
    id,
    configUrl ?? '',
    captureUrl ?? '',
    ...clients,
    ...chooseAliases(live.clients.values()).values(),
  ];
  return { live, secrecy, choice, showsSecret: showsSecretOf(live), frame, plainTexts: () => plainTextsOf(live) };
}
