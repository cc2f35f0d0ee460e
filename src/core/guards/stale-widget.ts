import { isKeyChange, targetOf } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { formatTarget } from '../model/target.ts';
import { isSecret } from '../model/value.ts';
import type { Guard, GuardInput } from './guard.ts';
import { namesPublishedAt } from './published-names.ts';

/** Published copies of a changed setting stay old until somebody publishes the widget settings again. */
export const staleWidget: Guard = { code: 'stale-widget', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.filter(isKeyChange).flatMap((change) => {
    // Nobody should be told to publish a secret: publishes-secret speaks of those.
    const isHidden = change.action !== 'remove' && isSecret(change.after);
    if (isHidden || !namesPublishedAt(input.live, change.scope).includes(change.key)) return [];
    const target = targetOf(change);
    const message = `${formatTarget(target)} is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value`;
    return [{ code: 'stale-widget', severity: 'warning' as const, message, target, source: change.source }];
  });
}
