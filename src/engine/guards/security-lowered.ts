import { kindOf } from '../../kinds/index.ts';
import { formatTarget } from '../../model/address.ts';
import { type Change, isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import { featureChangesOf, type ListChange } from '../../model/change-index.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { type LiveClient, liveListOf } from '../../model/live.ts';
import { type Direction, type SettingSpec, specIn } from '../../model/setting.ts';
import { isSecret } from '../../model/value.ts';
import { type GrantedPower, grantedPowers } from '../judging/access-simulation.ts';
import {
  concernedBy,
  type Effective,
  effectiveValue,
  effectiveValueBefore,
  isWithoutEffect,
  noChanges,
  valueInSection,
} from '../judging/effective-value.ts';
import { unlessLive } from '../judging/unless-live.ts';
import { weakening } from '../judging/weakening.ts';
import { type Weakening, weakeningFact } from '../judging/weakening-fact.ts';
import type { FileAlone, Guard, GuardInput } from './guard.ts';

/** An effective value would get weaker: a setting, or the rights of a client. */
export const securityLowered: Guard = { code: 'security-lowered', override: 'allow', rank: 240, check, checkFile };

function check(input: GuardInput): readonly Finding[] {
  return input.changes.flatMap((change) =>
    isKeyChange(change)
      ? findKey(input, change)
      : featureChangesOf([change]).flatMap((list) => findFeatures(input, list)),
  );
}

function findKey(input: GuardInput, change: KeyChange): readonly Finding[] {
  const spec = specIn(input.catalogue, change.section, change.key);
  const direction = spec?.direction ?? null;
  if (spec === undefined || direction === null || isWithoutEffect(input, change)) return [];
  const [before, after] = [effectiveValueBefore(input, change), effectiveValue(input, change)];
  const found = weakening(direction, before, after);
  if (found === null) return findInSection(input, change, { spec, direction });
  const weaker = weakeningFact(found, spec, before, after);
  const fact = `${formatTarget(targetOf(change))} ${weaker}: ${direction.reason}${concernedBy(input, change)}`;
  return [finding(change, found.kind === 'unknown' ? 'warning' : 'refuse', fact)];
}

type Directed = { readonly spec: SettingSpec; readonly direction: Direction };

/**
 * For a setting that may be in either section, it is not documented which one the service reads: moving a strong value
 * from one to the other may disable it. Only a warning, so that the two can be merged.
 */
function findInSection(input: GuardInput, change: KeyChange, { spec, direction }: Directed): readonly Finding[] {
  const before = valueInSection({ ...input, changes: noChanges }, change);
  if (spec.section !== 'either' || before.kind !== 'value' || before.from === 'default') return [];
  const after = valueInSection(input, change);
  const found = weakening(direction, before, after);
  if (found === null) return [];
  const weaker = `${weakeningFact(found, spec, before, after)}, if the service reads ${change.section} alone (the documentation does not say which section applies)`;
  const fact = `${formatTarget(targetOf(change))} ${weaker}: ${direction.reason}${concernedBy(input, change)}`;
  return [finding(change, 'warning', fact)];
}

const unknown: Effective = { kind: 'not-read' };

// All others need two values to compare.
const weakAlone: ReadonlySet<Weakening['kind']> = new Set(['unusual', 'url', 'opened', 'gone', 'odd-after']);

/** A value that is weak in itself. */
function checkFile({ asked, catalogue }: FileAlone): readonly Finding[] {
  return asked.filter(isKeyChange).flatMap((change) => {
    const { scope, section, key } = change;
    const spec = specIn(catalogue, section, key);
    const direction = spec?.direction ?? null;
    const isIgnored = kindOf(scope).inherits && spec?.globalOnly === true;
    if (spec === undefined || direction === null || isIgnored || change.action !== 'create' || isSecret(change.after))
      return [];
    const after: Effective = { kind: 'value', json: change.after, from: 'own' };
    const found = weakening(direction, unknown, after);
    if (found === null || !weakAlone.has(found.kind)) return [];
    const fact = `${formatTarget(targetOf(change))} ${weakeningFact(found, spec, unknown, after)}: ${direction.reason}`;
    return [unlessLive(finding(change, 'refuse', fact))];
  });
}

function findFeatures(input: GuardInput, change: ListChange): readonly Finding[] {
  const powers = grantedPowers(change.before, change.after);
  const refused = powers.filter(({ strong }) => strong);
  const mentioned = powers.filter(({ strong }) => !strong);
  const client = input.live.clients.get(change.scope.clientId);
  return [
    ...(refused.length === 0 ? [] : [finding(change, 'refuse', `${powerText(change, refused)}${openness(client)}`)]),
    ...(mentioned.length === 0 ? [] : [finding(change, 'warning', powerText(change, mentioned))]),
  ];
}

function powerText({ scope }: ListChange, powers: readonly GrantedPower[]): string {
  const gained = powers.map(({ feature, power }) => `${feature}, which lets it ${power}`);
  return `client ${scope.alias} would gain ${gained.join('; and ')}`;
}

function openness(client: LiveClient | undefined): string {
  const isOpen = liveListOf(client, 'ipAllowList')?.some((range) => range.endsWith('/0')) === true;
  return isOpen ? '; its allow list (ipWhitelist) admits every address' : '';
}

function finding(change: Change, severity: Severity, fact: string): Finding {
  return { code: 'security-lowered', severity, fact, cure: '', target: targetOf(change), source: change.source };
}
