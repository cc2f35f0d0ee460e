import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/engine/decide.ts';
import { globalScope } from '../../../src/model/address.ts';
import type { Call } from '../../../src/model/change.ts';
import { liveListOf } from '../../../src/model/live.ts';
import { Secret, type Value } from '../../../src/model/value.ts';
import { recordResource, settingsResource } from '../../../src/run/resources/live-resources.ts';
import type { Access } from '../../../src/run/resources/resource.ts';
import type { PlannedKeys, WriteApi } from '../../../src/service/interface.ts';
import {
  aClientScope,
  aDecideInput,
  aDesiredClient,
  aLiveClient,
  aLiveScope,
  aPropertyChange,
  changedClient,
  type LiveClientWish,
} from '../../support/builders.ts';

const holds = { differences: [], changedMeanwhile: [] };
const api = {} as WriteApi;
const absent = () => Promise.resolve({ kind: 'absent' } as const);
const renew = () => Promise.resolve({ kind: 'renewed', recheck: holds } as const);
const access: Access = {
  api,
  cachesNothing: true,
  reads: { settings: absent, record: absent },
  approval: { renew, check: () => holds, done: () => {} },
};
const settings = settingsResource(globalScope, access);
const web = aFeatureCall();

const reply = { application: '', inexact: { settings: new Set<string>(), custom: new Set<string>() }, inherited: null };

function aRead(values: Readonly<Record<string, Value>>) {
  const live = aLiveScope({ settings: values, custom: { left: null } });
  return { live, carried: live, reply: { ...reply, sections: { settings: new Map(), custom: new Map() } } };
}

const before = { login_attempts: 9, site_name: 'Old' };

function callOf(writes: 'per-key' | 'replace'): Call {
  const desired = { settings: { login_attempts: 7, site_name: 'New' }, writes };
  const [call] = decide(aDecideInput({ desired, live: { global: { settings: before } } })).calls;
  if (call === undefined) throw new Error('no call');
  return call;
}

describe('what the journal keeps of a scope', () => {
  it('is all that it held, nulls included, for a call that replaces it', () => {
    expect(settings.preimage(callOf('replace'), aRead(before))).toEqual({
      settings: new Map<string, Value>(Object.entries(before)),
      custom: new Map([['left', null]]),
    });
  });

  it('is nothing for calls that cannot touch any other key', () => {
    expect(settings.preimage(callOf('per-key'), aRead(before))).toBeNull();
  });

  it('is nothing for a client, whose features are in the change', () => {
    expect(web.resource.preimage(web.call, web.read({}))).toBeNull();
  });
});

describe('what a replacing call says that it plans', () => {
  it('is the keys that change and secrets that are gone, each in its section, and nothing of what it carries', async () => {
    const planned: PlannedKeys[] = [];
    const replaceSettings: WriteApi['replaceSettings'] = async (_id, _read, _body, keys) => {
      planned.push(keys);
      return { kind: 'done' };
    };
    const resource = settingsResource(globalScope, { ...access, api: { ...api, replaceSettings } });
    const live = aLiveScope({
      settings: { ...before, carried: 'x', rpx_key: null },
      custom: { site_name: 'y', left: null },
    });
    const shown = {
      settings: new Map([
        ['carried', 'x'],
        ['rpx_key', '****'],
      ]),
      custom: new Map([['site_name', 'y']]),
    };
    await resource.send(callOf('replace'), { live, carried: live, reply: { ...reply, sections: shown } });
    expect(planned).toEqual([{ settings: new Set(['login_attempts', 'site_name', 'rpx_key']), custom: new Set() }]);
  });
});

describe('what a read shows of a call', () => {
  it.each([
    ['visible', {}, { login_attempts: 7, site_name: 'New' }],
    ['pending', { seen: 'old' }, before],
    ['pending', { seen: 'part' }, { login_attempts: 7, site_name: 'Old' }],
    ['altered', { code: 'type-changed' }, { login_attempts: '7', site_name: 'New' }],
    ['wrong', { code: 'type-changed' }, { login_attempts: '7', site_name: 'Old' }],
    ['wrong', { code: 'not-as-written' }, { login_attempts: 8, site_name: 'New' }],
    ['wrong', { code: 'not-as-written' }, { login_attempts: 8, site_name: 'Old' }],
  ] as const)('is %s (%j) with %j', (kind, more, now) => {
    const visibility = settings.visibility(callOf('per-key'), aRead(before), aRead(now));
    expect(visibility).toMatchObject({ kind, ...more });
  });
});

