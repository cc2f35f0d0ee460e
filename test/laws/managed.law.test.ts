import { describe, expect, it } from 'vitest';
import { diffScope } from '../../src/engine/compare/compare-scope.ts';
import { secrecyOf } from '../../src/engine/secrecy/secrecy-of.ts';
import { sealScope } from '../../src/engine/secrecy/settle.ts';
import { aliasOf, globalScope, type Scope, type Section, scopeId } from '../../src/model/address.ts';
import type { DesiredValue, Tombstone } from '../../src/model/desired.ts';
import { askedOf } from '../../src/model/desired.ts';
import { sealed, type Value } from '../../src/model/value.ts';
import {
  aClientScope,
  aDesired,
  aDesiredClient,
  aLiveScope,
  anAccept,
  notCompared,
  plain,
  secretReference,
  testCatalogue,
  today,
  tombstone,
} from '../support/builders.ts';

const kinds = ['ordinary', 'janrainOidcClientId', 'verify_email_url of Hosted Login', 'verify_email_url'] as const;

/** One situation that a key can be in; together all of them. */
const dimensions = {
  unmentioned: ['keep', 'remove'],
  section: ['written', 'left out'],
  ignored: ['no', 'yes'],
  accepted: ['no', 'this value', 'another value', 'this value, expired'],
  secret: ['no', 'by catalogue', 'by name', 'by sensitive'],
  declared: ['no', 'same', 'other', 'without value', 'absent', 'absent until yesterday', 'absent until today'],
  live: ['present', 'absent', 'null'],
  kind: kinds,
  part: ['settings', 'custom'],
  scope: ['global', 'client'],
} as const;

type Row = { readonly [Name in keyof typeof dimensions]: (typeof dimensions)[Name][number] };

function combinations(): readonly Row[] {
  const all = Object.entries(dimensions).reduce<readonly object[]>(
    (rows, [name, choices]) => rows.flatMap((row) => choices.map((choice) => ({ ...row, [name]: choice }))),
    [{}],
  );
  return (all as readonly Row[]).filter(canBe);
}

/** A value can only be declared in a written section; only a secret lacks its value; names are one thing at a time. */
function canBe({ declared, section, secret, kind }: Row): boolean {
  if (['same', 'other', 'without value'].includes(declared) && section === 'left out') return false;
  if (declared === 'without value' && secret === 'no') return false;
  return kind === 'ordinary' || secret === 'no' || secret === 'by sensitive';
}

type Verdict = 'nothing' | 'create' | 'update' | 'remove';

/** The rule of the file format, from its text. */
function ruled(row: Row): Verdict {
  // "ignore": neither compared nor changed.
  if (row.ignored === 'yes') return 'nothing';
  // "a live null counts as absent"
  return row.live === 'present' ? ruledWhenLive(row) : ruledWhenAbsent(row);
}

function ruledWhenAbsent({ declared }: Row): Verdict {
  return declared === 'same' || declared === 'other' ? 'create' : 'nothing';
}

function ruledWhenLive(row: Row): Verdict {
  // "accept": known drift, with an end; left as it is by plan and apply until then.
  const isAccepted = row.accepted === 'this value';
  switch (row.declared) {
    case 'without value':
    case 'same':
      return 'nothing';
    case 'other':
      return isAccepted ? 'nothing' : 'update';
    case 'absent':
    case 'absent until today':
      return isAccepted ? 'nothing' : 'remove';
    case 'absent until yesterday': // past its day, its effect ends
    case 'no':
      return isReachedByRemove(row) ? 'remove' : 'nothing';
  }
}

// "`unmentioned: remove` acts only on a section that is written. It never reaches ignored or accepted targets, keys
// known or marked as secret, janrainOidcClientId or verify_email_url of Hosted Login clients."
function isReachedByRemove(row: Row): boolean {
  if (row.unmentioned === 'keep' || row.section === 'left out') return false;
  if (row.accepted === 'this value' || row.accepted === 'another value') return false;
  if (row.secret !== 'no') return false;
  const isVital = row.kind === 'janrainOidcClientId' || row.kind === 'verify_email_url of Hosted Login';
  return row.part === 'custom' || !isVital;
}

function keyOf({ kind, secret }: Row): string {
  if (kind === 'janrainOidcClientId') return kind;
  if (kind !== 'ordinary') return 'verify_email_url';
  return { no: 'ordinary', 'by catalogue': 'rpx_key', 'by name': 'other_token', 'by sensitive': 'partner' }[secret];
}

const liveValue = 'live';
const otherValue = 'other';

