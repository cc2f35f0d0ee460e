import { describe, expect, it } from 'vitest';
import { diffScope } from '../../../src/engine/compare/compare-scope.ts';
import type { Json } from '../../../src/leaf/json.ts';
import { globalScope } from '../../../src/model/address.ts';
import type { DesiredValue } from '../../../src/model/desired.ts';
import { isSecret, Secret, type Value } from '../../../src/model/value.ts';
import {
  aCatalogue,
  aDesiredScope,
  aLiveScope,
  anAccept,
  at,
  exactly,
  type LiveScopeWish,
  notCompared,
  pattern,
  plain,
  type ScopeWish,
  secretLiteral,
  secretReference,
  someFacts,
  testCatalogue,
  today,
  tombstone,
  unknownValue,
} from '../../support/builders.ts';

const aSecretValue = (value: Json): DesiredValue => {
  return secretReference(value);
};

const rules = {
  options: null,
  catalogue: testCatalogue,
  ignore: [],
  accept: [],
  today,
};

function diff(wish: ScopeWish, live: LiveScopeWish, more: Partial<Parameters<typeof diffScope>[0]> = {}) {
  return diffScope({ ...rules, ...more }, globalScope, aDesiredScope(wish), aLiveScope(live));
}

describe('the difference of a scope', () => {
  it('removes a map as JSON, also a custom one', () => {
    const { changes } = diff({ absentCustom: ['map', 'text'] }, { custom: { map: { a: 1 }, text: 'x' } });
    expect(changes.map(({ key, type }) => [key, type])).toEqual([
      ['map', 'json'],
      ['text', 'string'],
    ]);
  });

  it('takes a reference to a secret for the text that it is, and one of the file for what its type says', () => {
    const changeTo = (value: DesiredValue, live: Value) =>
      diff({ settings: new Map([['login_attempts', value]]) }, { settings: { login_attempts: live } }).changes[0];
    expect(changeTo(secretReference('5'), new Secret(4))).toMatchObject({ action: 'update' });
    const [text, number] = [secretReference('5'), secretLiteral('5')].map((value) => {
      const change = changeTo(value, new Secret(4));
      return change?.action === 'update' && isSecret(change.after) && change.after.isText();
    });
    expect([text, number]).toEqual([true, false]);
  });

  it('creates what is not live, a live null included', () => {
    expect(
      diff({ settings: { login_attempts: 5, site_name: 'x' } }, { settings: { site_name: null } }).changes,
    ).toEqual([
      {
        scope: globalScope,
        section: 'settings',
        key: 'login_attempts',
        type: 'integer',
        source: at(1),
        action: 'create',
        after: 5,
      },
      {
        scope: globalScope,
        section: 'settings',
        key: 'site_name',
        type: 'string',
        source: at(1),
        action: 'create',
        after: 'x',
      },
    ]);
  });

  it('updates what means something else, and shows what live holds', () => {
    expect(diff({ settings: { login_attempts: '7' } }, { settings: { login_attempts: '5' } }).changes).toMatchObject([
      { action: 'update', key: 'login_attempts', before: '5', after: 7 },
    ]);
  });

  it('says of an update that it is one of form alone, and never of a secret', () => {
    const changesOf = (wanted: NonNullable<ScopeWish['custom']>, live: Value) =>
      diff({ custom: wanted }, { custom: { a: live } }).changes;
    expect(changesOf({ a: 'Two words ' }, 'two words')).toMatchObject([{ action: 'update', formOnly: true }]);
    expect(changesOf({ a: 'Two words' }, 'three words')[0]).not.toHaveProperty('formOnly');
    expect(changesOf(new Map([['a', aSecretValue('Key ')]]), new Secret('key'))[0]).not.toHaveProperty('formOnly');
  });

  it('removes what a tombstone names, and says why', () => {
    expect(diff({ absentCustom: ['old', 'gone'] }, { custom: { old: '1' } })).toMatchObject({
      changes: [{ action: 'remove', key: 'old', before: '1', because: 'tombstone', source: at(2), type: 'string' }],
      unmanaged: [],
    });
  });

  it('removes unmentioned keys from a written section alone, and names no place', () => {
    const { changes, unmanaged } = diff(
      { custom: { kept: '1' }, unmentioned: 'remove' },
      { custom: { kept: '1', old: '1', nothing: null }, settings: { site_name: 'x' } },
    );
    expect(changes).toMatchObject([{ action: 'remove', key: 'old', because: 'unmentioned', source: null }]);
    expect(unmanaged).toEqual(['settings.site_name']);
  });

  it('lists everything by section and name', () => {
    const { changes } = diff({ settings: { b: 1, a: 1 }, custom: { b: 1, a: 1 } }, {});
    expect(changes.map(({ section, key }) => `${section}.${key}`)).toEqual([
      'settings.a',
      'settings.b',
      'custom.a',
      'custom.b',
    ]);
  });

  it('treats odd keys like any other', () => {
    const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a*b'];
    const asked = new Map(odd.map((key) => [key, plain('new')]));
    const found = diff({ custom: asked }, { custom: new Map(odd.map((key) => [key, 'old'])) });
    expect(found.changes).toHaveLength(odd.length);
    expect(diff({ custom: asked }, { custom: new Map(odd.map((key) => [key, 'new'])) }).changes).toEqual([]);
    expect(diff({}, { custom: new Map(odd.map((key) => [key, 'new'])) }).unmanaged).toContain(String.raw`custom.a\*b`);
  });
});

