import type { Baseline } from '../../model/baseline.ts';
import type { Limits, Mention } from '../../model/desired.ts';
import type { Finding } from '../../model/finding.ts';
import { formatHostPattern, type HostPattern, namesHost } from '../../model/host-pattern.ts';
import { coveringIn, newAccepts, newAllows, type PolicyRow } from '../judging/new-overrides.ts';
import type { Guard, GuardInput } from './guard.ts';

/** Since the baseline, the files allow more, or hide, protect or check less. One row for each. */
export const policyChanged: Guard = { code: 'policy-changed', override: 'none', rank: 80, check };

function check(input: GuardInput): readonly Finding[] {
  const before = input.baseline?.policy ?? null;
  // An undo follows no file.
  if (before === null || input.undo !== null) return [];
  const { desired } = input;
  const rows = [
    ...newAllows(before.allow, input),
    ...newAccepts(before.accept, input),
    ...changedLists(before, input),
    ...loosenedLimits(before.limits, desired.limits),
    ...(before.protectFiles === 'known' ? changedHosts(before.hosts, desired.hosts) : []),
  ];
  return rows.map(({ text, source }) => {
    return {
      code: 'policy-changed',
      severity: 'info',
      fact: `policy: ${text}`,
      cure: '',
      target: { kind: 'global' },
      source,
    };
  });
}

const widening = ['ignore', 'drop', 'public'] as const;
const narrowing = ['sensitive', 'protect'] as const;

function changedLists(before: NonNullable<Baseline['policy']>, input: GuardInput): readonly PolicyRow[] {
  const { mentions } = input.desired;
  const added = widening.flatMap((list) =>
    notCovered(mentionsIn(mentions, list), mentionsIn(before.mentions, list), input),
  );
  const gone = narrowing.flatMap((list) =>
    list === 'protect' && before.protectFiles === 'unknown'
      ? []
      : notCovered(mentionsIn(before.mentions, list), mentionsIn(mentions, list), input),
  );
  return [
    ...added.map(({ list, target, source }) => ({ text: `${list} added for ${target.text}`, source })),
    ...gone.map(({ list, target }) => ({ text: `${list} removed for ${target.text}`, source: null })),
  ];
}

function mentionsIn(mentions: readonly Mention[], list: Mention['list']): readonly Mention[] {
  return mentions.filter((mention) => mention.list === list);
}

/** Each once, though several files may declare it. */
function notCovered(
  mentions: readonly Mention[],
  others: readonly Mention[],
  { clients }: GuardInput,
): readonly Mention[] {
  const covering = coveringIn(others, mentions[0]?.list === 'protect' ? 'what-it-holds' : 'itself', clients);
  const left = mentions.filter(({ target }) => covering(target).length === 0);
  return [...new Map(left.map((mention) => [mention.target.text, mention])).values()];
}

function loosenedLimits(before: Limits, after: Limits): readonly PolicyRow[] {
  const limits: readonly (readonly [string, number, number])[] = [
    ['removals.max', before.removals.max, after.removals.max],
    ['removals.percent', before.removals.percent, after.removals.percent],
    ['updates.max', before.updates.max, after.updates.max],
    ['updates.percent', before.updates.percent, after.updates.percent],
  ];
  const raised = limits.flatMap(([name, from, to]) =>
    to > from ? [`guards.${name} raised from ${from} to ${to}`] : [],
  );
  const [from, to] = [before.minimumOwners, after.minimumOwners];
  const lowered = to < from ? [`guards.minimumOwners lowered from ${from} to ${to}`] : [];
  return [...raised, ...lowered].map((text) => ({ text, source: null }));
}

type Hosts = readonly HostPattern[] | null;

// Without a list every host is allowed, with a warning: a first list allows less.
function changedHosts(before: Hosts, after: Hosts): readonly PolicyRow[] {
  if (before === null) return [];
  if (after === null) return [{ text: 'hosts removed, so every host is allowed with a warning', source: null }];
  const names = new Set(after.map(formatHostPattern));
  const added = after.filter((host) => !before.some((known) => isWithin(host, known)));
  const gone = before.filter((host) => !names.has(formatHostPattern(host)));
  return [
    ...added.map((host) => ({ text: `hosts added: ${formatHostPattern(host)}`, source: host.source })),
    ...gone.map((host) => ({ text: `hosts removed: ${formatHostPattern(host)}`, source: null })),
  ];
}

function isWithin(host: HostPattern, wider: HostPattern): boolean {
  return (
    formatHostPattern(host) === formatHostPattern(wider) || (host.reach === 'itself' && namesHost(wider, host.host))
  );
}