function diffOf(row: Row) {
  const scope: Scope = row.scope === 'global' ? globalScope : aClientScope('web');
  const key = keyOf(row);
  const target = `${row.scope === 'client' ? 'clients.web.' : ''}${row.part}.${key.replace('*', '\\*')}`;
  const desiredScope = scopeWish(row, key);
  const desired = aDesired({
    ...(row.scope === 'global' ? desiredScope : {}),
    clients: row.scope === 'client' ? [aDesiredClient(desiredScope)] : [],
    sensitive: row.secret === 'by sensitive' ? [target] : [],
    ignore: row.ignored === 'yes' ? [target] : [],
    accept: acceptsOf(row, target),
  });
  const secrecy = secrecyOf({ catalogue: testCatalogue, files: [desired], baseline: null, live: null, known: [] });
  const rules = {
    options: null,
    catalogue: testCatalogue,
    ignore: desired.ignore,
    accept: desired.accept,
    today,
    writes: desired.writes,
  };
  const alias = aliasOf(scope);
  const asked = askedOf(desired, alias);
  if (asked === undefined) throw new Error('the client is declared');
  return diffScope(rules, scope, asked, sealScope(liveOf(row, key), scopeId(scope), secrecy));
}

function scopeWish(row: Row, key: string) {
  const { values, absent } = wishOf(row, key);
  const isWritten = row.section === 'written';
  return {
    unmentioned: row.unmentioned,
    ...(row.part === 'settings' ? { absentSettings: absent } : { absentCustom: absent }),
    ...(isWritten && row.part === 'settings' ? { settings: values } : {}),
    ...(isWritten && row.part === 'custom' ? { custom: values } : {}),
  };
}

function wishOf(row: Row, key: string) {
  const values = new Map<string, DesiredValue>();
  const absent = new Map<string, Tombstone>();
  const value = (text: string) => (row.secret === 'no' ? plain(text) : secretReference(text));
  if (row.declared === 'same') values.set(key, value(liveValue));
  if (row.declared === 'other') values.set(key, value(otherValue));
  if (row.declared === 'without value') values.set(key, notCompared);
  if (row.declared === 'absent') absent.set(key, tombstone());
  if (row.declared === 'absent until yesterday') absent.set(key, tombstone('2026-11-20'));
  if (row.declared === 'absent until today') absent.set(key, tombstone(today));
  return { values, absent };
}

function acceptsOf(row: Row, target: string) {
  const value = (text: string): Value => (row.secret === 'no' ? text : sealed(text));
  switch (row.accepted) {
    case 'no':
      return [];
    case 'this value':
      return [anAccept(target, value(liveValue), today)];
    case 'another value':
      return [anAccept(target, value('neither'), today)];
    case 'this value, expired':
      return [anAccept(target, value(liveValue), '2026-11-20')];
  }
}

function liveOf(row: Row, key: string) {
  const present = row.secret === 'no' ? liveValue : sealed(liveValue);
  const own: readonly (readonly [string, Value])[] =
    row.live === 'absent' ? [] : [[key, row.live === 'null' ? null : present]];
  const beside: readonly (readonly [string, Value])[] =
    row.kind === 'verify_email_url of Hosted Login' ? [['janrainOidcClientId', 'oidc']] : [];
  const held = (section: Section) => (row.part === section ? own : []);
  return aLiveScope({ settings: new Map([...beside, ...held('settings')]), custom: new Map(held('custom')) });
}

describe('what is managed', () => {
  it('is what the rule says, in every situation that a key can be in', () => {
    const rows = combinations();
    const wrong = rows.flatMap((row) => {
      const own = diffOf(row).changes.filter((change) => change.key === keyOf(row));
      const found = own.map((change) => change.action).join(' and ') || 'nothing';
      const expected = ruled(row);
      return found === expected ? [] : [{ ...row, expected, found }];
    });
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(10_000);
  });

  it('leaves nothing uncounted: a live key is the same, changed, not compared or listed as unmanaged', () => {
    const wrong = combinations().filter((row) => {
      const { unmanaged, notCompared: left } = diffOf(row);
      const mentioned = ['same', 'other', 'absent', 'absent until today'].includes(row.declared);
      const isUncompared = row.declared === 'without value' && row.ignored === 'no';
      const isUnmanaged =
        row.live === 'present' && ruled(row) === 'nothing' && !isUncompared && (row.ignored === 'yes' || !mentioned);
      const own = (names: readonly string[]) => names.some((name) => name.endsWith(`${row.part}.${keyOf(row)}`));
      return own(unmanaged) !== isUnmanaged || own(left) !== isUncompared;
    });
    expect(wrong).toEqual([]);
  });
});