describe('a value that does not fit its type', () => {
  it('is a finding with its place that does not repeat it, and no change', () => {
    const { changes, findings } = diff({ settings: { login_attempts: 'many' } }, {});
    expect(changes).toEqual([]);
    expect(findings).toEqual([
      {
        code: 'wrong-type',
        severity: 'refuse',
        cure: '',
        fact: 'settings.login_attempts is of type integer: the value has to be an integer (digits only, within 2^53)',
        target: { kind: 'key', alias: null, section: 'settings', key: 'login_attempts' },
        source: at(1),
      },
    ]);
  });

  it('is found in what has to be a list without an order, which goes by JSON', () => {
    const catalogue = aCatalogue([someFacts('fields', { type: 'json', unordered: true })]);
    const { findings } = diff({ settings: { fields: 'a' } }, { settings: { fields: ['a'] } }, { catalogue });
    expect(findings.map(({ fact }) => fact)).toEqual([
      'settings.fields is of type json: the value has to be JSON (a list, a map, or the text of one); a number has to be one that JavaScript prints as written',
    ]);
  });

  it('is found in a secret too, which is not shown', () => {
    const settings = new Map([['login_attempts', secretLiteral('canary')]]);
    const { changes, findings } = diff({ settings }, { settings: { login_attempts: new Secret(5) } });
    expect(changes).toEqual([]);
    expect(findings.map(({ code, fact, source }) => [code, fact, source])).toEqual([
      [
        'wrong-type',
        'settings.login_attempts is of type integer: the value has to be an integer (digits only, within 2^53)',
        at(7),
      ],
    ]);
  });

  it('is found even where live holds something else that does not fit', () => {
    expect(
      diff({ settings: { login_attempts: 'many' } }, { settings: { login_attempts: 'few' } }).findings,
    ).toHaveLength(1);
  });
});

describe('a secret', () => {
  it('changes when it hides another value, and is never compared without one', () => {
    const live = { settings: { a: new Secret('old'), b: new Secret('same'), c: new Secret('?') } };
    const asked = new Map<string, DesiredValue>([
      ['a', secretReference('new')],
      ['b', secretReference('same')],
      ['c', notCompared],
      ['d', unknownValue],
    ]);
    const { changes, unmanaged, notCompared: left } = diff({ settings: asked }, live);
    expect(changes).toMatchObject([{ action: 'update', key: 'a', type: 'string' }]);
    expect(left).toEqual(['settings.c', 'settings.d']);
    expect(unmanaged).toEqual([]);
  });

  it('is removed by a tombstone, with the type that is documented', () => {
    const live = { settings: { a: new Secret(['x']), login_attempts: new Secret(5) } };
    expect(diff({ absentSettings: ['a', 'login_attempts'] }, live).changes).toMatchObject([
      { key: 'a', type: 'string' },
      { key: 'login_attempts', type: 'integer' },
    ]);
  });
});

describe('a tombstone past its day', () => {
  it('leaves its key as if no one had mentioned it', () => {
    const absentCustom = new Map([['old', tombstone('2026-11-20')]]);
    const live = { custom: { old: '1' } };
    expect(diff({ absentCustom }, live)).toMatchObject({ changes: [], unmanaged: ['custom.old'] });
    expect(diff({ absentCustom, custom: {}, unmentioned: 'remove' }, live).changes).toMatchObject([
      { because: 'unmentioned', source: null },
    ]);
  });

  it('holds on its last day', () => {
    const absentCustom = new Map([['old', tombstone(today)]]);
    expect(diff({ absentCustom }, { custom: { old: '1' } }).changes).toMatchObject([{ because: 'tombstone' }]);
  });
});