describe('an integer that comes back as a text', () => {
  const shown = (call: 'per-key' | 'replace', was: Value) =>
    settings.visibility(
      callOf(call),
      aRead({ ...before, login_attempts: was }),
      aRead({ login_attempts: '7', site_name: 'New' }),
    );

  it('has its type where the service served a text before the call too', () => {
    expect(shown('per-key', '5').kind).toBe('visible');
    expect(shown('replace', '5').kind).toBe('visible');
  });

  it('has another type where it was a number, and a full replace is no cure of itself', () => {
    expect(shown('per-key', 5)).toMatchObject({ kind: 'altered', reason: expect.stringContaining('writes: replace') });
    expect(shown('replace', 5)).toMatchObject({ kind: 'altered', reason: expect.not.stringContaining('writes:') });
  });
});

describe('a key that a call removes', () => {
  it('is there while its value is, and is wrong when another one is', () => {
    const held = (old: Value) => ({ ...aRead({}), live: aLiveScope({ custom: { old } }) });
    const wish = { desired: { absentCustom: ['old'] }, live: { global: { custom: { old: '1' } } } };
    const [removal] = decide(aDecideInput(wish)).calls;
    const kinds = ['1', '2', '', null].map((old) => removal && settings.visibility(removal, held('1'), held(old)).kind);
    expect(kinds).toEqual(['pending', 'wrong', 'visible', 'visible']);
  });
});

describe('a secret that a call removes', () => {
  const was = { custom: { old: new Secret('was') } };
  const [removal] = decide(aDecideInput({ desired: { absentCustom: ['old'] }, live: { global: was } })).calls;
  const shows = (old: Value) => {
    const read = (custom: Readonly<Record<string, Value>>) => ({ ...aRead({}), live: aLiveScope({ custom }) });
    return removal && settings.visibility(removal, read(was.custom), read({ old })).kind;
  };

  it('is gone when the service shows null, an empty text or a mask in its place', () => {
    expect([null, '', new Secret(''), new Secret('••••')].map(shows)).toEqual(Array(4).fill('visible'));
  });

  it('is there while its value is, and is wrong when another one is', () => {
    expect(shows(new Secret('was'))).toBe('pending');
    expect(shows(new Secret('another'))).toBe('wrong');
  });
});

describe('a value that the service keeps in another form', () => {
  const kept = (site_name: Value, from = before) =>
    settings.visibility(callOf('per-key'), aRead(from), aRead({ login_attempts: 7, site_name }));

  it('is what was written, with what is kept', () => {
    expect(kept('new ')).toEqual({ kind: 'visible', stored: [{ target: 'settings.site_name', value: 'new ' }] });
    expect(kept('New')).toEqual({ kind: 'visible', stored: [] });
  });

  it('is waited for where it is what was there before, and known when it stays', () => {
    const stored = [{ target: 'settings.site_name', value: 'new' }];
    expect(kept('new', { ...before, site_name: 'new' })).toEqual({ kind: 'pending', seen: 'part', stored });
  });

  it('is not known while another key of the call is not visible', () => {
    const from = { ...before, site_name: 'new' };
    const visibility = settings.visibility(callOf('per-key'), aRead(from), aRead(from));
    expect(visibility).toEqual({ kind: 'pending', seen: 'old', stored: [] });
  });

  it("is someone else's where other words stand there", () => {
    expect(kept('newer').kind).toBe('wrong');
  });
});

