import type { KeyChange } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import { keyChangesOf, touchedScopes } from '../model/end-state.ts';
import type { Finding } from '../model/finding.ts';
import { aliasOf, type Scope, type Section, sections } from '../model/scope.ts';
import { keyTarget } from '../model/target.ts';
import { matchesTarget } from '../model/target-pattern.ts';
import { isSecret, type Value } from '../model/value.ts';
import type { Guard, GuardInput } from './guard.ts';
import { namesPublishedAt, publishedNames } from './published-names.ts';

/** A widget publish would write a secret into a public file. */
export const publishesSecret: Guard = { code: 'publishes-secret', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  return touchedScopes(input.changes).flatMap((scope) =>
    keyChangesOf(input.changes, scope).flatMap((change) => {
      const target = keyTarget(scope, change.section, change.key);
      return reasonsOf(input, change).map((message) => {
        return { code: 'publishes-secret', severity: 'refuse' as const, message, target, source: change.source };
      });
    }),
  );
}

function reasonsOf(input: GuardInput, change: KeyChange): readonly string[] {
  if (change.action === 'remove') return [];
  const { key, scope, after } = change;
  if (change.section === 'settings' && key === 'jump_publish_settings') return reasonsOfList(input, scope, after);
  if (!isSecret(after) || !namesPublishedAt(input.live, scope).includes(key)) return [];
  return [
    `jump_publish_settings names ${key}, so that the next widget publish would write this secret to a public file; take ${key} out of that list first`,
  ];
}

function reasonsOfList(input: GuardInput, scope: Scope, list: Value): readonly string[] {
  if (isSecret(list)) {
    return [
      'jump_publish_settings comes from a secret, so that nobody can see what it names; write the names themselves',
    ];
  }
  return publishedNames(list)
    .filter((name) => isSecretName(input, scope, name))
    .map(
      (name) =>
        `jump_publish_settings would name ${name}, a secret, and a widget publish writes the named settings to a public file; take ${name} out of the list`,
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
