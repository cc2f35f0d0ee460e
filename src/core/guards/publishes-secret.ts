import { isKeyChange, type KeyChange, targetOf } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Finding } from '../model/finding.ts';
import { patternIndex } from '../model/pattern-index.ts';
import { aliasOf, type Scope, type Section, sections } from '../model/scope.ts';
import { isSecret } from '../model/value.ts';
import { effectiveValue } from './effective-value.ts';
import type { Guard, GuardInput } from './guard.ts';
import { inherits } from './inheriting-scopes.ts';
import { type Publication, publicationOf, publishedNames, publishList } from './published-names.ts';

/** A widget publish would write a secret into a public file. */
export const publishesSecret: Guard = { code: 'publishes-secret', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  const publication = publicationOf(input);
  return input.changes.filter(isKeyChange).flatMap((change) => {
    const isList = change.section === 'settings' && change.key === publishList;
    const reasons = isList ? reasonsOfList : reasonsOfValue;
    return reasons(input, publication, change).map((message) => {
      const severity = 'refuse' as const;
      return { code: 'publishes-secret', severity, message, target: targetOf(change), source: change.source };
    });
  });
}

function reasonsOfList(input: GuardInput, publication: Publication, change: KeyChange): readonly string[] {
  if (change.action === 'remove') return reasonsOfFallback(input, publication, change);
  if (isSecret(change.after)) {
    return [
      'jump_publish_settings comes from a secret, so that nobody can see what it names; write the names themselves',
    ];
  }
  return publishedNames(change.after)
    .filter((name) => isSecretName(input, change.scope, name))
    .map(
      (name) =>
        `jump_publish_settings would name ${name}, a secret, and a widget publish writes the named settings to a public file; take ${name} out of the list`,
    );
}

// A client without a list of its own publishes by the global one.
function reasonsOfFallback(input: GuardInput, publication: Publication, { scope }: KeyChange): readonly string[] {
  const before = publication.before(scope);
  return [...publication.after(scope)]
    .filter((name) => !before.has(name) && isSecretName(input, scope, name))
    .map(
      (name) =>
        `without jump_publish_settings of its own the client publishes by the global list, which names ${name}, a secret here; keep a list at the client, or take ${name} out of the global one`,
    );
}

function reasonsOfValue(input: GuardInput, publication: Publication, change: KeyChange): readonly string[] {
  const { scope, section, key } = change;
  if (effectiveValue(input, change).kind !== 'secret') return [];
  // A name that the plan brings into the list is found there.
  const staysPublished = (where: Scope): boolean =>
    publication.before(where).has(key) && publication.after(where).has(key);
  if (staysPublished(scope)) return [reasonOfValue('jump_publish_settings names', key)];
  if (scope.kind === 'client') return [];
  return publication
    .listedBy(key)
    .filter((client) => staysPublished(client) && inherits(input, { scope: client, section, key }))
    .map(({ alias }) => reasonOfValue(`client ${alias} inherits it, and jump_publish_settings there names`, key));
}

function reasonOfValue(names: string, key: string): string {
  return `${names} ${key}, so that the next widget publish would write this secret to a public file; take ${key} out of that list first`;
}

function isSecretName({ desired, catalogue }: GuardInput, scope: Scope, name: string): boolean {
  if (catalogue.isKnownSecret(name) || catalogue.looksSecret(name)) return true;
  // Values go from the global scope down to clients, and so does the list of names itself.
  const own = aliasOf(scope);
  const aliases = own === null ? [null, ...desired.clients.keys()] : [null, own];
  return aliases.some((alias) => sections.some((section) => isSecretThere(desired, alias, section, name)));
}

function isSecretThere(desired: Desired, alias: string | null, section: Section, key: string): boolean {
  if (patternIndex(desired.sensitive).matching({ kind: 'key', alias, section, key }).length > 0) return true;
  const scope = alias === null ? desired.global : desired.clients.get(alias);
  const kind = scope?.sections[section].values.get(key)?.kind;
  return kind === 'secret' || kind === 'not-compared';
}