describe('what a read shows of a client', () => {
  it.each([
    ['visible', {}, ['access_issuer']],
    ['pending', { seen: 'old' }, ['login_client']],
    ['wrong', { code: 'not-as-written' }, ['owner']],
    ['wrong', { code: 'not-as-written' }, null],
  ] as const)('is %s (%j) with the features %j', (kind, more, features) => {
    expect(web.resource.visibility(web.call, web.read({}), web.read({ features }))).toMatchObject({ kind, ...more });
  });

  it('is a part while one property is there and another is not', () => {
    const renamed = aPropertyChange('name', 'web', 'Web', 'Shop');
    const call: Call = { ...web.call, changes: [...web.call.changes, renamed] };
    const seen = (now: LiveClientWish) => web.resource.visibility(call, web.read({ name: 'Web' }), web.read(now));
    expect(seen({ name: 'Web' })).toMatchObject({ kind: 'pending', seen: 'old' });
    expect(seen({ name: 'Shop' })).toMatchObject({ kind: 'pending', seen: 'part' });
    expect(seen({ name: 'Shop', features: ['access_issuer'] })).toMatchObject({ kind: 'visible' });
  });

  it('are side effects when its name or its allow list moved', () => {
    const strays = (now: LiveClientWish) => web.resource.sideEffects([web.call], web.read({}), web.read(now));
    expect(strays({ features: ['access_issuer'] })).toEqual([]);
    expect(strays({ name: 'Renamed', ipWhitelist: null })).toEqual([
      {
        target: 'clients.web',
        message: 'its name and its IP allow list changed during the run, although the plan does not change it',
      },
    ]);
  });
});

describe('a repeat', () => {
  const callOfKind = (kind: Call['kind']) => ({ ...callOf('replace'), kind }) as Call;
  const repeats = (kind: Call['kind'], then: boolean, cache: Value | undefined): boolean => {
    const fresh = aRead(cache === undefined ? before : { ...before, cache_settings: cache });
    return settingsResource(globalScope, { ...access, cachesNothing: then }).isRepeatable(callOfKind(kind), fresh);
  };

  it('of single keys may always be made', () => {
    expect(repeats('set-keys', false, 60)).toBe(true);
    expect(repeats('delete-key', false, undefined)).toBe(true);
  });

  it.each([
    [true, true, 0],
    [true, true, '0'],
    [false, true, 60],
    [false, true, null],
    [false, true, undefined],
    [false, false, 0],
  ] as const)(
    'of a scope is allowed: %s, when nothing was cached: %s, and cache_settings is %j now',
    (is, then, now) => {
      expect(repeats('replace-settings', then, now)).toBe(is);
    },
  );

  it('of a scope of a client goes by what the client inherits', () => {
    const own = settingsResource(aClientScope('web'), access);
    const read = (cache: Value) => {
      const live = aLiveScope({ settings: before, inherited: { settings: { cache_settings: cache } } });
      return { ...aRead(before), live };
    };
    expect(own.isRepeatable(callOf('replace'), read(0))).toBe(true);
    expect(own.isRepeatable(callOf('replace'), read(60))).toBe(false);
    expect(own.isRepeatable(callOf('replace'), aRead(before))).toBe(false);
  });

  it('of the features of a client depends on the call', () => {
    const { call, resource, read } = aFeatureCall(false);
    expect(resource.isRepeatable(call, read({}))).toBe(false);
    expect(resource.isRepeatable({ ...call, kind: 'set-property' } as Call, read({}))).toBe(true);
    expect(web.resource.isRepeatable(web.call, web.read({}))).toBe(true);
  });
});

describe('a read of another application', () => {
  it('is not one of the same thing', () => {
    const read = aRead(before);
    expect(settings.isSame(read, aRead({}))).toBe(true);
    expect(settings.isSame(read, { ...read, live: { ...read.live, application: 'another' } })).toBe(false);
    expect(web.resource.isSame(web.read({}), web.read({ application: 'another' }))).toBe(false);
  });
});

describe('a call of the other kind', () => {
  it('is a mistake of the program', () => {
    expect(() => web.resource.send(callOf('per-key'), web.read({}))).toThrow('does not write a record');
    expect(() => settings.send(web.call, aRead(before))).toThrow('does not write settings');
  });
});

function aFeatureCall(cachesNothing = true) {
  const client = aLiveClient({ id: 'id-of-web', features: ['login_client'] });
  const desired = { clients: [aDesiredClient({ features: ['access_issuer'] })], writes: 'replace' } as const;
  const [call] = decide(aDecideInput({ desired, live: { clients: [client], scopes: { 'id-of-web': {} } } })).calls;
  if (call?.kind !== 'replace-client') throw new Error('no call');
  const resource = recordResource(aClientScope('web'), { ...access, cachesNothing });
  const read = (change: LiveClientWish) => {
    const live = changedClient(client, change);
    const [features, ipWhitelist] = [liveListOf(live, 'features'), liveListOf(live, 'ipAllowList')];
    return { kind: 'client', live, reply: { ...live, features, ipWhitelist, rest: new Map() } } as const;
  };
  return { call, resource, read };
}
