import { kindOf } from '../../kinds/index.ts';
import { formatTarget } from '../../model/address.ts';
import { isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { isSecret } from '../../model/value.ts';
import { inherits, type Publication, publicationOf } from '../judging/effective-value.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Published copies of a changed setting stay unchanged until the widget settings are published again. */
export const staleWidget: Guard = { code: 'stale-widget', override: 'none', rank: 390, check };

function check(input: GuardInput): readonly Finding[] {
  const publication = publicationOf(input);
  return input.changes.filter(isKeyChange).flatMap((change) => {
    // Nothing suggests to publish a secret: publishes-secret reports those.
    const isHidden = change.action !== 'remove' && isSecret(change.after);
    const published = isHidden ? null : howPublished(input, publication, change);
    if (published === null) return [];
    const target = targetOf(change);
    const fact = `${formatTarget(target)} is published ${published}`;
    const cure = 'run settings/widget/publish after the apply, until then the public copy keeps the old value';
    return [{ code: 'stale-widget', severity: 'warning' as const, fact, cure, target, source: change.source }];
  });
}

// A value of the global scope is also published by clients that inherit the value and have a list of their own.
function howPublished(input: GuardInput, { before, listedBy }: Publication, change: KeyChange): string | null {
  const { scope, section, key } = change;
  if (before(scope).has(key)) return '(jump_publish_settings)';
  if (kindOf(scope).inherits) return null;
  const publishing = listedBy(key).filter((client) => before(client).has(key));
  const aliases = publishing
    .filter((client) => inherits(input, { scope: client, section, key }))
    .map(({ alias }) => alias);
  return aliases.length === 0 ? null : `by clients that inherit it (jump_publish_settings of ${aliases.join(', ')})`;
}