describe('what is left as it is', () => {
  it('is an ignored key, declared, absent or unmentioned', () => {
    const more = { ignore: [pattern('custom.*')] };
    const live = { custom: { a: '1', b: '1', c: '1' } };
    const found = diff({ custom: { a: '2', new: '2' }, absentCustom: ['b'], unmentioned: 'remove' }, live, more);
    expect(found).toMatchObject({ changes: [], unmanaged: ['custom.a', 'custom.b', 'custom.c'] });
  });

  it('is an accepted value, declared otherwise or absent', () => {
    const more = { accept: [anAccept('custom.a', '1'), anAccept('custom.b', '1')] };
    const wish: ScopeWish = { custom: { a: '2' }, absentCustom: ['b'] };
    expect(diff(wish, { custom: { a: '1', b: '1' } }, more)).toMatchObject({ changes: [], unmanaged: [] });
    expect(diff(wish, { custom: { a: '3', b: '3' } }, more).changes).toHaveLength(2);
    expect(diff(wish, {}, more).changes).toMatchObject([{ action: 'create', key: 'a' }]);
  });

  it('is spared by unmentioned: remove when it is accepted, secret or vital to Hosted Login', () => {
    const live = {
      settings: {
        accepted: 'whatever',
        by_name: new Secret('x'),
        marked: new Secret({ a: 1 }),
        janrainOidcClientId: 'oidc',
        verify_email_url: 'https://x',
        plain: 'x',
      },
    };
    const more = { accept: [anAccept('settings.accepted', 'other')] };
    const { changes, unmanaged } = diff({ settings: {}, unmentioned: 'remove' }, live, more);
    expect(changes.map((change) => change.key)).toEqual(['plain']);
    expect(unmanaged).toEqual([
      'settings.accepted',
      'settings.by_name',
      'settings.janrainOidcClientId',
      'settings.marked',
      'settings.verify_email_url',
    ]);
  });

  it('is not the address of a client that is not tied to Hosted Login, nor a custom key of that name', () => {
    const live = {
      settings: { janrainOidcClientId: null, verify_email_url: 'https://x' },
      custom: { janrainOidcClientId: 'x', verify_email_url: 'x' },
    };
    const { changes } = diff({ settings: {}, custom: {}, unmentioned: 'remove' }, live);
    expect(changes.map(({ section, key }) => `${section}.${key}`)).toEqual([
      'settings.verify_email_url',
      'custom.janrainOidcClientId',
      'custom.verify_email_url',
    ]);
  });
});

describe('a number or boolean that live keeps as text', () => {
  const live = { settings: { login_attempts: '5', ccp_enable_email_send_buttons: 'false', site_name: '5' } };
  const wish = { settings: { login_attempts: 5, ccp_enable_email_send_buttons: false, site_name: '5' } };

  it('means what it says, and is left alone', () => {
    expect(diff(wish, live).changes).toEqual([]);
  });
});

describe('a boolean', () => {
  it.each(['true', 'True', 'TRUE'])('may be written as %s, in the file and in live', (text) => {
    const wish = { settings: new Map([['ccp_enable_email_send_buttons', plain(true, text)]]) };
    for (const value of [true, 'true', 'True']) {
      expect(diff(wish, { settings: { ccp_enable_email_send_buttons: value } })).toMatchObject({
        changes: [],
        findings: [],
      });
    }
    expect(diff(wish, { settings: { ccp_enable_email_send_buttons: false } }).changes).toMatchObject([{ after: true }]);
  });

  it.each(['False', 'FALSE'])('may be written as %s', (text) => {
    const wish = { settings: new Map([['ccp_enable_email_send_buttons', plain(false, text)]]) };
    expect(diff(wish, { settings: { ccp_enable_email_send_buttons: true } }).changes).toMatchObject([{ after: false }]);
  });

  it.each(['tRUE', 'yes', ' true'])('is not %j', (text) => {
    const wish = { settings: new Map([['ccp_enable_email_send_buttons', plain(text)]]) };
    expect(diff(wish, {}).findings).toMatchObject([{ code: 'wrong-type' }]);
  });

  it('bound for a text stays as it was written', () => {
    const wish = {
      settings: new Map([['site_name', plain(true, 'True')]]),
      custom: new Map([['a', plain(true, 'TRUE')]]),
    };
    expect(diff(wish, {}).changes.map((change) => 'after' in change && change.after)).toEqual(['True', 'TRUE']);
  });
});

