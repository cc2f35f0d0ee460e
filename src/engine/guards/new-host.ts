import { formatTarget } from '../../model/address.ts';
import { isKeyChange, type KeyChange, targetOf } from '../../model/change.ts';
import { namesHost } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { type Direction, specIn } from '../../model/setting.ts';
import { concernedBy, effectiveValue, effectiveValueBefore, isWithoutEffect } from '../judging/effective-value.ts';
import { hostsIn, liveHosts, unclearHost } from '../judging/url-weaknesses.ts';
import type { Guard, GuardInput } from './guard.ts';

/** A URL setting would point to another host, or to one that neither the live application nor `hosts` has. */
export const newHost: Guard = { code: 'new-host', override: 'allow', rank: 260, check };

function check(input: GuardInput): readonly Finding[] {
  const moves = input.changes.flatMap((change) => (isKeyChange(change) ? moveOf(input, change) : []));
  const { hosts } = input.desired;
  if (moves.length === 0 || hosts === null) return moves.map((move) => finding(input, move, []));
  const live = liveHosts(input);
  return moves.map((move) => {
    const isKnown = (host: string): boolean => live.has(host) || hosts.some((pattern) => namesHost(pattern, host));
    return finding(
      input,
      move,
      move.to.filter((host) => host === unclearHost || !isKnown(host)),
    );
  });
}

type Move = {
  readonly change: KeyChange;
  readonly reason: Direction['reason'];
  readonly from: readonly string[];
  /** Those that were not there before. */
  readonly to: readonly string[];
};

function moveOf(input: GuardInput, change: KeyChange): readonly Move[] {
  const direction = specIn(input.catalogue, change.section, change.key)?.direction;
  if (direction?.kind !== 'url' || isWithoutEffect(input, change)) return [];
  const from = hostsIn(direction, effectiveValueBefore(input, change));
  const isNew = (host: string): boolean =>
    // security-lowered refuses a value without a readable host; a list of hosts still applies to it.
    host === unclearHost ? input.desired.hosts !== null : !from.includes(host);
  const to = hostsIn(direction, effectiveValue(input, change)).filter(isNew);
  return to.length === 0 ? [] : [{ change, reason: direction.reason, from, to }];
}

function finding(input: GuardInput, { change, reason, from, to }: Move, strange: readonly string[]): Finding {
  const target = targetOf(change);
  const before = from.length === 0 ? ', and points to no host now' : ` instead of ${from.join(', ')}`;
  const unlisted =
    strange.length === 0
      ? ''
      : `; neither the live application nor "hosts" in capstan.protect.yaml has ${strange.join(', ')}`;
  return {
    code: 'new-host',
    severity: strange.length === 0 ? 'warning' : 'refuse',
    fact: `${formatTarget(target)} would point to ${to.join(', ')}${before}: ${reason}${concernedBy(input, change)}${unlisted}`,
    cure: '',
    target,
    source: change.source,
  };
}
