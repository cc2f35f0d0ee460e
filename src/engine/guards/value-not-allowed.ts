import { canonicalJson, type Json } from '../../leaf/json.ts';
import { formatTarget } from '../../model/address.ts';
import { type Change, isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { type Catalogue, optionOf, type SettingOptions, specIn } from '../../model/setting.ts';
import { isSecret, type Value } from '../../model/value.ts';
import type { Guard } from './guard.ts';

/**
 * A value that the options response does not list for the setting, or the documents if the response lists none; or a
 * negative number of attempts, seconds or years.
 */
export const valueNotAllowed: Guard = {
  code: 'value-not-allowed',
  override: 'allow',
  rank: 350,
  check: ({ changes, live, catalogue }) => findNotAllowed(changes, live.options, catalogue),
  checkFile: ({ asked, catalogue }) => findNotAllowed(asked, null, catalogue),
};

function findNotAllowed(changes: readonly Change[], options: SettingOptions, catalogue: Catalogue): readonly Finding[] {
  return changes.filter(isKeyChange).flatMap((change) => {
    if (change.action === 'remove' || isSecret(change.after)) return [];
    const why = whyNegative(change, change.after, catalogue) ?? whyUnlisted(change, change.after, options, catalogue);
    if (why === null) return [];
    const target = targetOf(change);
    const fact = `${formatTarget(target)}: ${why}`;
    return [{ code: 'value-not-allowed', severity: 'refuse' as const, fact, cure: '', target, source: change.source }];
  });
}

type Place = Pick<KeyChange, 'section' | 'key'>;

function whyNegative({ section, key }: Place, after: Json, catalogue: Catalogue): string | null {
  const unit = specIn(catalogue, section, key)?.unit ?? null;
  const isNegative = typeof after === 'number' ? after < 0 : typeof after === 'string' && /^-[1-9]/u.test(after);
  return unit !== null && isNegative ? `a number of ${unit} cannot be negative` : null;
}

function whyUnlisted(
  { section, key }: Place,
  after: Json,
  options: SettingOptions,
  catalogue: Catalogue,
): string | null {
  if (section === 'custom') return null;
  const option = optionOf(options, key);
  const [who, allowed] =
    option === undefined
      ? ['the documents allow', catalogue.lookup(key)?.allowedValues ?? []]
      : ['the application allows', option.values];
  const text = canonicalJson(after);
  const isListed = allowed.some((value) => canonicalJson(value) === text || isTextOf(value, after));
  return allowed.length === 0 || isListed ? null : `${who} only ${allowed.map(canonicalJson).join(', ')}`;
}

// The response may list the numbers of an integer setting as texts.
function isTextOf(value: Json, after: Value): boolean {
  return typeof after !== 'object' && value === String(after);
}
