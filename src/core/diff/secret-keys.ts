import type { Desired } from '../model/desired.ts';
import { patternIndex } from '../model/pattern-index.ts';
import { type Section, sections } from '../model/scope.ts';
import type { Catalogue } from '../model/setting.ts';

/** Whether a key holds a secret. `alias` null: the global scope. */
export type IsSecretKey = (alias: string | null, section: Section, key: string) => boolean;

/** A key is secret by the catalogue, by its name, by `sensitive`, or since the file gives it a secret, in whatever scope. */
export function secretKeys(desired: Desired, catalogue: Catalogue): IsSecretKey {
  const scopes = [desired.global, ...desired.clients.values()];
  // What one scope gets from a secret is no less secret in another that only happens to hold the key.
  const given = new Set(
    scopes.flatMap((scope) =>
      sections.flatMap((section) =>
        [...scope.sections[section].values]
          .filter(([, value]) => value.kind === 'secret' || value.kind === 'not-compared')
          .map(([key]) => `${section}.${key}`),
      ),
    ),
  );
  return (alias, section, key) => {
    if (catalogue.isKnownSecret(key) || catalogue.looksSecret(key)) return true;
    if (patternIndex(desired.sensitive).matching({ kind: 'key', alias, section, key }).length > 0) return true;
    return given.has(`${section}.${key}`);
  };
}
