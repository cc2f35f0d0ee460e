import { kindOf } from '../../kinds/index.ts';
import { globalScope, type Scope, scopeId, sections } from '../../model/address.ts';
import { isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { DesiredCell } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { clientsRead } from '../../model/live.ts';
import { onlyLooks, orPublic, type SecretReason } from '../../model/secrecy.ts';
import { isSecret } from '../../model/value.ts';
import {
  effectiveValue,
  inherits,
  isWildcard,
  type KeyPlace,
  ownValue,
  type Publication,
  publicationOf,
  publishedNames,
  publishList,
} from '../judging/effective-value.ts';
import { unlessLive } from '../judging/shared-findings.ts';
import type { FileAlone, Guard, GuardInput } from './guard.ts';

/** A widget publish would write a secret into a public file. */
export const publishesSecret: Guard = { code: 'publishes-secret', override: 'none', rank: 270, check, checkFile };

function check(input: GuardInput): readonly Finding[] {
  const publication = publicationOf(input);
  return input.changes.filter(isKeyChange).flatMap((change) => {
    const isList = change.section === 'settings' && change.key === publishList;
    const reasons = isList ? reasonsOfList : reasonsOfValue;
    return reasons(input, publication, change).map((reason) => {
      const severity = 'refuse' as const;
      return { code: 'publishes-secret', severity, ...reason, target: targetOf(change), source: change.source };
    });
  });
}

type Reason = Pick<Finding, 'fact' | 'cure'>;

// Without a live state, the catalogue and the file decide what is a secret.
function checkFile({ asked, catalogue, desired: { global, clients } }: FileAlone): readonly Finding[] {
  return asked.filter(isKeyChange).flatMap((change) => {
    const { scope, section, key, source } = change;
    if (section !== 'settings' || key !== publishList || change.action !== 'create' || isSecret(change.after))
      return [];
    const scopes = [global, ...(scope.kind === 'global' ? [] : [clients.get(scope.alias)?.scope])];
    const isKnown = (name: string): boolean =>
      catalogue.lookup(name)?.secret === true ||
      scopes.some((one) => sections.some((part) => isSecretThere(one?.sections[part].get(name))));
    const target = targetOf(change);
    return publishedNames(change.after)
      .filter(isKnown)
      .map((name) =>
        unlessLive({ code: 'publishes-secret', ...naming(name, `remove ${name} from the list`), target, source }),
      );
  });
}

function isSecretThere(cell: DesiredCell | undefined): boolean {
  return cell?.kind === 'secret' && cell.secret !== null;
}

function naming(name: string, cure: string): Reason {
  const fact = `jump_publish_settings would name ${name}, a secret, and a widget publish writes the named settings to a public file`;
  return { fact, cure };
}

function reasonsOfList(input: GuardInput, publication: Publication, change: KeyChange): readonly Reason[] {
  if (change.action === 'remove') return reasonsOfFallback(input, publication, change);
  if (isSecret(change.after)) {
    const fact = 'jump_publish_settings comes from a secret, so that its names cannot be checked';
    return [{ fact, cure: 'list the names themselves' }];
  }
  const names = publishedNames(change.after);
  const wildcard = names.find(isWildcard);
  const unclear =
    wildcard === undefined
      ? []
      : [
          {
            fact: `jump_publish_settings would hold ${wildcard}, which may stand for secrets too`,
            cure: 'list the names themselves',
          },
        ];
  const secrets = names.flatMap((name) => {
    const why = whySecret(input, change.scope, name);
    return why === null ? [] : [{ name, why }];
  });
  const targets = new Set(secrets.flatMap(({ name }) => sections.map((section) => `${section}.${name}`)));
  const named = secrets.filter(({ name }) => !targets.has(name));
  return [...unclear, ...named.map(({ name, why }) => naming(name, orPublic(`remove ${name} from the list`, why)))];
}

// A client without a list of its own publishes by the global one.
function reasonsOfFallback(input: GuardInput, publication: Publication, { scope }: KeyChange): readonly Reason[] {
  const before = publication.before(scope);
  return [...publication.after(scope)]
    .filter((name) => !before.has(name))
    .flatMap((name) => {
      const why = whySecret(input, scope, name);
      return why === null
        ? []
        : [
            {
              fact: `without jump_publish_settings of its own the client publishes by the global list, which names ${name}, a secret here`,
              cure: orPublic(`keep a list at the client, or remove ${name} from the global one`, why),
            },
          ];
    });
}

function reasonsOfValue(input: GuardInput, publication: Publication, change: KeyChange): readonly Reason[] {
  const { scope, section, key } = change;
  if (effectiveValue(input, change).kind !== 'secret') return [];
  // A name that the plan brings into the list is found there.
  const staysPublished = (where: Scope): boolean =>
    publication.before(where).has(key) && publication.after(where).has(key);
  if (staysPublished(scope)) return [reasonOfValue('jump_publish_settings names', key)];
  if (kindOf(scope).inherits) return [];
  return publication
    .listedBy(key)
    .filter((client) => staysPublished(client) && inherits(input, { scope: client, section, key }))
    .map(({ alias }) => reasonOfValue(`client ${alias} inherits it, and jump_publish_settings there names`, key));
}

function reasonOfValue(names: string, key: string): Reason {
  return {
    fact: `${names} ${key}, so that the next widget publish would write this secret to a public file`,
    cure: `remove ${key} from that list first`,
  };
}

/** Why a name is a secret in the scope, or in a scope that inherits it; null: it is none. */
function whySecret(input: GuardInput, scope: Scope, name: string): SecretReason | null {
  // Clients inherit values from the global scope, and the list of names too.
  const ids = scope.kind === 'global' ? clientsRead(input.live).map(({ id }) => id) : [scope.clientId];
  const scopes = [globalScope, ...ids.map((clientId): Scope => ({ kind: 'client', alias: clientId, clientId }))];
  const places = scopes.flatMap((where) => sections.map((section) => ({ scope: where, section, key: name })));
  const reasons = places.map((place) => ({ place, why: reasonAt(input, place) }));
  const known = reasons.find(({ why }) => why !== null && !onlyLooks(why));
  if (known !== undefined) return known.why;
  // A value that looks like a secret is one in its own scope; for a name without a value, `public` counts in any scope.
  const there = reasons.filter(({ place }) => ownValue(input, place) !== undefined);
  if (there.length > 0) return there.find(({ why }) => why !== null)?.why ?? null;
  return reasons.map(({ why }) => why).reduce((first, why) => why && first);
}

function reasonAt({ secrecy }: GuardInput, { scope, section, key }: KeyPlace): SecretReason | null {
  return secrecy.reasonOf({ clientId: scopeId(scope), section, key });
}
