import { describe, expect, it } from 'vitest';
import { driftRows } from '../../src/engine/drift/find-drift.ts';
import type { Baseline } from '../../src/model/baseline.ts';
import type { DesiredValue } from '../../src/model/desired.ts';
import type { DriftClass } from '../../src/model/differences.ts';
import { sealed, type Value } from '../../src/model/value.ts';
import {
  aBaseline,
  aBaselineValue,
  aDecideInput,
  aDesiredClient,
  aDigest,
  aLiveClient,
  type BaselineScopeWish,
  type DesiredWish,
  type LiveScopeWish,
  plain,
  type ScopeWish,
  secretReference,
} from '../support/builders.ts';

/** One situation of a key in baseline, file and live; together all of them. */
const dimensions = {
  /** How the key stands in the baseline: a file that was applied, or what live was then. */
  before: [
    'managed',
    'managed and accepted',
    'tombstone',
    'covered', // not listed, in a section that `unmentioned: remove` keeps whole
    'covered and accepted',
    'covered and ignored',
    'left out', // not listed, in a section that keeps what it does not list
    'section left out',
    'undeclared', // neither the scope nor the client is in the baseline
    'in a snapshot',
    'absent in a snapshot',
  ],
  /** What is special about the key. */
  kind: ['ordinary', 'secret', 'verify_email_url of Hosted Login'],
  /** What the file says today. */
  file: ['A', 'B', 'tombstone', 'covered', 'left out'],
  live: ['A', 'B', 'C', 'absent'],
  scope: ['global', 'client'],
  section: ['settings', 'custom'],
} as const;

type Row = { readonly [Name in keyof typeof dimensions]: (typeof dimensions)[Name][number] };

function combinations(): readonly Row[] {
  const all = Object.entries(dimensions).reduce<readonly object[]>(
    (rows, [name, choices]) => rows.flatMap((row) => choices.map((choice) => ({ ...row, [name]: choice }))),
    [{}],
  );
  return (all as readonly Row[]).filter(canBe);
}

function canBe({ kind, section, scope }: Row): boolean {
  return kind !== 'verify_email_url of Hosted Login' || (section === 'settings' && scope === 'client');
}

// --- the rule, from the text of the design

type Said = 'A' | 'absent' | 'nothing' | 'something secret';

// "A baseline says `absent` only of what `unmentioned: remove` reaches in it": not undeclared clients, ignored or accepted
// targets, secrets, or what ties a client to its Hosted Login. A snapshot holds everything.
function saidThen({ before, kind }: Row): Said {
  switch (before) {
    case 'managed':
    case 'managed and accepted':
    case 'in a snapshot':
      return kind === 'secret' ? 'something secret' : 'A';
    case 'tombstone':
    case 'absent in a snapshot':
      return 'absent';
    case 'covered':
      return kind === 'ordinary' ? 'absent' : 'nothing';
    case 'covered and accepted':
    case 'covered and ignored':
    case 'left out':
    case 'section left out':
    case 'undeclared':
      return 'nothing';
  }
}

// What the file declares; null: nothing, so that there is no row.
function askedNow({ file, kind }: Row): 'A' | 'B' | 'absent' | null {
  if (file === 'A' || file === 'B') return file;
  if (file === 'tombstone') return 'absent';
  return file === 'covered' && kind === 'ordinary' ? 'absent' : null;
}

function ruled(row: Row): DriftClass | null {
  const [said, asked, live] = [saidThen(row), askedNow(row), row.live];
  if (asked === null) return null;
  if (asked === live) return ruledWhenAgreed(row, said);
  // "a key that the baseline does not manage is `pending` when the file adds it"
  if (said === 'nothing') return 'pending';
  const [fileChanged, liveChanged] = [hasChanged(said, asked), hasChanged(said, live)];
  if (fileChanged === 'unknown' || liveChanged === 'unknown') return 'unknown';
  if (fileChanged && liveChanged) return 'both';
  return fileChanged ? 'pending' : 'drift';
}

// Of a key that no file mentions, and that is not live, nothing is left to say.
function ruledWhenAgreed({ file, live }: Row, said: Said): DriftClass | null {
  return file !== 'covered' && hasChanged(said, live) === true ? 'converged' : null;
}

