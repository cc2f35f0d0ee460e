import type { LiveState } from '../core/model/live.ts';
import type { Secret } from '../core/model/secret.ts';
import { chooseAliases } from './choose-aliases.ts';
import type { ImportChoice, ImportSource } from './import-choice.ts';
import { liveSecrets } from './live-secrets.ts';

/** What every decision on a key is made from. */
export type ImportFacts = {
  readonly live: LiveState;
  readonly choice: ImportChoice;
  readonly isSecretName: (key: string) => boolean;
  /** No other value may show one of these. */
  readonly secrets: readonly Secret[];
  /** What stands in the file besides keys and values. */
  readonly frame: readonly string[];
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
  'features',
  // How references to secrets begin.
  '${secret:CAPSTAN_VAR_',
];

/** What decisions on this application are made from. */
export function importFacts(live: ImportSource, choice: ImportChoice): ImportFacts {
  const { catalogue } = choice;
  const isSecretName = (key: string): boolean => catalogue.isKnownSecret(key) || catalogue.looksSecret(key);
  const clients = [...live.clients.values()].flatMap(({ id, features }) => [id, ...(features ?? [])]);
  const { id, configUrl, captureUrl } = choice.application;
  const frame = [
    ...words,
    id,
    configUrl ?? '',
    captureUrl ?? '',
    ...clients,
    ...chooseAliases(live.clients.values()).values(),
  ];
  return { live, choice, isSecretName, secrets: liveSecrets(live, isSecretName), frame };
}
