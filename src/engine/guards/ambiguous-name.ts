import { formatTarget } from '../../model/address.ts';
import { type Change, isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type Catalogue, isCustomName, type SettingOptions } from '../../model/setting.ts';
import { unlessLive } from '../judging/shared-findings.ts';
import type { Guard } from './guard.ts';

/** A custom key with the name of a known setting: it was probably intended as that setting. */
export const ambiguousName: Guard = {
  code: 'ambiguous-name',
  override: 'allow',
  rank: 360,
  check: ({ changes, live, catalogue }) => findAmbiguous(changes, live.options, catalogue),
  checkFile: ({ asked, catalogue }) => findAmbiguous(asked, null, catalogue).map(unlessLive),
};

function findAmbiguous(changes: readonly Change[], options: SettingOptions, catalogue: Catalogue): readonly Finding[] {
  return changes
    .filter(isKeyChange)
    .filter(
      (change) =>
        change.section === 'custom' && change.action !== 'remove' && isSetting(change.key, options, catalogue),
    )
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
function isSetting(name: string, options: SettingOptions, catalogue: Catalogue): boolean {
  const option = options?.get(name);
  return option === undefined ? catalogue.lookup(name)?.section === 'settings' : !isCustomName(option);
}