function hasChanged(said: Said, now: string): boolean | 'unknown' {
  if (said === 'nothing') return 'unknown';
  // That something was there can be said of a secret too.
  if (said === 'something secret') return now === 'absent' ? true : 'unknown';
  return said !== now;
}

// --- the same through the program

function keyOf({ kind }: Row): string {
  return { ordinary: 'site_name', secret: 'other_token', 'verify_email_url of Hosted Login': 'verify_email_url' }[kind];
}

function liveScopeOf(row: Row): LiveScopeWish {
  const { kind, section, live } = row;
  const key = keyOf(row);
  const held: ReadonlyMap<string, Value> = new Map(
    live === 'absent' ? [] : [[key, kind === 'secret' ? sealed(live) : live]],
  );
  const oidc = kind === 'verify_email_url of Hosted Login' ? [['janrainOidcClientId', 'oidc'] as const] : [];
  const settings = new Map([...oidc, ...(section === 'settings' ? held : [])]);
  return { settings, custom: section === 'custom' ? held : new Map<string, Value>() };
}

function classOf(row: Row): DriftClass | null {
  const { scope, section } = row;
  const liveScope = liveScopeOf(row);
  const isGlobal = scope === 'global';
  const input = aDecideInput({
    desired: isGlobal ? fileScope(row) : { clients: [aDesiredClient({ alias: 'renamed', ...fileScope(row) })] },
    live: {
      global: isGlobal ? liveScope : {},
      clients: [aLiveClient({ id: 'id-of-renamed' })],
      scopes: isGlobal ? {} : { 'id-of-renamed': liveScope },
    },
    baseline: baselineOf(row),
  });
  const target = `${isGlobal ? '' : 'clients.renamed.'}${section}.${keyOf(row)}`;
  const rows = driftRows(input, aDigest('key')).rows.filter((one) => one.target === target);
  return rows[0]?.class ?? null;
}

function fileScope(row: Row): ScopeWish & DesiredWish {
  const { file, kind, section } = row;
  const values = new Map<string, DesiredValue>();
  if (file === 'A' || file === 'B') values.set(keyOf(row), kind === 'secret' ? secretReference(file) : plain(file));
  const absent = file === 'tombstone' ? [keyOf(row)] : [];
  return {
    unmentioned: file === 'covered' ? 'remove' : 'keep',
    ...(section === 'settings'
      ? { settings: values, absentSettings: absent }
      : { custom: values, absentCustom: absent }),
  };
}

function baselineOf(row: Row): Baseline {
  const { before, scope, section } = row;
  const key = keyOf(row);
  const target = `${scope === 'global' ? '' : 'clients.web.'}${section}.${key}`;
  const own = baselineScope(row);
  const isDeclared = before !== 'undeclared';
  const baseline = aBaseline({
    global: scope === 'global' && isDeclared ? own : null,
    clients: scope === 'client' && isDeclared ? { web: { id: 'id-of-renamed', ...own } } : {},
    ignore: before === 'covered and ignored' ? [target] : [],
    accepted: before === 'managed and accepted' || before === 'covered and accepted' ? [target] : [],
  });
  return before.includes('snapshot') ? { ...baseline, accepted: null } : baseline;
}

function baselineScope(row: Row): BaselineScopeWish {
  const { before, kind, section } = row;
  const key = keyOf(row);
  const isListed = before.startsWith('managed') || before === 'in a snapshot';
  const value = kind === 'secret' ? ({ kind: 'not-comparable' } as const) : aBaselineValue('A');
  const values = new Map([
    ...(isListed ? [[key, value] as const] : []),
    ...(before === 'tombstone' ? [[key, { kind: 'absent' }] as const] : []),
  ]);
  const isWhole = before.startsWith('covered') || before.includes('snapshot');
  return { [section]: values, whole: isWhole ? [section] : [] };
}

describe('a row of drift', () => {
  it('has the class that the rule gives it, in every situation that a key can be in', () => {
    const rows = combinations();
    const wrong = rows.flatMap((row) => {
      const [expected, found] = [ruled(row), classOf(row)];
      return found === expected ? [] : [{ ...row, expected, found }];
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(1_800);
    const classes = new Set(rows.map(ruled));
    expect(classes).toEqual(new Set(['pending', 'drift', 'both', 'converged', 'unknown', null]));
  });
});
