import { isKeyChange, targetOf } from '../model/change.ts';
import { didYouMean, nameFinder } from '../model/did-you-mean.ts';
import type { Finding } from '../model/finding.ts';
import { formatTarget } from '../model/target.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A new top-level key that the application does not know: a slip, or a custom setting in the wrong place. */
export const unknownSetting: Guard = { code: 'unknown-setting', override: 'allow', check };

function check({ changes, live, catalogue }: GuardInput): readonly Finding[] {
  const isKnown = (name: string): boolean =>
    live.options === null ? catalogue.facts(name) !== undefined : live.options.has(name);
  const find = nameFinder(live.options === null ? catalogue.names : live.options.keys());
  // Without the options reply a name may be known to the application and not to the catalogue.
  const severity = live.options === null ? 'warning' : 'refuse';
  const whose =
    live.options === null ? 'capstan knows, and the application does not tell its own' : 'the application knows';
  return changes
    .filter(isKeyChange)
    .filter(({ action, section, key }) => action === 'create' && section === 'settings' && !isKnown(key))
    .map((change) => {
      const target = targetOf(change);
      const hint = didYouMean(change.key, find) || '; if it is a setting of your own, move it under custom';
      const message = `${formatTarget(target)} is not a setting that ${whose}${hint}`;
      return { code: 'unknown-setting', severity, message, target, source: change.source };
    });
}
