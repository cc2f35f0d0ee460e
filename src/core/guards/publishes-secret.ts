import type { Desired } from '../model/desired.ts';
import { keyChangesOf, touchedScopes } from '../model/end-state.ts';
import type { Finding } from '../model/finding.ts';
import { aliasOf, type Scope, type Section, sections } from '../model/scope.ts';
import { keyTarget } from '../model/target.ts';
import { matchesTarget } from '../model/target-pattern.ts';
import type { Guard, GuardInput } from './guard.ts';
import { publishedNames } from './published-names.ts';

/** A widget publish would write a secret into a public file. */
export const publishesSecret: Guard = { code: 'publishes-secret', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  return touchedScopes(input.changes).flatMap((scope) =>
    keyChangesOf(input.changes, scope).flatMap((change) => {
      if (change.key !== 'jump_publish_settings' || change.section !== 'settings' || change.action === 'remove')
        return [];
      return publishedNames(change.after)
        .filter((name) => isSecretName(input, scope, name))
        .map((name) => ({
          code: 'publishes-secret',
          severity: 'refuse' as const,
          message: `jump_publish_settings would name ${name}, a secret, and a widget publish writes the named settings to a public file; take ${name} out of the list`,
          target: keyTarget(scope, 'settings', change.key),
          source: change.source,
        }));
    }),
  );
}

function isSecretName({ desired, catalogue }: GuardInput, scope: Scope, name: string): boolean {
  if (catalogue.isKnownSecret(name) || catalogue.looksSecret(name)) return true;
  // Values go from the global scope down to clients, and so does the list of names itself.
  const own = aliasOf(scope);
  const aliases = own === null ? [null, ...desired.clients.keys()] : [null, own];
  return aliases.some((alias) => sections.some((section) => isSecretThere(desired, alias, section, name)));
}

function isSecretThere(desired: Desired, alias: string | null, section: Section, key: string): boolean {
  if (desired.sensitive.some((pattern) => matchesTarget(pattern, { kind: 'key', alias, section, key }))) return true;
  const scope = alias === null ? desired.global : desired.clients.get(alias);
  const kind = scope?.sections[section].values.get(key)?.kind;
  return kind === 'secret' || kind === 'not-compared';
}
