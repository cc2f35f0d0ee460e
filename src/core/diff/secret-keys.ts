import type { Desired } from '../model/desired.ts';
import type { Section } from '../model/scope.ts';
import type { Catalogue } from '../model/setting.ts';
import { matchesTarget } from '../model/target-pattern.ts';

/** Whether a key holds a secret. `alias` null: the global scope. */
export type IsSecretKey = (alias: string | null, section: Section, key: string) => boolean;

/** A key is secret by the catalogue, by its name, by `sensitive`, or since the file gives it a secret. */
export function secretKeys(desired: Desired, catalogue: Catalogue): IsSecretKey {
  return (alias, section, key) => {
    if (catalogue.isKnownSecret(key) || catalogue.looksSecret(key)) return true;
    if (desired.sensitive.some((pattern) => matchesTarget(pattern, { kind: 'key', alias, section, key }))) return true;
    const scope = alias === null ? desired.global : desired.clients.get(alias);
    const kind = scope?.sections[section].values.get(key)?.kind;
    return kind === 'secret' || kind === 'not-compared';
  };
}
