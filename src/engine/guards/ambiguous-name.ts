import { formatTarget } from '../../model/address.ts';
import { isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { isCustomName } from '../../model/setting.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A custom key with the name of a known setting: most likely it was meant to be that setting. */
export const ambiguousName: Guard = { code: 'ambiguous-name', override: 'allow', check };

function check(input: GuardInput): readonly Finding[] {
  return input.changes
    .filter(isKeyChange)
    .filter((change) => change.section === 'custom' && change.action !== 'remove' && isSetting(input, change.key))
    .map((change) => {
      const target = targetOf(change);
      return {
        code: 'ambiguous-name',
        severity: 'refuse',
        fact: `${formatTarget(target)} has the name of a known setting, and the service would not use it as that setting`,
        cure: `move ${change.key} to settings, or give the custom key another name`,
        target,
        source: change.source,
      };
    });
}

// The application knows best. The catalogue also has names that the Console adds as custom settings.
function isSetting({ live, catalogue }: GuardInput, name: string): boolean {
  const option = live.options?.get(name);
  return option === undefined ? catalogue.lookup(name)?.section === 'settings' : !isCustomName(option);
}
