import { isKeyChange, targetOf } from '../model/change.ts';
import { liveScopeOf } from '../model/end-state.ts';
import type { Finding } from '../model/finding.ts';
import type { Scope } from '../model/scope.ts';
import { formatTarget } from '../model/target.ts';
import type { Guard, GuardInput } from './guard.ts';
import { publishedNames } from './published-names.ts';

/** Published copies of a changed setting stay old until somebody publishes the widget settings again. */
export const staleWidget: Guard = { code: 'stale-widget', override: 'none', check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.filter(isKeyChange).flatMap((change) => {
    if (!namesPublishedAt(input, change.scope).includes(change.key)) return [];
    const target = targetOf(change);
    const message = `${formatTarget(target)} is published (jump_publish_settings); run settings/widget/publish after the apply, until then the public copy keeps the old value`;
    return [{ code: 'stale-widget', severity: 'warning' as const, message, target, source: change.source }];
  });
}

function namesPublishedAt({ live }: GuardInput, scope: Scope): readonly string[] {
  const read = liveScopeOf(live, scope);
  const own = read?.sections.settings.get('jump_publish_settings');
  return publishedNames(own ?? read?.inherited?.settings.get('jump_publish_settings'));
}
