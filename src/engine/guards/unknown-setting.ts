import { didYouMean, nameFinder } from '../../leaf/did-you-mean.ts';
import { formatTarget } from '../../model/address.ts';
import { isKeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { isCustomName, optionOf } from '../../model/setting.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A new top-level key that the application does not know: a typo, or a custom setting in the wrong section. */
export const unknownSetting: Guard = { code: 'unknown-setting', override: 'allow', rank: 340, check };

function check({ changes, live, catalogue }: GuardInput): readonly Finding[] {
  const { options } = live;
  const isKnown = (name: string): boolean =>
    options === null ? catalogue.lookup(name) !== undefined : optionOf(options, name) !== undefined;
  const isCustom = (name: string): boolean => {
    const option = options?.get(name);
    return option === undefined ? catalogue.lookup(name)?.section === 'either' : isCustomName(option);
  };
  const find = nameFinder(options === null ? catalogue.names : namesOfSettings(options));
  // Without the options response a name may be known to the application and not to the catalogue.
  const severity = options === null ? 'warning' : 'refuse';
  const whose = options === null ? 'capstan knows, and the application does not tell its own' : 'the application knows';
  return changes
    .filter(isKeyChange)
    .filter(({ action, section, key }) => action === 'create' && section === 'settings' && !isKnown(key))
    .map((change) => {
      const target = targetOf(change);
      const cure = isCustom(change.key)
        ? 'it is a custom setting there: move it under custom'
        : didYouMean(change.key, find) || 'if it is a setting of your own, move it under custom';
      const fact = `${formatTarget(target)} is not a setting that ${whose}`;
      return { code: 'unknown-setting', severity, fact, cure, target, source: change.source };
    });
}

function namesOfSettings(options: NonNullable<GuardInput['live']['options']>): readonly string[] {
  return [...options.values()].filter((option) => !isCustomName(option)).map(({ name }) => name);
}