describe('a list that the catalogue calls unordered', () => {
  const catalogue = aCatalogue([
    someFacts('legal_list', { type: 'json', section: 'either', unordered: true }),
    someFacts('other_list', { type: 'json' }),
  ]);
  const options = null;
  const asked = { legal_list: ['a', { b: 1 }, 'c'] };

  it('is the same in any order, with an entry twice, and as text', () => {
    for (const live of [['c', 'a', { b: 1 }], ['a', 'a', 'c', { b: 1 }], '["c", {"b":1}, "a"]']) {
      expect(diff({ settings: asked }, { settings: { legal_list: live } }, { catalogue, options }).changes).toEqual([]);
      expect(diff({ custom: asked }, { custom: { legal_list: live } }, { catalogue, options }).changes).toEqual([]);
    }
    const text = { custom: { legal_list: '["a","b"]' } };
    expect(diff(text, { custom: { legal_list: '["b", "a"]' } }, { catalogue, options }).changes).toEqual([]);
  });

  it('differs by an entry more or less', () => {
    for (const live of [
      ['a', 'c'],
      ['a', { b: 1 }, 'c', 'd'],
      ['a', { b: 2 }, 'c'],
    ]) {
      const { changes } = diff({ settings: asked }, { settings: { legal_list: live } }, { catalogue, options });
      expect(changes).toMatchObject([{ action: 'update', type: 'set', after: asked.legal_list }]);
    }
  });

  it('is a set within itself alone: any other list has an order', () => {
    const other = { settings: { other_list: ['a', 'b'], legal_list: [['a', 'b']] } };
    const live = { settings: { other_list: ['b', 'a'], legal_list: [['b', 'a']] } };
    expect(diff(other, live, { catalogue, options }).changes.map(({ key }) => key)).toEqual([
      'legal_list',
      'other_list',
    ]);
  });

  it('that is a text stays one', () => {
    const names = { settings: { legal_list: 'a,b' }, custom: { legal_list: 'a,b' } };
    const loose = aCatalogue([someFacts('legal_list', { type: null, section: 'either', unordered: true })]);
    expect(diff(names, {}, { catalogue: loose, options }).changes).toMatchObject([
      { type: 'string', after: 'a,b' },
      { type: 'string', after: 'a,b' },
    ]);
  });
});

describe('a secret that is a map', () => {
  it('is of type json, so that it never goes as a single key', () => {
    const values = new Map([['partner', aSecretValue({ token: 'x' })]]);
    expect(diff({ custom: values }, {}).changes).toMatchObject([{ key: 'partner', type: 'json' }]);
  });
});

describe('a value from a journal', () => {
  const changed = (
    key: string,
    wanted: Json,
    live: LiveScopeWish,
    more: Partial<Parameters<typeof diffScope>[0]> = {},
  ) => diff({ settings: new Map([[key, exactly(wanted)]]) }, live, more).changes;

  it('is there only with its JSON type', () => {
    expect(changed('login_attempts', 5, { settings: { login_attempts: 5 } })).toEqual([]);
    expect(changed('login_attempts', 5, { settings: { login_attempts: '5' } })).toMatchObject([
      { action: 'update', before: '5', after: 5, type: 'integer' },
    ]);
    expect(changed('site_name', 5, { settings: { site_name: '5' } })).toMatchObject([
      { action: 'update', after: 5, type: 'string' },
    ]);
    expect(changed('site_name', { a: [1] }, { settings: { site_name: { a: [1] } } })).toEqual([]);
  });

  it('is brought back with its form, which no file is asked to change', () => {
    const [change] = changed('site_name', 'Shop ', { settings: { site_name: 'shop' } });
    expect(change).toMatchObject({ action: 'update', after: 'Shop ' });
    expect(change).not.toHaveProperty('formOnly');
  });

  it('is created where live has nothing, or null', () => {
    expect(changed('site_name', '', {})).toMatchObject([{ action: 'create', after: '' }]);
    expect(changed('site_name', 'x', { settings: { site_name: null } })).toMatchObject([{ action: 'create' }]);
  });

  it('does not care for accepted drift', () => {
    const accept = [anAccept('settings.login_attempts', 50)];
    expect(changed('login_attempts', 5, { settings: { login_attempts: 50 } }, { accept })).toHaveLength(1);
  });

  it('is sealed where live is', () => {
    const [updated] = changed('pin', 'x', { settings: { pin: new Secret('y') } });
    expect(updated).toMatchObject({ action: 'update', before: new Secret('y'), after: new Secret('x') });
    expect(changed('pin', 'x', { settings: { pin: new Secret('x') } })).toEqual([]);
    expect(changed('pin', { a: 1 }, { settings: { pin: new Secret('y') } })).toMatchObject([{ type: 'json' }]);
  });
});
